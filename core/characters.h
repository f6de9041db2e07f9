// Single characters of UTF-8 text that may be damaged.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace core {

struct Character {
  std::int32_t code = -1;  // -1: the byte is not UTF-8
  std::size_t size = 1;    // bytes
};

// The character at byte `at` of the text.
Character character_at(std::string_view text, std::size_t at);

// Whether the text holds letters that are read from right to left (Unicode's bidirectional classes R and AL).
bool has_right_to_left(std::string_view text);

}  // namespace core
