#include "core/attention/patterns.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/attention/edit_site.h"
#include "core/attention/keeping.h"

namespace core {

namespace {

constexpr double kClear = 0.4;        // below, no pattern names the map
constexpr double kMostAtRest = 0.95;  // in one column; the rest would be too little to speak of

// The weight that lies neither on the diagonal, nor beside it, nor in the strongest column.
double weight_elsewhere(const Matrix& weights, Index column) {
  double sum = 0;
  for (Index i = 0; i < weights.rows(); ++i) {
    double row = static_cast<double>(weights.row(i).sum() - weights(i, i));
    if (i > 0) row -= static_cast<double>(weights(i, i - 1));
    if (i + 1 < weights.cols()) row -= static_cast<double>(weights(i, i + 1));
    if (std::abs(column - i) > 1) row -= static_cast<double>(weights(i, column));
    sum += row;
  }
  return std::max(0.0, sum);
}

}  // namespace

PatternShares measure_patterns(const AttentionTrace& trace, Index layer, Index head) {
  PatternShares shares;
  const HeadTrace& values = trace.head(layer, head);
  shares.idle = values.idle || values.weights.size() == 0;
  shares.kept = kept_of(*trace.layers[static_cast<std::size_t>(layer)]) != Kept::Stream;
  if (shares.idle) return shares;
  const Matrix& weights = values.weights;  // [T, S]
  const auto rows = static_cast<double>(weights.rows());
  shares.column = static_cast<double>(weights.colwise().sum().maxCoeff(&shares.column_token)) / rows;
  shares.column_text = trace.key_tokens(layer, head)[static_cast<std::size_t>(shares.column_token)].text;
  if (trace.head_config(layer, head).keys == KeySource::Second) return shares;
  shares.diagonal = static_cast<double>(weights.diagonal().sum()) / rows;
  if (weights.rows() > 1) shares.previous = static_cast<double>(weights.diagonal(-1).sum()) / (rows - 1);
  if (weights.rows() > 1) shares.next = static_cast<double>(weights.diagonal(1).sum()) / (rows - 1);
  shares.elsewhere = weight_elsewhere(weights, shares.column_token) / rows;
  return shares;
}

std::string describe_pattern(const PatternShares& shares) {
  if (!shares.kept) return "its weights were not kept, to save memory";
  if (shares.idle) return "idle: needs a second sentence";
  const auto percent = [](double share) { return static_cast<int>(share * 100 + 0.5); };
  if (shares.previous >= kClear && shares.previous >= shares.diagonal && shares.previous >= shares.column) {
    return fmt::format("previous word {} %", percent(shares.previous));
  }
  if (shares.next >= kClear && shares.next >= shares.diagonal && shares.next >= shares.column) {
    return fmt::format("next word {} %", percent(shares.next));
  }
  if (shares.diagonal >= kClear && shares.diagonal >= shares.column) {
    return fmt::format("diagonal {} %", percent(shares.diagonal));
  }
  if (shares.column >= kClear) return fmt::format("column “{}” {} %", shares.column_text, percent(shares.column));
  return fmt::format("from word to word: strongest column {} %", percent(shares.column));
}

namespace {

double share_of(const PatternShares& shares, Pattern pattern) {
  switch (pattern) {
    case Pattern::Diagonal:
      return shares.diagonal;
    case Pattern::Previous:
      return shares.previous;
    case Pattern::Column:
      return shares.column;
    case Pattern::Syntactic:
      return shares.column <= kMostAtRest ? shares.elsewhere / (1 - shares.column) : 0;
  }
  return 0;
}

bool belongs(Pattern pattern, Index query, Index key, Index column) {
  switch (pattern) {
    case Pattern::Diagonal:
      return query == key;
    case Pattern::Previous:
      return key == query - 1;
    case Pattern::Column:
      return key == column;
    case Pattern::Syntactic:
      return std::abs(query - key) > 1 && key != column;
  }
  return false;
}

void find_link(const Matrix& weights, Pattern pattern, PatternExample& example) {
  for (Index query = 0; query < weights.rows(); ++query) {
    for (Index key = 0; key < weights.cols(); ++key) {
      if (weights(query, key) <= example.weight || !belongs(pattern, query, key, example.column)) continue;
      example.query = query;
      example.key = key;
      example.weight = weights(query, key);
    }
  }
}

// The key that a row of the pattern looks at; nothing where it has none.
std::optional<Index> key_of(Pattern pattern, Index query) {
  if (pattern == Pattern::Diagonal) return query;
  if (pattern == Pattern::Previous && query > 0) return query - 1;
  if (pattern == Pattern::Column) return 0;
  return std::nullopt;
}

std::optional<PatternExample> find_example(const AttentionTrace& trace,
                                           const std::vector<std::vector<PatternShares>>& heads, Pattern pattern) {
  PatternExample best;
  // One word has itself as diagonal and as column; two are too few for anything else.
  constexpr std::size_t kFewest = 3;
  if (trace.tokens.size() < kFewest) return std::nullopt;
  for (std::size_t l = 0; l < heads.size(); ++l) {
    for (std::size_t h = 0; h < heads[l].size(); ++h) {
      const PatternShares& shares = heads[l][h];
      const auto layer = static_cast<Index>(l);
      const auto head = static_cast<Index>(h);
      if (trace.head_config(layer, head).keys == KeySource::Second) continue;
      if (shares.idle || share_of(shares, pattern) <= best.share) continue;
      best.layer = layer;
      best.head = head;
      best.share = share_of(shares, pattern);
      best.column = shares.column_token;
    }
  }
  if (best.share < kClear) return std::nullopt;
  find_link(trace.head(best.layer, best.head).weights, pattern, best);
  return best;
}

}  // namespace

PatternSurvey survey_patterns(const AttentionTrace& trace) {
  PatternSurvey survey;
  for (std::size_t layer = 0; layer < trace.layers.size(); ++layer) {
    std::vector<PatternShares>& heads = survey.heads.emplace_back();
    for (std::size_t head = 0; head < trace.layers[layer]->heads.size(); ++head) {
      heads.push_back(measure_patterns(trace, static_cast<Index>(layer), static_cast<Index>(head)));
    }
  }
  for (std::size_t i = 0; i < survey.examples.size(); ++i) {
    survey.examples[i] = find_example(trace, survey.heads, static_cast<Pattern>(i));
  }
  return survey;
}

std::vector<Edit> pattern_edits(const AttentionTrace& trace, Index layer, Index head, Pattern pattern) {
  std::vector<Edit> edits;
  const HeadTrace& values = trace.head(layer, head);
  const auto softmax =
      trace.layers[static_cast<std::size_t>(layer)]->settings.heads[static_cast<std::size_t>(head)].softmax;
  if (values.scaled.size() == 0 || softmax != SoftmaxKind::Soft ||
      trace.head_config(layer, head).keys == KeySource::Second)
    return edits;
  for (Index query = 0; query < values.weights.rows(); ++query) {
    const std::optional<Index> key = key_of(pattern, query);
    if (!key || !std::isfinite(values.scaled(query, *key))) continue;
    // Whatever else of the row is held would make more than 1 with it.
    for (const Edit& other : values.held) {
      if (other.row != query || other.column == *key) continue;
      Edit released = other;
      released.value = 0;
      edits.push_back(released);
    }
    edits.push_back(head_edit(Site::Weight, layer, head, query, *key, 1));
  }
  return edits;
}

}  // namespace core
