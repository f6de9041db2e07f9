#include "core/lessons/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/attention/edit_parts.h"
#include "core/lessons/usual_replies.h"
#include "core/numbers.h"

namespace core {

namespace {

constexpr double kRounding = 0.015;
constexpr double kShare = 0.1;  // … and never more than this share of the truth: 0.05 is not 0.06
constexpr std::string_view kRight = "Right.", kRounded = "Right up to rounding.";
constexpr std::string_view kEmpty = "Type a number such as 0.38.";
constexpr std::string_view kNoNumber = "That is no number: type one such as 0.38.";
constexpr std::string_view kTooFew = "That may be right, but one digit says too little: give two.";
constexpr std::string_view kTooLarge = "Not yet: that is too large.", kTooSmall = "Not yet: that is too small.";

constexpr double kExact = 2e-6;  // what 32-bit arithmetic leaves of a number that was typed in full

// A number as it was typed: its value, the unit of its last digit, and how many digits it has.
struct Typed {
  double value = 0, unit = 1;
  int digits = 0;
};

std::optional<Typed> read_decimal(std::string_view text) {
  const auto value = parse_number(text);
  if (!value) return std::nullopt;
  const std::size_t exponent = std::min(text.find_first_of("eE"), text.size());
  const std::string_view mantissa = text.substr(0, exponent);
  const std::size_t point = mantissa.find_first_of(".,");
  const auto count = [](std::string_view part) {
    return static_cast<int>(std::count_if(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; }));
  };
  Typed typed{static_cast<double>(*value), 1, count(mantissa)};
  const std::string_view whole = mantissa.substr(0, point);
  if (count(whole) == 1 && whole.find('0') != std::string_view::npos) --typed.digits;  // "0.38" has two digits
  int decimals = point == std::string_view::npos ? 0 : count(mantissa.substr(point));
  if (exponent < text.size()) {
    decimals -= static_cast<int>(parse_number(text.substr(exponent + 1)).value_or(0));
  }
  typed.unit = std::pow(10.0, -decimals);
  return typed;
}

// Also "1/3" and "38 %".
std::optional<Typed> read_typed(std::string_view text) {
  constexpr double kFractionUnit = 1e-3;
  constexpr int kManyDigits = 9;
  text = trim_blanks(text);
  if (!text.empty() && text.back() == '%') {
    text.remove_suffix(1);
    auto typed = read_decimal(trim_blanks(text));
    if (!typed) return std::nullopt;
    typed->value /= 100;
    typed->unit /= 100;
    typed->digits = std::max(typed->digits, 2);  // "6 %" is 0.06
    return typed;
  }
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return read_decimal(text);
  const auto above = read_decimal(trim_blanks(text.substr(0, slash)));
  const auto below = read_decimal(trim_blanks(text.substr(slash + 1)));
  if (!above || !below || below->value == 0) return std::nullopt;
  return Typed{above->value / below->value, kFractionUnit, kManyDigits};
}

bool within_half_unit(const Typed& typed, double truth) {
  return std::abs(typed.value - truth) <= typed.unit / 2 + kExact;
}
bool within_rounding(const Typed& typed, double truth) {
  return std::abs(typed.value - truth) <= std::min(kRounding, kShare * std::abs(truth)) + kExact;
}

}  // namespace

std::vector<std::string_view> usual_replies() {
  return {kRight, kRounded, kEmpty, kNoNumber, kTooFew, kTooLarge, kTooSmall};
}

Judgement judge_number(std::string_view text, double truth, const std::vector<SlipValue>& slips) {
  const auto typed = read_typed(text);
  if (!typed) {
    const bool empty = trim_blanks(text).empty();
    return {Verdict::NoNumber, std::string(empty ? kEmpty : kNoNumber)};
  }
  if (std::abs(typed->value - truth) <= kExact) return {Verdict::Right, std::string(kRight)};
  const bool enough = typed->digits >= 2;
  if (within_half_unit(*typed, truth)) {
    if (enough) return {Verdict::Right, std::string(kRight)};
    return {Verdict::TooFewDigits, std::string(kTooFew)};
  }
  if (enough && within_rounding(*typed, truth)) return {Verdict::RightUpToRounding, std::string(kRounded)};
  for (const SlipValue& slip : slips) {
    if (within_half_unit(*typed, slip.value) || (enough && within_rounding(*typed, slip.value))) {
      return {Verdict::KnownSlip, slip.reply};
    }
  }
  return {Verdict::Wrong, std::string(typed->value > truth ? kTooLarge : kTooSmall)};
}

}  // namespace core
