// What every table of the glass box must be, whatever its lines hold: text, and whole.
#pragma once

#include <string>
#include <string_view>

namespace core {

// The last line of each table: a file that was cut short lacks it.
inline constexpr std::string_view kLastTableLine = "# end\n";

// Throws Error at the first line that is no UTF-8 or holds a control character.
void expect_plain_lines(std::string_view text, const std::string& source);
// Throws Error where the text does not end with kLastTableLine.
void expect_last_line(std::string_view text, const std::string& source);

}  // namespace core
