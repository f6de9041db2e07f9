// The recent sentences and the library: click to open, with what to notice under each.
#include <algorithm>

#include "core/spelling.h"
#include "ui/panels/left_lists.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"

namespace ui {

namespace {

constexpr std::size_t kMostRecent = 8;  // above the library; the search finds older ones

bool matches(const std::string& search, std::initializer_list<const std::string*> texts) {
  return std::any_of(texts.begin(), texts.end(),
                     [&](const std::string* text) { return core::contains_ignoring_case(*text, search); });
}

struct Line {
  std::string name;
  const std::string* text;
  const std::string* second = nullptr;
  const std::string* notice = nullptr;
  bool selected = false;
};

// One sentence as a block that lights up under the pointer. Returns its height; `clicked` when chosen.
float draw_line(Ui& ui, ImVec2 at, float width, const Line& line, bool& clicked) {
  const Style& style = ui.style;
  const float padding = style.px(kGap2);
  const float inner = width - 2 * padding;
  const auto height_of = [&](const std::string* text, TextRole role) {
    return text == nullptr || text->empty() ? 0.0F : paragraph_height(style, role, *text, inner);
  };
  const float text_height = height_of(line.text, TextRole::Body);
  const float second_height = height_of(line.second, TextRole::Body);
  const float notice_height = height_of(line.notice, TextRole::Caption);
  const float height = std::max(text_height + second_height + notice_height + 2 * padding, style.px(kControlHeight));
  const ImRect rect(at.x, at.y, at.x + width, at.y + height);
  // The one above and the one below what is in sight are there for the keyboard to go on to.
  const ImRect sight = ImGui::GetCurrentWindow()->InnerClipRect;
  const float near = 2 * height;
  if (rect.Min.y > sight.Max.y + near || rect.Max.y < sight.Min.y - near) {
    clicked = false;
    return height + style.px(2);
  }
  const ItemState state = item(ui, line.name, rect, {.role = "sentence"});
  clicked = state.clicked;
  fill_rect(rect, reacting(style, line.selected ? style.palette.tint : style.palette.panel, state),
            style.px(kControlRadius));
  ImVec2 text_at(rect.Min.x + padding, rect.Min.y + padding);
  text_at.y += draw_paragraph(style, text_at, inner, TextRole::Body, style.palette.text, *line.text);
  if (second_height > 0) {
    text_at.y += draw_paragraph(style, text_at, inner, TextRole::Body, style.palette.second_text, *line.second);
  }
  if (notice_height > 0) {
    draw_paragraph(style, text_at, inner, TextRole::Caption, style.palette.second_text, *line.notice);
  }
  return height + style.px(2);
}

float draw_heading(Ui& ui, ImVec2 at, float width, const std::string& text) {
  const Style& style = ui.style;
  const ImRect rect(at.x, at.y + style.px(kGap2), at.x + width, at.y + style.px(kGap2 + 22));
  draw_text_in(style, rect, TextRole::CaptionSemibold, style.palette.second_text, text);
  return style.px(kGap2 + 26);
}

// The newest first; a search looks at all of them. Returns how many there are, and moves `at` below them.
std::size_t draw_recent(Ui& ui, ImVec2& at, float width, const PanelInput& input, const std::string& search,
                        Requests& requests) {
  std::size_t shown = 0;
  for (std::size_t i = 0; i < input.recent->size(); ++i) {
    const std::string& text = (*input.recent)[i];
    if (!matches(search, {&text})) continue;
    if (search.empty() && shown == kMostRecent) break;
    if (++shown == 1) at.y += draw_heading(ui, at, width, "Recent");
    const Line line{"recent." + std::to_string(i), &text, nullptr, nullptr, text == input.session->sentence};
    bool clicked = false;
    at.y += draw_line(ui, at, width, line, clicked);
    if (clicked) requests.add(SetSentence{text});
  }
  return shown;
}

}  // namespace

float draw_sentence_list(Ui& ui, ImVec2 origin, float width, const PanelInput& input, ViewState& view,
                         Requests& requests) {
  const std::string& search = view.transient.search;
  ImVec2 at = origin;
  bool clicked = false;
  std::size_t shown = draw_recent(ui, at, width, input, search, requests);
  std::string title;
  for (const LibrarySentence& sentence : *input.library) {
    if (!matches(search, {&sentence.text, &sentence.second, &sentence.notice, &sentence.set_title})) continue;
    if (sentence.set_title != title) {
      title = sentence.set_title;
      at.y += draw_heading(ui, at, width, title);
    }
    const Line line{"sentences." + sentence.id, &sentence.text, &sentence.second,
                    sentence.wrong_because.empty() ? &sentence.notice : &sentence.wrong_because,
                    sentence.text == input.session->sentence};
    at.y += draw_line(ui, at, width, line, clicked);
    if (clicked) requests.add(OpenSentence{sentence.id});
    ++shown;
  }
  if (shown == 0) {
    at.y += draw_paragraph(ui.style, at, width, TextRole::Body, ui.style.palette.second_text,
                           "No sentence has these letters. Clear the search to see all.");
  }
  return at.y - origin.y;
}

}  // namespace ui
