// Of a long list of lines of one height those that are worth drawing.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace ui {

struct VisibleLines {
  std::size_t first = 0, last = 0;  // `last` is not drawn
};

// What lies in `length` pixels that begin `scrolled` pixels below the top of the list, and one line more on each side,
// so that the keyboard can go on from there. Lines are `line` pixels high.
inline VisibleLines visible_lines(float scrolled, float length, float line, std::size_t count) {
  const auto bounded = [count](float place) {
    return static_cast<std::size_t>(std::clamp(place, 0.0F, static_cast<float>(count)));
  };
  return {bounded(std::floor(scrolled / line) - 1), bounded(std::ceil((scrolled + length) / line) + 1)};
}

}  // namespace ui
