#include "core/attention/equation.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace core {

namespace {

// Reads sums of products of numbers; stops where no operator follows.
class Reader {
 public:
  explicit Reader(std::string_view line) : rest_(line) {}

  std::optional<double> sum() {
    std::optional<double> total = product();
    while (total) {
      const bool minus = take(" − ");
      if (!minus && !take(" + ")) break;
      const auto next = take("… (") ? others() : product();
      if (!next) return {};
      *total += minus ? -*next : *next;
    }
    return total;
  }

 private:
  bool take(std::string_view sign) {
    if (rest_.substr(0, sign.size()) != sign) return false;
    rest_.remove_prefix(sign.size());
    return true;
  }

  // "12 more: 0.02)"
  std::optional<double> others() {
    const std::size_t colon = rest_.find(": ");
    if (colon == std::string_view::npos) return {};
    rest_.remove_prefix(colon + 2);
    const auto value = sum();
    return take(")") ? value : std::nullopt;
  }

  std::optional<double> product() {
    std::optional<double> value = factor();
    while (value) {
      const bool divide = take(" ÷ ");
      if (!divide && !take(" × ")) break;
      const auto next = factor();
      if (!next) return {};
      value = divide ? *value / *next : *value * *next;
    }
    return value;
  }

  std::optional<double> factor() {
    if (take("e^")) {
      const auto exponent = factor();
      return exponent ? std::optional(std::exp(*exponent)) : std::nullopt;
    }
    if (take("√")) {
      const auto square = factor();
      return square ? std::optional(std::sqrt(*square)) : std::nullopt;
    }
    if (take("(")) {
      const auto inner = sum();
      return take(")") ? inner : std::nullopt;
    }
    return number();
  }

  std::optional<double> number() {
    std::string digits = take("−") ? "-" : "";
    const auto is_digit = [&](std::size_t at) { return at < rest_.size() && rest_[at] >= '0' && rest_[at] <= '9'; };
    if (!is_digit(0)) return {};
    const auto take_digits = [&] {
      std::size_t count = 0;
      while (is_digit(count) || (count < rest_.size() && rest_[count] == '.')) ++count;
      digits += rest_.substr(0, count);
      rest_.remove_prefix(count);
    };
    take_digits();
    if (take("e−")) {
      digits += "e-";
      take_digits();
    } else if (take("e+")) {
      digits += "e";
      take_digits();
    }
    return std::strtod(digits.c_str(), nullptr);
  }

  std::string_view rest_;
};

}  // namespace

std::optional<double> printed_value(std::string_view line) {
  return Reader(line).sum();
}

std::string equals_sign(double value, std::string_view line, int decimals) {
  const auto printed = printed_value(line);
  if (!printed || !std::isfinite(value)) return " = ";
  const std::string text = number_text(value, decimals);
  const double left = printed_value(text).value_or(value);
  // Differences of printed numbers are not whole in binary.
  const bool equal =
      number_text(*printed, decimals) == text || std::abs(*printed - left) <= 1e-9 * std::max(1.0, std::abs(left));
  return equal ? " = " : " ≈ ";
}

std::string equation(double value, std::string_view line, int decimals) {
  return number_text(value, decimals) + equals_sign(value, line, decimals) + std::string(line);
}

std::string minus_text(double value, int decimals) {
  return (value < 0 ? "+ " : "− ") + number_text(std::abs(value), decimals);
}

}  // namespace core
