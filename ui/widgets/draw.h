// Filled and stroked shapes on the current window; the one place that knows the argument order of ImDrawList.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <span>

namespace ui {

void fill_rect(const ImRect& rect, ImU32 color, float radius = 0);
// The line lies inside the rectangle, so that neighbours do not overlap.
void stroke_rect(const ImRect& rect, ImU32 color, float radius = 0, float thickness = 1);
void fill_circle(ImVec2 center, float radius, ImU32 color);
void stroke_circle(ImVec2 center, float radius, ImU32 color, float thickness = 1);
void draw_line(ImVec2 from, ImVec2 to, ImU32 color, float thickness = 1);
void draw_polyline(std::span<const ImVec2> points, ImU32 color, float thickness, bool closed = false);
// A crisp horizontal or vertical hairline: a filled rectangle of whole pixels.
void horizontal_line(float left, float right, float y, ImU32 color, float thickness = 1);
void vertical_line(float x, float top, float bottom, ImU32 color, float thickness = 1);

}  // namespace ui
