#include "ui/panels/pattern_notes.h"

#include <fmt/format.h>

#include "core/attention/addends.h"
#include "core/attention/equation.h"
#include "ui/panels/arithmetic.h"
#include "ui/panels/word_names.h"

namespace ui {

namespace {

using core::Index;
using core::Pattern;

// The weights that a pattern consists of.
std::vector<core::Term> pattern_terms(const PanelInput& input, const core::PatternExample& example, Pattern pattern) {
  const core::Matrix& weights = input.trace->head(example.layer, example.head).weights;
  const core::Tokens& queries = input.trace->tokens;
  const core::Tokens& keys = input.trace->key_tokens(example.layer, example.head);
  std::vector<core::Term> terms;
  for (Index query = pattern == Pattern::Previous ? 1 : 0; query < weights.rows(); ++query) {
    const Index key = pattern == Pattern::Diagonal ? query : pattern == Pattern::Previous ? query - 1 : example.column;
    const float weight = weights(query, key);
    terms.push_back({quoted_word(queries, query) + " → " + quoted_word(keys, key), weight, 1, weight});
  }
  return terms;
}

std::string mean_line(const char* name, double share, double rows, int decimals) {
  const std::string line = fmt::format("{} ÷ {:.0f} rows", core::number_text(share * rows, decimals), rows);
  return fmt::format("\n{} {}", name, core::equation(share, line, decimals));
}

}  // namespace

std::string shares_note(const PanelInput& input, Index layer, Index head, const core::PatternShares& shares) {
  if (!shares.kept) return "Its weights were not kept, to save memory";
  if (shares.idle) return "Idle: it looks at a second sentence, and there is none";
  const int decimals = input.preferences->readout_decimals;
  const auto rows = static_cast<double>(input.trace->head(layer, head).weights.rows());
  const std::string column = "strongest column, “" + shares.column_text + "”,";
  std::string text = "The weights that lie there, added up, over the rows:";
  text += mean_line(column.c_str(), shares.column, rows, decimals);
  if (input.trace->head_config(layer, head).keys == core::KeySource::Second) return text;
  text += mean_line("the word itself", shares.diagonal, rows, decimals);
  if (rows > 1) text += mean_line("the word before", shares.previous, rows - 1, decimals);
  if (rows > 1) text += mean_line("the word after", shares.next, rows - 1, decimals);
  return text + mean_line("elsewhere", shares.elsewhere, rows, decimals);
}

std::string example_note(const PanelInput& input, const core::PatternExample& example, Pattern pattern) {
  const int decimals = input.preferences->readout_decimals;
  std::string text;
  if (pattern == Pattern::Syntactic) {
    const core::PatternShares shares = core::measure_patterns(*input.trace, example.layer, example.head);
    const auto number = [&](double value) { return core::number_text(value, decimals); };
    const std::string line = fmt::format("{} ÷ (1 − {})", number(shares.elsewhere), number(shares.column));
    text = fmt::format("{}: what lies elsewhere, over all but the strongest column",
                       core::equation(example.share, line, decimals));
  } else {
    const std::vector<core::Term> terms = pattern_terms(input, example, pattern);
    const auto rows = static_cast<double>(terms.size());
    const std::string line =
        fmt::format("{} ÷ {} rows", core::number_text(example.share * rows, decimals), terms.size());
    text = core::equation(example.share, line, decimals) + core::addend_lines(terms, kAddends, decimals);
  }
  core::Selection of;
  of.layer = example.layer;
  of.head = example.head;
  return text +
         fmt::format("\n{} → {}: ", quoted_word(input.trace->tokens, example.query),
                     quoted_word(input.trace->key_tokens(example.layer, example.head), example.key)) +
         weight_arithmetic(input, of, {example.query, example.key});
}

}  // namespace ui
