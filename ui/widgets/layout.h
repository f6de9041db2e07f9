// Dividing rectangles: a panel cuts strips off the rectangle that it was given.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

namespace ui {

// Each takes a strip of the given size (at most what is left) off `rest` and returns it; `gap` is dropped beside it.
inline ImRect cut_top(ImRect& rest, float height, float gap = 0) {
  const float edge = std::min(rest.Min.y + height, rest.Max.y);
  const ImRect strip(rest.Min.x, rest.Min.y, rest.Max.x, edge);
  rest.Min.y = std::min(edge + gap, rest.Max.y);
  return strip;
}

inline ImRect cut_bottom(ImRect& rest, float height, float gap = 0) {
  const float edge = std::max(rest.Max.y - height, rest.Min.y);
  const ImRect strip(rest.Min.x, edge, rest.Max.x, rest.Max.y);
  rest.Max.y = std::max(edge - gap, rest.Min.y);
  return strip;
}

inline ImRect cut_left(ImRect& rest, float width, float gap = 0) {
  const float edge = std::min(rest.Min.x + width, rest.Max.x);
  const ImRect strip(rest.Min.x, rest.Min.y, edge, rest.Max.y);
  rest.Min.x = std::min(edge + gap, rest.Max.x);
  return strip;
}

inline ImRect cut_right(ImRect& rest, float width, float gap = 0) {
  const float edge = std::max(rest.Max.x - width, rest.Min.x);
  const ImRect strip(edge, rest.Min.y, rest.Max.x, rest.Max.y);
  rest.Max.x = std::max(edge - gap, rest.Min.x);
  return strip;
}

inline ImRect inset(const ImRect& rect, float x, float y) {
  return ImRect(rect.Min.x + x, rect.Min.y + y, std::max(rect.Min.x + x, rect.Max.x - x),
                std::max(rect.Min.y + y, rect.Max.y - y));
}

// A rectangle of the given size in the middle of `rect`, on whole pixels.
inline ImRect centered(const ImRect& rect, ImVec2 size) {
  const float left = ImTrunc((rect.Min.x + rect.Max.x - size.x) / 2);
  const float top = ImTrunc((rect.Min.y + rect.Max.y - size.y) / 2);
  return ImRect(left, top, left + size.x, top + size.y);
}

}  // namespace ui
