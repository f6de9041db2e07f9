#include "ui/panels/search_list.h"

#include <algorithm>

#include "ui/widgets/input_text.h"
#include "ui/widgets/layout.h"

namespace ui {

bool draw_list_search(Ui& ui, std::string_view name, std::string_view hint, ImRect& rest, ListSearch& search) {
  TextFieldSpec spec;
  spec.hint = hint;
  spec.icon = Icon::Search;
  spec.take_focus = ImGui::IsWindowAppearing();
  const ImRect place = cut_top(rest, ui.style.px(kBarControlHeight), ui.style.px(kGap2));
  const TextFieldState field = text_field(ui, name, place, search.text, spec);
  if (field.edited) search.row = 0;
  return field.committed;
}

void move_highlight(ListSearch& search, std::size_t rows) {
  if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) ++search.row;
  if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) --search.row;
  search.row = std::clamp(search.row, 0, std::max(static_cast<int>(rows) - 1, 0));
}

}  // namespace ui
