#include "ui/panels/arithmetic.h"

#include <fmt/format.h>

#include "core/attention/addends.h"
#include "core/attention/attention.h"
#include "core/attention/equation.h"
#include "core/error.h"
#include "core/numbers.h"
#include "ui/panels/word_names.h"
#include "ui/run_questions.h"
#include "ui/selection.h"

namespace ui {

namespace {

using core::Index;

constexpr std::size_t kPowers = 3;  // of a softmax's divisor

core::Place place_of(const core::Selection& selection, core::ValueKind kind, Index query, Index key) {
  return {kind, false, selection.layer, selection.head, query, key};
}

std::string head_text(const PanelInput& input, const core::Selection& selection, Index query, Index key) {
  const int decimals = input.preferences->readout_decimals;
  const auto explained = [&](core::ValueKind kind) {
    return core::explain(*input.trace, place_of(selection, kind, query, key), decimals);
  };
  const core::Explanation weight = explained(core::ValueKind::Weight);
  std::string text = fmt::format("weight {}", weight.formula);
  if (!weight.note.empty()) text += "\n" + weight.note;
  if (core::is_masked(input.head(selection).scaled(query, key))) return text;
  const std::vector<core::Term> powers =
      core::divisor_terms(*input.trace, place_of(selection, core::ValueKind::Weight, query, key));
  if (powers.size() > 1) {
    text += "\nThe divisor is the sum of every word's e^scaled:" + core::addend_lines(powers, kPowers, decimals);
  }
  text += "\nscaled " + explained(core::ValueKind::Scaled).formula;
  return text + "\nscore " + explained(core::ValueKind::Score).formula;
}

// One term for each head that the selected map is the mean of.
std::vector<core::Term> averaged(const PanelInput& input, const core::Selection& selection, Index query, Index key) {
  std::vector<core::Term> terms;
  const core::AttentionTrace& trace = *input.trace;
  for (std::size_t l = 0; l < trace.layers.size(); ++l) {
    for (std::size_t h = 0; h < trace.layers[l]->heads.size(); ++h) {
      const auto layer = static_cast<Index>(l);
      const auto head = static_cast<Index>(h);
      if (!is_of_map(selection, layer, head)) continue;
      const core::HeadConfig& config = trace.head_config(layer, head);
      const core::Matrix& weights = trace.head(layer, head).weights;
      const bool counts = config.keys == core::KeySource::Self && query < weights.rows() && key < weights.cols();
      if (!counts) continue;
      const float weight = weights(query, key);
      terms.push_back({fmt::format("{}, layer {}", config.name, layer), weight, 1, weight});
    }
  }
  return terms;
}

double sum_of(const std::vector<core::Term>& terms) {
  double sum = 0;
  for (const core::Term& term : terms) sum += static_cast<double>(term.product);
  return sum;
}

std::string average_text(const PanelInput& input, const core::Selection& selection, Index query, Index key) {
  const int decimals = input.preferences->readout_decimals;
  const std::vector<core::Term> terms = averaged(input, selection, query, key);
  if (terms.empty()) return "no map to take the mean of";
  const double sum = sum_of(terms);
  const std::string line = fmt::format("{} ÷ {} maps, their mean:", core::number_text(sum, decimals), terms.size());
  return "weight " + core::equation(sum / static_cast<double>(terms.size()), line, decimals) +
         core::addend_lines(terms, kAddends, decimals);
}

// The weight of one token for another in the selected map; nothing where it was not kept.
double token_weight(const PanelInput& input, const core::Selection& selection, Index query, Index key) {
  if (selection.map != core::MapKind::Head) {
    const std::vector<core::Term> terms = averaged(input, selection, query, key);
    return terms.empty() ? 0 : sum_of(terms) / static_cast<double>(terms.size());
  }
  return static_cast<double>(input.head(selection).weights(query, key));
}

std::string joined_text(const PanelInput& input, const core::Selection& selection, const ShownPair& pair) {
  const int decimals = input.preferences->readout_decimals;
  const core::WholeWords& queries = *pair.query_words;
  const core::WholeWords& keys = *pair.key_words;
  const core::Tokens& query_tokens = input.trace->tokens;
  const core::Tokens& key_tokens = input.key_tokens(selection);
  const Index from = queries.first[static_cast<std::size_t>(pair.query)];
  const Index to = keys.first[static_cast<std::size_t>(pair.key)];
  std::vector<core::Term> terms;
  for (Index q = from; q < from + queries.pieces(pair.query); ++q) {
    for (Index k = to; k < to + keys.pieces(pair.key); ++k) {
      const auto weight = static_cast<float>(token_weight(input, selection, q, k));
      terms.push_back({quoted_word(query_tokens, q) + " → " + quoted_word(key_tokens, k), weight, 1, weight});
    }
  }
  const auto looking = static_cast<double>(queries.pieces(pair.query));
  const double sum = sum_of(terms);
  const std::string line =
      fmt::format("{} ÷ {} that looks: added up for the word looked at, averaged over the one that looks",
                  core::number_text(sum, decimals), core::counted(queries.pieces(pair.query), "piece"));
  return "weight " + core::equation(sum / looking, line, decimals) + core::addend_lines(terms, kAddends, decimals);
}

}  // namespace

std::string weight_arithmetic(const PanelInput& input, const core::Selection& selection, const ShownPair& pair) {
  try {
    if (pair.query_words != nullptr && pair.key_words != nullptr) return joined_text(input, selection, pair);
    if (selection.map != core::MapKind::Head) return average_text(input, selection, pair.query, pair.key);
    if (is_kept(input, selection)) return head_text(input, selection, pair.query, pair.key);
    return fmt::format(
        "weight {}; the scores that it came from were not kept",
        core::number_text(token_weight(input, selection, pair.query, pair.key), input.preferences->readout_decimals));
  } catch (const core::Error&) {
    return {};  // a number that the trace does not hold has no arithmetic to show
  }
}

std::string weight_line(const PanelInput& input, const core::Selection& selection, Index query, Index key) {
  const int decimals = input.preferences->readout_decimals;
  const auto explained = [&](core::ValueKind kind) {
    return core::explain(*input.trace, place_of(selection, kind, query, key), decimals);
  };
  const core::Explanation weight = explained(core::ValueKind::Weight);
  if (core::is_masked(input.head(selection).scaled(query, key))) return fmt::format("weight 0 \u00b7 {}", weight.note);
  std::string text = "weight " + weight.formula;
  if (weight.edited) {
    text = fmt::format("weight {}, held (else {})", core::number_text(static_cast<double>(weight.value), decimals),
                       core::number_text(static_cast<double>(weight.computed), decimals));
  } else if (!weight.note.empty()) {
    text += ", " + weight.note;
  }
  return text + " \u00b7 scaled " + explained(core::ValueKind::Scaled).formula;
}

std::string number_arithmetic(const core::AttentionTrace& trace, const core::Place& place, int decimals) {
  constexpr std::size_t kTerms = 6;
  core::Explanation explained;
  try {
    explained = core::explain(trace, place, decimals);
  } catch (const core::Error&) {
    return {};  // a number that the trace does not hold has no arithmetic to show
  }
  std::string text = explained.what;
  if (!explained.formula.empty()) text += "\n" + explained.formula;
  if (explained.terms.size() > 1) text += core::addend_lines(explained.terms, kTerms, decimals);
  if (explained.edited) {
    text += "\nedited; without it " + core::number_text(static_cast<double>(explained.computed), decimals);
  }
  if (!explained.note.empty()) text += "\n" + explained.note;
  return text;
}

std::string sum_arithmetic(const std::string& heading, const std::vector<core::Term>& terms, int decimals) {
  return fmt::format("{} {}", heading, core::number_text(sum_of(terms), decimals)) +
         core::addend_lines(terms, kAddends, decimals);
}

std::vector<core::Term> terms_of(const core::Tokens& words, const core::Vector& values) {
  std::vector<core::Term> terms;
  const QuotedWords quoted(words);
  for (Index i = 0; i < values.size(); ++i) {
    if (values(i) != 0) terms.push_back({quoted(i), values(i), 1, values(i)});
  }
  return terms;
}

}  // namespace ui
