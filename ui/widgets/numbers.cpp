#include "ui/widgets/numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/numbers.h"

namespace ui {
namespace {

constexpr std::string_view kMinus = "\u2212";
constexpr double kHuge = 1e6;

std::optional<std::string> not_finite(float value) {
  if (std::isnan(value)) return "not a number";
  if (std::isinf(value)) return value > 0 ? "\u221E" : "\u2212\u221E";
  return std::nullopt;
}

// "1.25e30" without the plus sign and the leading zero of C's exponents.
std::string scientific(double value, int decimals) {
  std::string text = fmt::format("{:.{}e}", value, decimals);
  const std::size_t e = text.find('e');
  const int exponent = std::stoi(text.substr(e + 1));
  return fmt::format("{}e{}", text.substr(0, e), exponent);
}

bool is_zero(std::string_view digits) {
  return digits.find_first_of("123456789") == std::string_view::npos;
}

std::string fixed(double value, int decimals) {
  std::string text = fmt::format("{:.{}f}", value, decimals);
  if (text.front() == '-' && is_zero(text)) text.erase(0, 1);
  return text;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

std::string trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(kBlanks) - first + 1));
}

ParsedNumber refuse(const std::string& message) {
  return {std::nullopt, message};
}

}  // namespace

std::string format_number(float value, int decimals) {
  if (const auto text = not_finite(value)) return *text;
  const bool huge = std::abs(static_cast<double>(value)) >= kHuge;
  return core::with_true_minus(huge ? scientific(value, decimals) : fixed(value, decimals));
}

std::string format_short(float value) {
  if (const auto text = not_finite(value)) return *text;
  const double size = std::abs(static_cast<double>(value));
  if (size == 0) return "0";
  if (size < 1e-3 || size >= 1e5) return core::with_true_minus(scientific(value, 2));
  const int before_point = static_cast<int>(std::floor(std::log10(size))) + 1;
  return core::with_true_minus(fixed(value, std::clamp(4 - before_point, 0, 4)));
}

std::string format_signed(float value, int decimals) {
  const std::string text = format_number(value, decimals);
  return value > 0 && !is_zero(text) ? "+" + text : text;
}

std::string format_percent(float share) {
  if (const auto text = not_finite(share)) return *text;
  const double percent = 100.0 * static_cast<double>(share);
  if (percent > 0 && percent < 0.5) return "<1\u00A0%";
  return core::with_true_minus(fixed(percent, 0)) + "\u00A0%";
}

std::string format_cell(float weight, int decimals) {
  std::string text = format_number(weight, decimals);
  if (text.rfind("0.", 0) == 0) return text.substr(1);
  if (text.rfind("\u22120.", 0) == 0) return std::string(kMinus) + text.substr(kMinus.size() + 1);
  return text == fixed(1, decimals) ? "1" : text;
}

ParsedNumber parse_number(std::string_view typed) {
  std::string text = trimmed(typed);
  if (text.empty()) return refuse("Type a number, such as 0.25.");
  replace_all(text, kMinus, "-");
  const bool percent = text.back() == '%';
  if (percent) text = trimmed(std::string_view(text).substr(0, text.size() - 1));
  const auto points = std::count(text.begin(), text.end(), '.');
  const auto commas = std::count(text.begin(), text.end(), ',');
  if (points + commas > 1) return refuse("One decimal point or comma, please: 1234.5, without groups of thousands.");
  std::replace(text.begin(), text.end(), ',', '.');
  if (text.size() > 1 && text.front() == '+' && text[1] != '-') text.erase(0, 1);

  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code == std::errc::result_out_of_range) return refuse("That number is too large or too small to store.");
  if (code != std::errc() || end != text.data() + text.size()) {
    return refuse(fmt::format("\u201C{}\u201D is not a number.", trimmed(typed)));
  }
  if (percent) value /= 100;
  const auto narrow = static_cast<float>(value);
  if (!std::isfinite(narrow)) return refuse("A value must be finite.");
  return {narrow, {}};
}

float round_range(float value) {
  if (!(value > 1e-6F)) return 1;
  const float power = std::pow(10.0F, std::floor(std::log10(value)));
  for (const float step : {1.0F, 1.5F, 2.0F, 3.0F, 4.0F, 5.0F, 6.0F, 8.0F}) {
    if (value <= step * power * 1.0001F) return step * power;
  }
  return 10 * power;
}

int range_decimals(float range, int least) {
  if (range < 0.05F) return std::max(least, 4);
  return std::max(least, range < 0.5F ? 3 : 2);
}

}  // namespace ui
