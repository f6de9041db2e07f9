#include "ui/widgets/draw.h"

#include <cmath>

namespace ui {

void fill_rect(const ImRect& rect, ImU32 color, float radius) {
  ImGui::GetWindowDrawList()->AddRectFilled(rect.Min, rect.Max, color, radius);
}

void stroke_rect(const ImRect& rect, ImU32 color, float radius, float thickness) {
  // AddRect insets by half a pixel itself, which fits a line of one pixel.
  const float inset = (thickness - 1) / 2;
  const ImVec2 min(rect.Min.x + inset, rect.Min.y + inset);
  const ImVec2 max(rect.Max.x - inset, rect.Max.y - inset);
#if IMGUI_VERSION_NUM >= 19280  // flags and thickness changed places
  ImGui::GetWindowDrawList()->AddRect(min, max, color, radius, thickness, ImDrawFlags_None);
#else
  ImGui::GetWindowDrawList()->AddRect(min, max, color, radius, ImDrawFlags_None, thickness);
#endif
}

void fill_circle(ImVec2 center, float radius, ImU32 color) {
  ImGui::GetWindowDrawList()->AddCircleFilled(center, radius, color);
}

void stroke_circle(ImVec2 center, float radius, ImU32 color, float thickness) {
  ImGui::GetWindowDrawList()->AddCircle(center, radius, color, 0, thickness);
}

void draw_line(ImVec2 from, ImVec2 to, ImU32 color, float thickness) {
  ImGui::GetWindowDrawList()->AddLine(from, to, color, thickness);
}

void draw_polyline(std::span<const ImVec2> points, ImU32 color, float thickness, bool closed) {
  const ImDrawFlags flags = closed ? ImDrawFlags_Closed : ImDrawFlags_None;
#if IMGUI_VERSION_NUM >= 19280
  ImGui::GetWindowDrawList()->AddPolyline(points.data(), static_cast<int>(points.size()), color, thickness, flags);
#else
  ImGui::GetWindowDrawList()->AddPolyline(points.data(), static_cast<int>(points.size()), color, flags, thickness);
#endif
}

void horizontal_line(float left, float right, float y, ImU32 color, float thickness) {
  const float top = std::floor(y);
  fill_rect(ImRect(left, top, right, top + thickness), color);
}

void vertical_line(float x, float top, float bottom, ImU32 color, float thickness) {
  const float left = std::floor(x);
  fill_rect(ImRect(left, top, left + thickness, bottom), color);
}

}  // namespace ui
