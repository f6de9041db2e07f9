// Numbers from other programs: a pasted row read back, and a float written so that it reads back the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ui {

// The shortest text that reads back as the same float.
std::string exact_text(float value);

struct PastedNumbers {
  std::vector<float> values;
  std::string message;  // why there are none: one sentence
};
// Numbers separated by tabs, line ends, blanks or semicolons, or by commas (where a point is the decimal mark); square
// brackets, "np.array(…)" and LaTeX's "&" and matrix words are read over. A decimal comma is taken where commas do not
// separate.
PastedNumbers parse_row(std::string_view text);

}  // namespace ui
