// Lines of arithmetic that hold for a reader who works them out: printed numbers are rounded, and where that shows in
// the result the line says "≈".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/attention/explain.h"

namespace core {

// What a line comes to, worked out from its numbers as they are printed: "0.4 × 0.9 − 0.3 × (−0.2) + … (12 more:
// 0.02)", "e^(3.65 − 1.2) ÷ 54.2", "1 ÷ 3 keys" (words at its end say what it is about). Nothing where it does not
// begin with a number.
std::optional<double> printed_value(std::string_view line);

// " = ", or " ≈ " where the line comes to another number than `value` when both are written with `decimals`.
std::string equals_sign(double value, std::string_view line, int decimals = kSignificant);

// "0.3784 = e^0.89 ÷ 6.435", "0.5138 ≈ 0.89 ÷ 1.732"
std::string equation(double value, std::string_view line, int decimals = kSignificant);

// "− 0.5", "+ 0.5" for −0.5: what is taken off in the middle of a line.
std::string minus_text(double value, int decimals = kSignificant);

}  // namespace core
