// Text on a terminal and in messages: comparing without case, width in columns, what is safe to print.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace core {

// The text in a form in which only letters count, not their case ("É" and "é" are equal). Text that is not UTF-8 is
// folded in its ASCII letters only.
std::string fold_case(std::string_view text);

// Columns that the text takes in a terminal: 2 for CJK and most emoji, 0 for combining marks.
std::size_t display_width(std::string_view text);

// The text with spaces behind (or before) it until it is `width` columns wide; longer text is returned as it is.
std::string pad_right(std::string_view text, std::size_t width);
std::string pad_left(std::string_view text, std::size_t width);

bool is_valid_utf8(std::string_view text);

// The text for a message of one line: control characters and broken bytes shown as U+FFFD, at most `max_columns`, with
// "…" behind what was cut.
std::string shown_text(std::string_view text, std::size_t max_columns = 60);

}  // namespace core
