#include "core/attention/lens.h"

#include <algorithm>

namespace core {

namespace {

constexpr Index kLayersAtOnce = 8;  // bounds the memory of their logits

NextWords expectation_at_end(const Predictor& predictor, const AttentionTrace& trace, Index row) {
  return {predictor, predictor.logits(trace.layers.back()->output.row(row)).row(0)};
}

bool contains(const std::vector<ExpectedWord>& words, int id) {
  return std::any_of(words.begin(), words.end(), [id](const ExpectedWord& one) { return one.word.id == id; });
}

void compare_words(Prediction& prediction, const NextWords& now, const NextWords& before) {
  for (const PredictedWord& word : now.first(kExpectedWords)) {
    prediction.words.push_back({word, before.probability(word.id)});
  }
  for (PredictedWord word : before.first(kFormerWords)) {
    if (contains(prediction.words, word.id)) continue;
    const double former = word.probability;
    word.probability = now.probability(word.id);
    word.share = now.share(word.id);
    prediction.former.push_back({std::move(word), former});
  }
}

// Row `row` of the stream before layer 0 and after each of the layers, [L + 1, D].
Matrix stream_rows(const AttentionTrace& trace, Index row) {
  const auto layers = static_cast<Index>(trace.layers.size());
  Matrix rows(layers + 1, trace.layers.front()->input.cols());
  rows.row(0) = trace.layers.front()->input.row(row);
  for (Index layer = 0; layer < layers; ++layer) {
    rows.row(layer + 1) = trace.layers[static_cast<std::size_t>(layer)]->output.row(row);
  }
  return rows;
}

}  // namespace

std::optional<Index> prediction_place(const AttentionTrace& trace) {
  const auto& predictor = trace.model().predictor;
  if (!predictor || trace.tokens.empty()) return std::nullopt;
  if (!predictor->fills_masks()) return static_cast<Index>(trace.tokens.size()) - 1;
  for (std::size_t t = 0; t < trace.tokens.size(); ++t) {
    if (trace.tokens[t].id == predictor->mask_id()) return static_cast<Index>(t);
  }
  return std::nullopt;
}

std::optional<Prediction> compute_prediction(const AttentionTrace& now, const AttentionTrace& before, Index row,
                                             const std::atomic<bool>* cancelled) {
  const auto& predictor = now.model().predictor;
  const auto stopped = [cancelled] { return cancelled != nullptr && *cancelled; };
  if (!predictor || now.layers.empty() || row < 0 || row >= static_cast<Index>(now.tokens.size())) return std::nullopt;
  Prediction prediction;
  prediction.row = row;
  prediction.fills_masks = predictor->fills_masks();
  prediction.edited = &before != &now;
  const NextWords end = expectation_at_end(*predictor, now, row);
  if (stopped()) return std::nullopt;
  compare_words(prediction, end, prediction.edited ? expectation_at_end(*predictor, before, row) : end);
  if (prediction.words.empty()) return std::nullopt;
  const int expected = prediction.words.front().word.id;
  const Matrix rows = stream_rows(now, row);
  for (Index from = 0; from < rows.rows(); from += kLayersAtOnce) {
    if (stopped()) return std::nullopt;
    const Index count = std::min(kLayersAtOnce, rows.rows() - from);
    const Matrix logits = predictor->logits(rows.middleRows(from, count));
    for (Index i = 0; i < count; ++i) {
      const NextWords lens(*predictor, logits.row(i));
      prediction.layers.push_back({from + i - 1, lens.first(kLensWords), lens.probability(expected),
                                   lens.rank(expected), lens.share(expected)});
    }
  }
  return prediction;
}

}  // namespace core
