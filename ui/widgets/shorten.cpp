#include "ui/widgets/shorten.h"

#include <algorithm>
#include <vector>

#include "core/text.h"
#include "ui/widgets/text.h"

namespace ui {

namespace {

constexpr std::string_view kCut = "\u2026";

// Its first `letters` characters and as many of its last, fewer at the end than at the beginning.
std::string both_ends(std::string_view name, const std::vector<std::size_t>& ends, std::size_t letters) {
  const std::size_t tail = letters / 2;
  const std::size_t head = letters - tail;
  const std::size_t head_end = head == 0 ? 0 : ends[head - 1];
  const std::size_t tail_start = ends[ends.size() - 1 - tail];
  return std::string(name.substr(0, head_end)) + std::string(kCut) + std::string(name.substr(tail_start));
}

std::string cut_in_the_middle(const Style& style, TextRole role, std::string_view name, float width) {
  const std::vector<std::size_t> ends = core::grapheme_ends(name);
  std::size_t letters = ends.empty() ? 0 : ends.size() - 1;
  while (letters > 2 && text_width(style, role, both_ends(name, ends, letters)) > width) --letters;
  return ends.empty() ? std::string() : both_ends(name, ends, letters);
}

}  // namespace

std::string shorten_name(const Style& style, TextRole role, std::string_view name, float width) {
  if (text_width(style, role, name) <= width) return std::string(name);
  const std::size_t colon = name.find(": ");
  if (colon == std::string_view::npos) return cut_in_the_middle(style, role, name, width);
  const std::string rest = std::string(kCut) + std::string(name.substr(colon + 2));
  return text_width(style, role, rest) <= width ? rest : cut_in_the_middle(style, role, rest, width);
}

std::string first_letters(const Style& style, TextRole role, std::string_view name, float width) {
  const std::vector<std::size_t> ends = core::grapheme_ends(name);
  std::size_t end = 0;
  for (const std::size_t one : ends) {
    if (text_width(style, role, name.substr(0, one)) > width) break;
    end = one;
  }
  return std::string(name.substr(0, end));
}

}  // namespace ui
