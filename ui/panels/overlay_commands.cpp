// The command palette: type a few letters, Enter runs the highlighted command.
#include <algorithm>
#include <cctype>

#include "ui/commands.h"
#include "ui/panels/overlays.h"
#include "ui/panels/search_list.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"

namespace ui {

namespace {

// Whether the letters of `wanted` stand in `title` in this order.
bool fits(std::string_view title, std::string_view wanted) {
  std::size_t at = 0;
  for (const char letter : title) {
    if (at == wanted.size()) break;
    if (std::tolower(static_cast<unsigned char>(letter)) == std::tolower(static_cast<unsigned char>(wanted[at]))) ++at;
  }
  return at == wanted.size();
}

std::vector<const Command*> found_commands(const PanelInput& input, const ViewState& view) {
  std::vector<const Command*> found;
  for (const Command& command : commands()) {
    if (!is_enabled(command, input, view) || std::string_view(command.id) == "commands") continue;
    const bool listed = std::any_of(found.begin(), found.end(), [&](const Command* other) {
      return std::string_view(other->title) == command.title;
    });
    if (!listed && fits(command.title, view.transient.overlay_text)) found.push_back(&command);
  }
  return found;
}

}  // namespace

void draw_commands_overlay(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  const Style& style = ui.style;
  TransientView& state = view.transient;
  ImRect rest = area;
  const bool entered = draw_list_search(ui, "commands.search", "Type a few letters", rest, state);
  const std::vector<const Command*> found = found_commands(input, view);
  move_highlight(state, found.size());
  const Command* chosen = nullptr;
  ScrollArea scroll(ui, "commands.scroll", rest);
  ImVec2 at = scroll.origin();
  for (std::size_t i = 0; i < found.size(); ++i) {
    const ImRect row(at.x, at.y, at.x + scroll.width(), at.y + style.px(32));
    const bool highlighted = static_cast<int>(i) == state.overlay_row;
    const ItemState line = item(ui, std::string("commands.") + found[i]->id, row, {.focusable = false});
    fill_rect(row, reacting(style, highlighted ? style.palette.tint : style.palette.panel, line),
              style.px(kControlRadius));
    const ImRect text = inset(row, style.px(kGap2), 0);
    draw_text_in(style, text, TextRole::Body, style.palette.text, found[i]->title);
    draw_text_in(style, text, TextRole::NumberSmall, style.palette.second_text, found[i]->keys, Align::Right);
    if (line.clicked || (highlighted && entered)) chosen = found[i];
    at.y = row.Max.y;
  }
  if (found.empty()) {
    at.y += draw_paragraph(style, at, scroll.width(), TextRole::Body, style.palette.second_text,
                           "No command has these letters in this order.");
  }
  scroll.set_content_height(at.y - scroll.origin().y);
  if (chosen == nullptr) return;
  state.overlay = Overlay::None;
  chosen->run(input, view, requests);
}

}  // namespace ui
