// How a character that ImGui's 16-bit text cannot hold is written so that it still shows which one it is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ui {

// A character above U+FFFF becomes three glyphs that join to one box with its six hexadecimal digits, two rows of
// three: "01F" over "600". Their codes lie where the private use area is empty in all faces of the look; the font of
// app/code_point_boxes.h draws them.
inline constexpr std::uint32_t kFirstBoxColumn = 0xF100;
inline constexpr std::uint32_t kBoxColumns = 3 * 256;  // left, middle and right, each with two digits

// `text` with its characters above U+FFFF replaced so; all others stay.
std::string with_code_boxes(std::string_view text);

}  // namespace ui
