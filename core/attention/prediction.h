// Which words a model expects: the most probable ones after, or at, a position of a run.
#pragma once

#include <string>
#include <vector>

#include "core/attention/trace.h"

namespace core {

// A probability's arithmetic: e^(logit − largest) ÷ sum, the sum over the whole vocabulary.
struct LogitShare {
  double logit = 0, largest = 0, sum = 0;
};

struct PredictedWord {
  int id = -1;
  std::string piece, shown;  // as the vocabulary spells it, as a reader sees it (" Paris")
  double probability = 0;    // of the softmax over the whole vocabulary
  LogitShare share = {};
};

// The softmax over the whole vocabulary. Lives no longer than its predictor.
class NextWords {
 public:
  // `logits` [V].
  NextWords(const Predictor& predictor, Vector logits);
  double probability(int id) const;
  LogitShare share(int id) const;
  Index rank(int id) const;  // 0: the most probable word; of equal ones the one with the smaller id stands first
  std::vector<PredictedWord> first(Index count) const;  // the most probable first

 private:
  const Predictor* predictor_;
  Vector logits_;
  double largest_ = 0, sum_ = 0;
};

// The `count` most probable words that row [1, D] of a stream leads to, the most probable first.
std::vector<PredictedWord> predicted_words(const Predictor& predictor, const Matrix& row, Index count);

// What the model predicts at token `row`: after it, or in its place where the model fills masks. `layer` < 0: at the
// end; else as if that layer were the last ("logit lens"). Empty where the model predicts nothing.
std::vector<PredictedWord> predict_at(const AttentionTrace& trace, Index row, Index count, Index layer = -1);

}  // namespace core
