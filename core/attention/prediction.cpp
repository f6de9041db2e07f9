#include "core/attention/prediction.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace core {

std::vector<PredictedWord> predicted_words(const Predictor& predictor, const Matrix& row, Index count) {
  const Matrix logits = predictor.logits(row);  // [1, V]
  const double largest = static_cast<double>(logits.maxCoeff());
  double sum = 0;
  for (Index id = 0; id < logits.cols(); ++id) sum += std::exp(static_cast<double>(logits(0, id)) - largest);
  std::vector<int> order(static_cast<std::size_t>(logits.cols()));
  std::iota(order.begin(), order.end(), 0);
  const auto kept = order.begin() + std::min(count, logits.cols());
  // Equal ones in the vocabulary's order, so that the list is the same everywhere.
  std::partial_sort(order.begin(), kept, order.end(),
                    [&](int a, int b) { return logits(0, a) != logits(0, b) ? logits(0, a) > logits(0, b) : a < b; });
  std::vector<PredictedWord> words;
  for (auto id = order.begin(); id != kept; ++id) {
    const double probability = std::exp(static_cast<double>(logits(0, *id)) - largest) / sum;
    words.push_back({*id, predictor.piece(*id), predictor.shown(*id), probability});
  }
  return words;
}

std::vector<PredictedWord> predict_at(const AttentionTrace& trace, Index row, Index count, Index layer) {
  const auto& predictor = trace.model().predictor;
  if (!predictor || trace.layers.empty()) return {};
  const std::size_t last = trace.layers.size() - 1;
  const std::size_t at = layer < 0 ? last : std::min(static_cast<std::size_t>(layer), last);
  return predicted_words(*predictor, trace.layers[at]->output.row(row), count);
}

}  // namespace core
