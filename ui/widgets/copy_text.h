// Numbers as text for other programs: TSV, NumPy, LaTeX; and a pasted row of numbers read back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/tensor.h"

namespace ui {

enum class CopyFormat { Tsv, NumPy, LaTeX };

// Enough digits to read the same float back; "-inf" where masked. One line a row, no heading.
std::string copy_text(const core::Matrix& values, CopyFormat format);
std::string copy_text(const core::Vector& values, CopyFormat format);
std::string copy_text(float value);
// "TSV", "NumPy", "LaTeX"
std::string_view copy_format_name(CopyFormat format);

struct PastedNumbers {
  std::vector<float> values;
  std::string message;  // why there are none: one sentence
};
// Numbers separated by tabs, line ends, blanks or semicolons, or by commas (where a point is the decimal mark); square
// brackets, "array(…)" and "&" of the formats above are read over. A decimal comma is taken where commas do not
// separate.
PastedNumbers parse_row(std::string_view text);

}  // namespace ui
