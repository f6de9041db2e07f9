#include "ui/widgets/turned_text.h"

#include <cmath>
#include <numbers>

#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr float kHalfTurn = std::numbers::sqrt2_v<float> / 2;  // sin and cos of 45 degrees

}  // namespace

void draw_turned_text(const Style& style, ImVec2 foot, TextRole role, ImU32 color, std::string_view text) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  // ImGui leaves out letters outside the clip rectangle before the turn, so the text is written inside it first.
  const ImVec2 corner(std::floor(list.GetClipRectMin().x), std::floor(list.GetClipRectMin().y));
  const int before = list.VtxBuffer.Size;
  draw_text(style, corner, role, color, text);
  const float middle = line_height(style, role) / 2;
  for (int i = before; i < list.VtxBuffer.Size; ++i) {
    ImVec2& place = list.VtxBuffer[i].pos;
    const float along = place.x - corner.x;
    const float across = place.y - corner.y - middle;
    place.x = foot.x + (along + across) * kHalfTurn;
    place.y = foot.y + (across - along) * kHalfTurn;
  }
}

float turned_extent(const Style& style, TextRole role, float width) {
  return std::ceil((width + line_height(style, role) / 2) * kHalfTurn);
}

}  // namespace ui
