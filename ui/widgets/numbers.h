// Numbers as they are written on screen and as people type them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ui {

// `decimals` digits behind the point, a true minus sign (U+2212), no "−0.00". From a million on in powers of ten
// ("−1.25e30" with decimals = 2). "∞", "−∞" and "not a number" for what is not finite.
std::string format_number(float value, int decimals);

// Four significant digits, powers of ten below 0.001 and from 100,000 on: for single read-outs of any size.
std::string format_short(float value);

// With a sign even when positive: for differences.
std::string format_signed(float value, int decimals);

// "71 %", "<1 %" for what is above 0 but rounds to it, "0 %"; a share above 1 is written as it is.
std::string format_percent(float share);

// A weight in a narrow cell: ".71", "1", ".00".
std::string format_cell(float weight, int decimals);

// A round number not below `value`: a range that seldom changes.
float round_range(float value);
// As many decimals as a value of this range needs, at least `least`.
int range_decimals(float range, int least);

struct ParsedNumber {
  std::optional<float> value;
  std::string message;  // why there is no value: one sentence to show at the field
};
// Accepts blanks around, a decimal comma, U+2212 as minus, "e" notation, and a percent sign (divides by 100).
ParsedNumber parse_number(std::string_view typed);

}  // namespace ui
