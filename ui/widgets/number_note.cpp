#include "ui/widgets/number_note.h"

namespace ui {

ItemState number_note(const Ui& ui, std::string_view name, const ImRect& rect,
                      const std::function<std::string()>& arithmetic) {
  std::string tooltip;
  if (ImGui::IsMouseHoveringRect(rect.Min, rect.Max)) tooltip = arithmetic();
  ItemSpec spec;
  spec.tooltip = tooltip;
  spec.role = "number";
  spec.focusable = false;
  return item(ui, name, rect, spec);
}

}  // namespace ui
