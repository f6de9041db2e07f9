// Which of the well-known patterns a head's map makes, measured as shares of its weight.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/attention/trace.h"

namespace core {

struct PatternShares {
  bool kept = true;     // false: a long run did not keep its weights, and nothing is known of them
  bool idle = false;    // no weights, also where they were not kept
  double diagonal = 0;  // on the word itself
  double previous = 0;  // on the word before; the first word has none and is left out
  double column = 0;    // in the single strongest column
  Index column_token = 0;
  std::string column_text;
  double next = 0;       // on the word after; the last word has none and is left out
  double elsewhere = 0;  // in none of the four: from word to word
};
// The mean over rows. For cross-attention only the column counts.
PatternShares measure_patterns(const AttentionTrace& trace, Index layer, Index head);

// "diagonal 81 %", "previous word 100 %", "column “The” 74 %", or "other words: strongest column …".
std::string describe_pattern(const PatternShares& shares);

// The four patterns that heads are known for.
enum class Pattern { Diagonal, Previous, Column, Syntactic };
inline constexpr int kPatternCount = 4;

// A head that makes a pattern, and the strongest link of it: query looks at key.
struct PatternExample {
  Index layer = 0, head = 0;
  double share = 0;
  Index query = 0, key = 0;
  float weight = 0;  // of that link
  Index column = 0;  // the strongest one of the head
};
// Every head measured, and for each pattern the head with the largest share; nothing where none has 40 %.
struct PatternSurvey {
  std::vector<std::vector<PatternShares>> heads;  // by layer
  std::array<std::optional<PatternExample>, kPatternCount> examples;

  const std::optional<PatternExample>& example(Pattern pattern) const {
    return examples[static_cast<std::size_t>(pattern)];
  }
};
// Syntactic means that weight goes from word to word, but
// not to itself, to a neighbour or to one column: in a model made or trained for language, to the word it belongs to.
// Words that it has nothing to say of rest on one column, so its share is that of the weight outside of the strongest.
PatternSurvey survey_patterns(const AttentionTrace& trace);

// Weights of 1 to hold, one for each row that the mask leaves, so that a head makes the pattern. Empty for Syntactic
// and cross-attention, which no rule about places makes, and where softmax is not soft.
std::vector<Edit> pattern_edits(const AttentionTrace& trace, Index layer, Index head, Pattern pattern);

}  // namespace core
