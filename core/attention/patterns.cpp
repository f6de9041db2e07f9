#include "core/attention/patterns.h"

#include <fmt/format.h>

namespace core {

PatternShares measure_patterns(const AttentionTrace& trace, Index layer, Index head) {
  PatternShares shares;
  const HeadTrace& values = trace.head(layer, head);
  shares.idle = values.idle || values.weights.size() == 0;
  if (shares.idle) return shares;
  const Matrix& weights = values.weights;  // [T, S]
  const auto rows = static_cast<double>(weights.rows());
  shares.column = static_cast<double>(weights.colwise().sum().maxCoeff(&shares.column_token)) / rows;
  shares.column_text = trace.key_tokens(layer, head)[static_cast<std::size_t>(shares.column_token)].text;
  if (trace.head_config(layer, head).keys == KeySource::Second) return shares;
  shares.diagonal = static_cast<double>(weights.diagonal().sum()) / rows;
  if (weights.rows() > 1) shares.previous = static_cast<double>(weights.diagonal(-1).sum()) / (rows - 1);
  return shares;
}

std::string describe_pattern(const PatternShares& shares) {
  if (shares.idle) return "idle: needs a second sentence";
  const auto percent = [](double share) { return static_cast<int>(share * 100 + 0.5); };
  constexpr double kClear = 0.4;  // below, no pattern names the map
  if (shares.previous >= kClear && shares.previous >= shares.diagonal && shares.previous >= shares.column) {
    return fmt::format("previous word {} %", percent(shares.previous));
  }
  if (shares.diagonal >= kClear && shares.diagonal >= shares.column) {
    return fmt::format("diagonal {} %", percent(shares.diagonal));
  }
  if (shares.column >= kClear) return fmt::format("column “{}” {} %", shares.column_text, percent(shares.column));
  return fmt::format("from word to word: strongest column {} %", percent(shares.column));
}

}  // namespace core
