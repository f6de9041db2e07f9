// What tokenizers ask about single characters: their bytes, their category, their lower case.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace core {

struct CodePoint {
  char32_t code = 0xFFFD;
  std::size_t size = 1;  // bytes in UTF-8
};

// The character at byte `at` of well-formed UTF-8; a byte that begins none counts as U+FFFD, one byte long.
CodePoint code_point_at(std::string_view text, std::size_t at);
// The character that ends just before byte `end`, which is above 0.
CodePoint code_point_before(std::string_view text, std::size_t end);
void append_code_point(std::string& text, char32_t code);
std::size_t count_code_points(std::string_view text);

// Categories as Hugging Face tokenizers sees them (unicode_tables.h).
bool is_white_space(char32_t code);       // Unicode's White_Space
bool is_control(char32_t code);           // categories Cc, Cf, Co
bool is_mark(char32_t code);              // Mn, Mc, Me
bool is_nonspacing_mark(char32_t code);   // Mn
bool is_punctuation_mark(char32_t code);  // P* and ASCII's $ + < = > ^ ` | ~
bool is_numeric(char32_t code);           // Nd, Nl, No
bool is_letter(char32_t code);            // L*
bool is_cjk_ideograph(char32_t code);     // the blocks that BERT sets apart

// Unicode's full lower case: one character, but two for U+0130.
std::u32string lower_case(char32_t code);

}  // namespace core
