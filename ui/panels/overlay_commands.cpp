// The command palette: type a few letters, Enter runs the highlighted command.
#include <algorithm>

#include "ui/command_search.h"
#include "ui/panels/overlays.h"
#include "ui/panels/search_list.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"

namespace ui {

namespace {

constexpr float kRowHeight = 32;  // CSS pixels

// A command that is off is faded, and says why in place of its keys.
bool draw_command(Ui& ui, const ImRect& row, const FoundCommand& found, bool highlighted) {
  const Style& style = ui.style;
  ItemSpec spec;
  spec.focusable = false;
  spec.enabled = found.enabled;
  spec.role = "command";
  const ItemState line = item(ui, std::string("commands.") + found.command->id, row, spec);
  const ImU32 rest = highlighted ? style.palette.tint : style.palette.panel;
  fill_rect(row, reacting(style, rest, line), style.px(kControlRadius));
  ImRect text = inset(row, style.px(kGap2), 0);
  const bool has_keys = found.enabled || found.command->run == nullptr;
  const std::string_view right = has_keys ? std::string_view(found.command->keys) : std::string_view(found.reason);
  const TextRole role = has_keys ? TextRole::NumberSmall : TextRole::Caption;
  const float width = std::min(text_width(style, role, right), text.GetWidth() / 2);
  draw_text_in(style, cut_right(text, width, style.px(kGap2)), role, style.palette.second_text, right, Align::Right);
  draw_text_in(style, text, TextRole::Body, found.enabled ? style.palette.text : style.palette.second_text,
               found.command->title);
  return line.clicked;
}

// Keeps the highlighted row in view while the arrow keys move it.
void follow_highlight(const ListSearch& search, float row_height, float height) {
  if (!ImGui::IsKeyPressed(ImGuiKey_DownArrow) && !ImGui::IsKeyPressed(ImGuiKey_UpArrow)) return;
  const float top = static_cast<float>(search.row) * row_height;
  if (top < ImGui::GetScrollY()) ImGui::SetScrollY(top);
  if (top + row_height > ImGui::GetScrollY() + height) ImGui::SetScrollY(top + row_height - height);
}

}  // namespace

void draw_commands_overlay(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  const Style& style = ui.style;
  ListSearch& search = view.transient.list_search;
  ImRect rest = area;
  const bool entered =
      draw_list_search(ui, "commands.search", "Type a few letters: theme, export, zoom\u2026", rest, search);
  const std::vector<FoundCommand> found = find_commands(search.text, input, view);
  move_highlight(search, found.size());
  const Command* chosen = nullptr;
  ScrollArea scroll(ui, "commands.scroll", rest);
  const float height = style.px(kRowHeight);
  follow_highlight(search, height, rest.GetHeight());
  ImVec2 at = scroll.origin();
  for (std::size_t i = 0; i < found.size(); ++i) {
    const bool highlighted = static_cast<int>(i) == search.row;
    const ImRect row(at.x, at.y, at.x + scroll.width(), at.y + height);
    const bool clicked = draw_command(ui, row, found[i], highlighted);
    if (clicked || (highlighted && entered && found[i].enabled)) chosen = found[i].command;
    at.y = row.Max.y;
  }
  if (found.empty()) {
    at.y += draw_paragraph(style, at, scroll.width(), TextRole::Body, style.palette.second_text,
                           "No command is called so.");
  }
  scroll.set_content_height(at.y - scroll.origin().y);
  if (chosen == nullptr) return;
  close_overlay(view);
  chosen->run(input, view, requests);
}

}  // namespace ui
