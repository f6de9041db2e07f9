#include "core/attention/prediction.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace core {

NextWords::NextWords(const Predictor& predictor, Vector logits)
    : predictor_(&predictor), logits_(std::move(logits)), largest_(static_cast<double>(logits_.maxCoeff())) {
  for (Index id = 0; id < logits_.size(); ++id) sum_ += std::exp(static_cast<double>(logits_(id)) - largest_);
}

double NextWords::probability(int id) const {
  return std::exp(static_cast<double>(logits_(id)) - largest_) / sum_;
}

LogitShare NextWords::share(int id) const {
  return {static_cast<double>(logits_(id)), largest_, sum_};
}

Index NextWords::rank(int id) const {
  Index before = 0;
  for (Index other = 0; other < logits_.size(); ++other) {
    if (logits_(other) > logits_(id) || (logits_(other) == logits_(id) && other < id)) ++before;
  }
  return before;
}

std::vector<PredictedWord> NextWords::first(Index count) const {
  std::vector<int> order(static_cast<std::size_t>(logits_.size()));
  std::iota(order.begin(), order.end(), 0);
  const auto kept = order.begin() + std::min(count, logits_.size());
  // Equal ones in the vocabulary's order, so that the list is the same everywhere.
  std::partial_sort(order.begin(), kept, order.end(),
                    [&](int a, int b) { return logits_(a) != logits_(b) ? logits_(a) > logits_(b) : a < b; });
  std::vector<PredictedWord> words;
  for (auto id = order.begin(); id != kept; ++id) {
    words.push_back({*id, predictor_->piece(*id), predictor_->shown(*id), probability(*id), share(*id)});
  }
  return words;
}

std::vector<PredictedWord> predicted_words(const Predictor& predictor, const Matrix& row, Index count) {
  return NextWords(predictor, predictor.logits(row).row(0)).first(count);
}

std::vector<PredictedWord> predict_at(const AttentionTrace& trace, Index row, Index count, Index layer) {
  const auto& predictor = trace.model().predictor;
  if (!predictor || trace.layers.empty()) return {};
  const std::size_t last = trace.layers.size() - 1;
  const std::size_t at = layer < 0 ? last : std::min(static_cast<std::size_t>(layer), last);
  return predicted_words(*predictor, trace.layers[at]->output.row(row), count);
}

}  // namespace core
