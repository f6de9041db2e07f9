// Numbers as text: reading what a person types, and writing a float so that it is read back to the bit.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace core {

// A finite 32-bit number: "0.9", "-2", "1e-3", also with a true minus sign, a plus sign or a decimal comma ("0,9").
// Nothing for any other text, "nan", "inf" and what does not fit into 32 bits.
std::optional<float> parse_number(std::string_view text);

// A whole number from 0 up, digits only. Nothing for any other text.
std::optional<long> parse_count(std::string_view text);

// The shortest digits that are read back as the same float: "0.9", "1e+30".
std::string shortest_number(float value);

// For people: two to four decimals and a true minus sign, "0.90", "−2.00", "0.3784"; very large and very small numbers
// with an exponent.
std::string readable_number(float value);

// The typographic minus in place of each ASCII one.
std::string with_true_minus(std::string text);

// "1st", "2nd", "11th" of 1, 2, 11.
std::string ordinal(long number);

// "1 word", "3 words".
std::string counted(long count, std::string_view noun);

}  // namespace core
