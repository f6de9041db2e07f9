#include "core/tokenizers/byte_alphabet.h"

#include <array>

#include "core/tokenizers/unicode.h"

namespace core {

namespace {

constexpr bool is_visible(unsigned byte) {
  return (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

constexpr std::array<char32_t, 256> make_alphabet() {
  std::array<char32_t, 256> alphabet{};
  char32_t next = 256;  // for the bytes that cannot be seen, in their order
  for (unsigned byte = 0; byte < 256; ++byte) alphabet[byte] = is_visible(byte) ? byte : next++;
  return alphabet;
}

constexpr std::array<char32_t, 256> kAlphabet = make_alphabet();
constexpr std::size_t kCodes = 256 + 68;  // 68 bytes cannot be seen

constexpr std::array<int, kCodes> make_bytes() {
  std::array<int, kCodes> bytes{};
  for (int& byte : bytes) byte = -1;
  for (std::size_t byte = 0; byte < 256; ++byte) bytes[kAlphabet[byte]] = static_cast<int>(byte);
  return bytes;
}

constexpr std::array<int, kCodes> kBytes = make_bytes();

}  // namespace

char32_t visible_character(unsigned char byte) {
  return kAlphabet[byte];
}

std::optional<std::string> from_byte_alphabet(std::string_view text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    if (point.code >= kCodes || kBytes[point.code] < 0) return std::nullopt;
    bytes += static_cast<char>(kBytes[point.code]);
    at += point.size;
  }
  return bytes;
}

}  // namespace core
