#include "ui/widgets/shorten.h"

#include <algorithm>
#include <vector>

#include "core/text.h"
#include "ui/widgets/text.h"

namespace ui {

namespace {

constexpr std::string_view kCut = "\u2026";

}  // namespace

std::string shorten_name(const Style& style, TextRole role, std::string_view name, float width) {
  const std::size_t colon = name.find(": ");
  if (colon == std::string_view::npos || text_width(style, role, name) <= width) {
    return ellipsis(style, role, name, width);
  }
  std::string_view rest = name.substr(colon + 2);
  const auto marked = [&] { return std::string(kCut) + std::string(rest); };
  while (text_width(style, role, marked()) > width && rest.find(' ') != std::string_view::npos) {
    rest.remove_prefix(rest.find(' ') + 1);
  }
  return ellipsis(style, role, marked(), width);
}

}  // namespace ui
