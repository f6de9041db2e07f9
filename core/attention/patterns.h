// Which of the well-known patterns a head's map makes, measured as shares of its weight.
#pragma once

#include <string>

#include "core/attention/trace.h"

namespace core {

struct PatternShares {
  bool idle = false;
  double diagonal = 0;  // on the word itself
  double previous = 0;  // on the word before; the first word has none and is left out
  double column = 0;    // in the single strongest column
  Index column_token = 0;
  std::string column_text;
};
// The mean over rows. For cross-attention only the column counts.
PatternShares measure_patterns(const AttentionTrace& trace, Index layer, Index head);

// "diagonal 81 %", "previous word 100 %", "column “The” 74 %", or "other words: strongest column …".
std::string describe_pattern(const PatternShares& shares);

}  // namespace core
