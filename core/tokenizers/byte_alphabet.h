// GPT-2's alphabet of 256 visible characters, one for each byte (openai/gpt-2 src/encoder.py, bytes_to_unicode).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace core {

char32_t visible_character(unsigned char byte);  // 'a' for 'a', 'Ġ' (U+0120) for a space
// The bytes that `text` spells; nothing where one of its characters is not of the alphabet.
std::optional<std::string> from_byte_alphabet(std::string_view text);

}  // namespace core
