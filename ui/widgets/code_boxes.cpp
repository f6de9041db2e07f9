#include "ui/widgets/code_boxes.h"

#include <algorithm>

namespace ui {
namespace {

constexpr std::size_t kLength = 4;  // bytes in UTF-8

bool is_long(char byte) {
  return (static_cast<unsigned char>(byte) & 0xF8U) == 0xF0U;
}

std::uint32_t decode(std::string_view bytes) {
  std::uint32_t code = static_cast<unsigned char>(bytes[0]) & 0x07U;
  for (std::size_t i = 1; i < kLength; ++i) code = (code << 6U) | (static_cast<unsigned char>(bytes[i]) & 0x3FU);
  return code;
}

void append_short(std::string& text, std::uint32_t code) {
  text += static_cast<char>(0xE0U | (code >> 12U));
  text += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
  text += static_cast<char>(0x80U | (code & 0x3FU));
}

}  // namespace

std::string with_code_boxes(std::string_view text) {
  if (std::none_of(text.begin(), text.end(), is_long)) return std::string(text);
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_long(text[at]) || at + kLength > text.size()) {
      result += text[at++];
      continue;
    }
    const std::uint32_t code = decode(text.substr(at, kLength));
    at += kLength;
    for (std::uint32_t column = 0; column < 3; ++column) {
      const std::uint32_t above = (code >> (20 - 4 * column)) & 0xFU;
      const std::uint32_t below = (code >> (8 - 4 * column)) & 0xFU;
      append_short(result, kFirstBoxColumn + column * 256 + above * 16 + below);
    }
  }
  return result;
}

}  // namespace ui
