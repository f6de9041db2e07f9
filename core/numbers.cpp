#include "core/numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace core {

namespace {

constexpr std::string_view kTrueMinus = "\xE2\x88\x92";

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  const std::size_t from = text.find_first_not_of(kSpaces);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kSpaces) - from + 1);
}

// ASCII minus and point in place of the typographic minus and the decimal comma.
std::string plain_digits(std::string_view text) {
  std::string plain(trimmed(text));
  if (plain.rfind(kTrueMinus, 0) == 0) plain.replace(0, kTrueMinus.size(), "-");
  if (plain.size() > 1 && plain[0] == '+' && plain[1] != '-') plain.erase(0, 1);
  const bool has_point = plain.find('.') != std::string::npos;
  if (!has_point && std::count(plain.begin(), plain.end(), ',') == 1) plain[plain.find(',')] = '.';
  return plain;
}

}  // namespace

std::optional<float> parse_number(std::string_view text) {
  const std::string plain = plain_digits(text);
  if (plain.empty() || plain.find_first_not_of("+-.0123456789eE") != std::string::npos) return std::nullopt;
  float value = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (error != std::errc() || end != plain.data() + plain.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<long> parse_count(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string shortest_number(float value) {
  std::array<char, 32> digits{};
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  return {digits.data(), result.ptr};
}

std::string readable_number(float value) {
  constexpr float kLarge = 1e7F;
  constexpr float kSmall = 1e-3F;
  const float size = std::abs(value);
  if (value != 0 && (size >= kLarge || size < kSmall)) return with_true_minus(fmt::format("{:.4g}", value));
  std::string text = fmt::format("{:.4f}", value);
  for (int decimals = 4; decimals > 2 && text.back() == '0'; --decimals) text.pop_back();
  return with_true_minus(text == "-0.00" ? "0.00" : text);
}

std::string with_true_minus(std::string text) {
  for (std::size_t at = text.find('-'); at != std::string::npos; at = text.find('-', at + kTrueMinus.size())) {
    text.replace(at, 1, kTrueMinus);
  }
  return text;
}

std::string ordinal(long number) {
  const long ones = number % 10;
  const bool teens = number % 100 / 10 == 1;
  const char* ending = teens || ones > 3 || ones == 0 ? "th" : ones == 1 ? "st" : ones == 2 ? "nd" : "rd";
  return fmt::format("{}{}", number, ending);
}

std::string counted(long count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace core
