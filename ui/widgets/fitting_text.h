// Of several ways to say the same the one that fits: an ellipsis in a hint helps nobody.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

#include "ui/widgets/text.h"

namespace ui {

// The first one that fits into `width`, the longest stands first; the last one where none does.
inline std::string_view first_fitting(const Style& style, TextRole role, std::span<const char* const> texts,
                                      float width) {
  const auto fits = [&](const char* text) { return text_width(style, role, text) <= width; };
  const auto found = std::find_if(texts.begin(), texts.end(), fits);
  return found == texts.end() ? texts.back() : *found;
}

}  // namespace ui
