#include "ui/panels/search_list.h"

#include <algorithm>

#include "ui/widgets/input_text.h"
#include "ui/widgets/layout.h"

namespace ui {

bool draw_list_search(Ui& ui, std::string_view name, std::string_view hint, ImRect& rest, TransientView& state) {
  TextFieldSpec spec;
  spec.hint = hint;
  spec.icon = Icon::Search;
  spec.take_focus = ImGui::IsWindowAppearing();
  const ImRect place = cut_top(rest, ui.style.px(kBarControlHeight), ui.style.px(kGap2));
  const TextFieldState field = text_field(ui, name, place, state.overlay_text, spec);
  if (field.edited) state.overlay_row = 0;
  return field.committed;
}

void move_highlight(TransientView& state, std::size_t rows) {
  if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) ++state.overlay_row;
  if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) --state.overlay_row;
  state.overlay_row = std::clamp(state.overlay_row, 0, std::max(static_cast<int>(rows) - 1, 0));
}

}  // namespace ui
