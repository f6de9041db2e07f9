// Judges a number that a reader typed: right, right up to rounding, a usual slip, or wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

enum class Verdict : std::uint8_t { NoNumber, TooFewDigits, Right, RightUpToRounding, KnownSlip, Wrong };

struct SlipValue {
  double value = 0;
  std::string reply;
};

struct Judgement {
  Verdict verdict = Verdict::NoNumber;
  std::string reply;  // one sentence for the reader, never empty
  bool right() const { return verdict == Verdict::Right || verdict == Verdict::RightUpToRounding; }
};

// Right within half a unit of the last digit typed, with at least two digits (a truth that is a whole number needs only
// its own digits); within 0.015 "right up to rounding". Comma or point, a typographic minus, a fraction "1/3" and
// per cent are read. A slip is judged by the same rule, after the truth.
Judgement judge_number(std::string_view typed, double truth, const std::vector<SlipValue>& slips = {});

}  // namespace core
