#include "ui/widgets/turned_text.h"

#include <algorithm>
#include <cmath>

#include "ui/widgets/text.h"

namespace ui {
float least_line_pitch(const Style& style, TextRole role) {
  constexpr float kOfALine = 0.8F;
  constexpr float kOfASmallLine = 0.67F;
  const bool small = role == TextRole::Small || role == TextRole::SmallSemibold;
  return line_height(style, role) * (small ? kOfASmallLine : kOfALine);
}

Rise rise_between(float least, float pitch) {
  Rise rise;
  const float needed = least / std::max(pitch, 1e-3F);
  if (needed <= rise.up) return rise;
  rise.up = std::min(needed, 1.0F);
  rise.across = std::sqrt(1 - rise.up * rise.up);
  return rise;
}

Rise rise_for(const Style& style, TextRole role, float pitch) {
  return rise_between(least_line_pitch(style, role), pitch);
}

void draw_turned_text(const Style& style, ImVec2 foot, TextRole role, ImU32 color, std::string_view text,
                      const Rise& rise) {
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
    place.x = foot.x + along * rise.across + across * rise.up;
    place.y = foot.y + across * rise.across - along * rise.up;
  }
}

float turned_extent(const Style& style, TextRole role, float width, const Rise& rise) {
  return std::ceil(width * rise.up + line_height(style, role) / 2 * rise.across);
}

}  // namespace ui
