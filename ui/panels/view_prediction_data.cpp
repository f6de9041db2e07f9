#include "ui/panels/view_prediction_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/attention/equation.h"
#include "core/plain_text.h"
#include "ui/widgets/numbers.h"

namespace ui {

using core::Index;

std::optional<Index> prediction_row(const core::AttentionTrace& trace, const ViewState& view) {
  if (!trace.model().predictor) return std::nullopt;
  if (!view.persisted.predict_selected) return core::prediction_place(trace);
  const auto last = static_cast<Index>(trace.tokens.size()) - 1;
  if (last < 0) return std::nullopt;
  return std::clamp<Index>(view.selection.query, 0, last);
}

std::string expected_text(const core::PredictedWord& word) {
  const std::string& text = word.shown.empty() ? word.piece : word.shown;
  const bool only_spaces = text.find_first_not_of(' ') == std::string::npos;
  std::string visible;
  for (const char c : text) {
    if (c == '\n') {
      visible += "↵";
    } else if (c == '\t') {
      visible += "⇥";
    } else if (c == ' ' && only_spaces) {
      visible += "·";  // ␣ is in none of the fonts
    } else {
      visible += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? "□" : std::string(1, c);
    }
  }
  return "“" + core::shown_text(visible, 40) + "”";
}

std::string probability_text(double probability) {
  const double percent = probability * 100;
  if (percent >= 9.995) return fmt::format("{:.1f} %", percent);
  if (percent >= 0.005) return fmt::format("{:.2f} %", percent);
  return percent > 0 ? "<0.01 %" : "0 %";
}

std::string share_arithmetic(double probability, const core::LogitShare& share, int decimals) {
  const auto text = [&](double value) { return core::number_text(value, decimals); };
  const std::string line =
      fmt::format("e^({} {}) ÷ {}", text(share.logit), core::minus_text(share.largest, decimals), text(share.sum));
  return core::equation(probability, line, decimals);
}

std::string points_text(double change) {
  const double points = change * 100;
  return format_signed(static_cast<float>(points), std::abs(points) >= 9.995 ? 1 : 2);
}

std::string prediction_table(const core::Prediction& prediction) {
  std::string table = prediction.edited ? "word\tprobability\tbefore the edits\n" : "word\tprobability\n";
  const auto add = [&](const core::ExpectedWord& word) {
    table += fmt::format("{}\t{:.9g}", expected_text(word.word), word.word.probability);
    if (prediction.edited) table += fmt::format("\t{:.9g}", word.before);
    table += '\n';
  };
  for (const core::ExpectedWord& word : prediction.words) add(word);
  for (const core::ExpectedWord& word : prediction.former) add(word);
  return table;
}

std::optional<std::string> with_mask(const core::AttentionTrace& trace, Index token) {
  const auto& predictor = trace.model().predictor;
  if (!predictor || predictor->mask_id() < 0) return std::nullopt;
  if (token < 0 || token >= static_cast<Index>(trace.tokens.size())) return std::nullopt;
  const core::Token& hidden = trace.tokens[static_cast<std::size_t>(token)];
  const std::string& sentence = trace.run.sentence;
  if (hidden.special || hidden.segment != 0 || hidden.from >= hidden.to || hidden.to > sentence.size()) {
    return std::nullopt;
  }
  return sentence.substr(0, hidden.from) + predictor->piece(predictor->mask_id()) + sentence.substr(hidden.to);
}

}  // namespace ui
