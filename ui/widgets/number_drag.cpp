#include "ui/widgets/number_drag.h"

#include <cmath>

namespace ui {

std::optional<NumberDrag> drag_number(const Ui& ui, std::string_view name, const ItemState& state, float value,
                                      NumberMemory& memory) {
  constexpr float kThreshold = 3;  // CSS pixels before a press becomes a drag
  const bool held = state.active && !state.by_keyboard;
  if (memory.dragging != name) {
    if (!held) return std::nullopt;
    memory.dragging = name;
    memory.drag_value = static_cast<double>(value);
    memory.drag_moved = false;
    return std::nullopt;
  }
  if (!held) memory.dragging.clear();
  const ImGuiIO& io = ImGui::GetIO();
  NumberDrag drag{io.MouseDelta.x, memory.drag_moved};
  if (!memory.drag_moved) {
    drag.pixels = io.MousePos.x - io.MouseClickedPos[0].x;
    memory.drag_moved = std::abs(drag.pixels) >= ui.style.px(kThreshold);
  }
  if (!memory.drag_moved || drag.pixels == 0) return std::nullopt;
  return drag;
}

}  // namespace ui
