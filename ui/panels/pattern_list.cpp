// The gallery of patterns: the four that heads are known for, each made by a head of this run or by an edit, and below
// which shape each head makes, measured on its weights.
#include <fmt/format.h>

#include <algorithm>

#include "core/attention/patterns.h"
#include "ui/panels/left_lists.h"
#include "ui/panels/pattern_notes.h"
#include "ui/panels/value_menu.h"
#include "ui/row_views_memory.h"
#include "ui/selection.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/numbers.h"
#include "ui/widgets/small_map.h"

namespace ui {

namespace {

using core::Pattern;

constexpr float kMap = 76;             // CSS pixels of a pattern's map
constexpr core::Index kMostHeld = 64;  // rows that an edit makes a pattern of

struct PatternText {
  const char* id;
  const char* name;
  const char* about;
};

const PatternText& text_of(Pattern pattern) {
  static constexpr PatternText kTexts[] = {{"diagonal", "Diagonal", "each word looks at itself"},
                                           {"previous", "Previous word", "each word looks at the one before"},
                                           {"column", "Column", "all words look at the same one"},
                                           {"syntactic", "Syntactic", "a word looks at the one it belongs to"}};
  return kTexts[static_cast<int>(pattern)];
}

const core::PatternSurvey& surveyed(const core::AttentionTrace& trace, ViewState& view) {
  PatternsMemory& memory = row_views_memory(view).patterns;
  if (!memory.of.is_of(trace)) memory = {TraceLink(trace), core::survey_patterns(trace)};
  return memory.survey;
}

// The selected head makes the pattern where no head does: as held weights, one undo step.
void draw_make(Ui& ui, const ImRect& place, const PanelInput& input, const ViewState& view, Requests& requests,
               Pattern pattern) {
  const core::Selection& selection = view.selection;
  const bool fits = static_cast<core::Index>(input.trace->tokens.size()) <= kMostHeld;
  PutEdits put;
  if (fits) put.edits = core::pattern_edits(*input.trace, selection.layer, selection.head, pattern);
  const std::string head = input.head_config(selection).name;
  put.name = std::string("Make the pattern ") + text_of(pattern).name + " in " + head;
  const std::string tooltip = "Holds a weight of 1 in each row of " + head + ": edits that undo takes back";
  ButtonSpec spec;
  spec.label = "Make it by an edit";
  spec.kind = ButtonKind::Raised;
  spec.role = TextRole::Caption;
  spec.enabled = !put.edits.empty();
  spec.tooltip = tooltip;
  const std::string name = std::string("pattern.") + text_of(pattern).id + ".make";
  if (button(ui, name, place, spec)) requests.add(std::move(put));
}

void draw_example(Ui& ui, const ImRect& map, const PanelInput& input, ViewState& view,
                  const core::PatternExample& example, const std::string& name) {
  core::Selection of;
  of.layer = example.layer;
  of.head = example.head;
  const MapFacts& facts = view.transient.maps.cache.facts(*input.trace, of);
  draw_small_map(ui, name + ".map", map,
                 {facts.weights.get(), facts.version, facts.least < 0, std::max(1.0F, facts.largest), -1});
}

std::string example_text(const PanelInput& input, const core::PatternExample& example, Pattern pattern) {
  const core::Tokens& tokens = input.trace->tokens;
  const auto text = [&](core::Index at) { return tokens[static_cast<std::size_t>(at)].text; };
  std::string line =
      fmt::format("{} {:.0f} %", input.trace->head_config(example.layer, example.head).name, example.share * 100);
  if (pattern == Pattern::Syntactic) line += fmt::format(" of what is not at “{}”", text(example.column));
  if (pattern == Pattern::Syntactic || pattern == Pattern::Column) {
    line += fmt::format("\n“{}” → “{}” {}", text(example.query), text(example.key), format_number(example.weight, 2));
  }
  return line;
}

void open_head_menu(const PanelInput& input, ViewState& view, core::Index layer, core::Index head,
                    const ImRect& anchor) {
  core::Selection place;
  place.layer = layer;
  place.head = head;
  open_value_menu(view, map_menu(input, view, place), anchor);
}

// One pattern: its map at the left, what it is and who makes it beside it.
float draw_pattern(Ui& ui, ImVec2 at, float width, const PanelInput& input, ViewState& view, Requests& requests,
                   Pattern pattern) {
  const Style& style = ui.style;
  const std::string name = std::string("pattern.") + text_of(pattern).id;
  const auto& example = surveyed(*input.trace, view).example(pattern);
  const std::string text = example ? text_of(pattern).about + ("\n" + example_text(input, *example, pattern))
                                   : std::string("no head of this run makes it");
  const float beside = width - style.px(kMap + 2 * kGap2 + kGap3);
  const float words = style.px(20) + paragraph_height(style, TextRole::Caption, text, beside);
  const ImRect rect(at.x, at.y, at.x + width, at.y + std::max(style.px(kMap), words) + style.px(2 * kGap2));
  ImRect inside = inset(rect, style.px(kGap2), style.px(kGap2));
  const ImRect map = cut_left(inside, style.px(kMap), style.px(kGap3));
  if (example) {
    std::string tooltip = "Open this head: its map stands large in the middle";
    if (ImGui::IsMouseHoveringRect(rect.Min, rect.Max)) tooltip += "\n" + example_note(input, *example, pattern);
    const ItemState state = item(ui, name, rect, {.tooltip = tooltip, .role = "pattern"});
    const bool selected = view.selection.map == core::MapKind::Head && view.selection.layer == example->layer &&
                          view.selection.head == example->head;
    fill_rect(rect, reacting(style, selected ? style.palette.tint : style.palette.panel, state),
              style.px(kControlRadius));
    if (state.right_clicked) open_head_menu(input, view, example->layer, example->head, rect);
    if (state.clicked) {
      select_head(input, view.selection, example->layer, example->head);
      view.selection.query = example->query;
      view.selection.key = example->key;
    }
    draw_example(ui, map, input, view, *example, name);
  } else {
    register_area(ui, name + ".none", rect);
    stroke_rect(map, style.palette.line, 0, style.hairline());
  }
  draw_text_in(style, cut_top(inside, style.px(20)), TextRole::BodySemibold, style.palette.text, text_of(pattern).name);
  const float used =
      draw_paragraph(style, inside.Min, inside.GetWidth(), TextRole::Caption, style.palette.second_text, text);
  const bool makeable = !example && pattern != Pattern::Syntactic && view.selection.map == core::MapKind::Head;
  if (makeable) {
    const ImRect place(inside.Min.x, inside.Min.y + used + style.px(kGap1), inside.Max.x,
                       inside.Min.y + used + style.px(kGap1) + style.px(kControlHeight));
    draw_make(ui, place, input, view, requests, pattern);
  }
  return rect.GetHeight() + style.px(2);
}

// One head's line: its name and how much of its weight lies on each pattern.
float draw_head(Ui& ui, ImVec2 at, float width, const PanelInput& input, ViewState& view, Eigen::Index layer,
                Eigen::Index head, const core::PatternShares& shares) {
  const Style& style = ui.style;
  const core::HeadConfig& config = input.trace->head_config(layer, head);
  const float height = style.px(46);
  const ImRect rect(at.x, at.y, at.x + width, at.y + height);
  const std::string name = fmt::format("patterns.{}.{}", layer, head);
  std::string tooltip = config.about;
  if (ImGui::IsMouseHoveringRect(rect.Min, rect.Max)) {
    tooltip += (tooltip.empty() ? "" : "\n") + shares_note(input, layer, head, shares);
  }
  const ItemState state = item(ui, name, rect, {.tooltip = tooltip, .role = "head"});
  const bool selected =
      view.selection.map == core::MapKind::Head && view.selection.layer == layer && view.selection.head == head;
  fill_rect(rect, reacting(style, selected ? style.palette.tint : style.palette.panel, state),
            style.px(kControlRadius));
  if (state.right_clicked) open_head_menu(input, view, layer, head, rect);
  if (state.clicked) select_head(input, view.selection, layer, head);
  ImRect text = inset(rect, style.px(kGap2), style.px(kGap1));
  draw_text_in(style, cut_top(text, style.px(20)), TextRole::Body, style.palette.text, config.name);
  draw_text_in(style, text, TextRole::Caption, style.palette.second_text, core::describe_pattern(shares));
  return height + style.px(2);
}

}  // namespace

float draw_pattern_list(Ui& ui, ImVec2 origin, float width, const PanelInput& input, ViewState& view,
                        Requests& requests) {
  ImVec2 at = origin;
  if (!input.has_trace()) {
    return draw_paragraph(ui.style, at, width, TextRole::Body, ui.style.palette.second_text,
                          "Type a sentence to see which patterns its heads make.");
  }
  for (int i = 0; i < core::kPatternCount; ++i) {
    at.y += draw_pattern(ui, at, width, input, view, requests, static_cast<Pattern>(i));
  }
  at.y += ui.style.px(kGap3);
  draw_text(ui.style, at, TextRole::BodySemibold, ui.style.palette.text, "Every head");
  at.y += ui.style.px(24);
  at.y +=
      draw_paragraph(ui.style, at, width, TextRole::Caption, ui.style.palette.second_text,
                     "How much of each head's weight lies on the word itself, on the word before, or in one column. "
                     "Click a head to open its map.");
  at.y += ui.style.px(kGap2);
  const auto& layers = surveyed(*input.trace, view).heads;
  for (std::size_t layer = 0; layer < layers.size(); ++layer) {
    for (std::size_t head = 0; head < layers[layer].size(); ++head) {
      at.y += draw_head(ui, at, width, input, view, static_cast<Eigen::Index>(layer), static_cast<Eigen::Index>(head),
                        layers[layer][head]);
    }
  }
  return at.y - origin.y;
}

}  // namespace ui
