// What a model expects at one place of a run: now, before the reader's edits, and after each layer ("logit lens").
#pragma once

#include <atomic>
#include <optional>
#include <vector>

#include "core/attention/prediction.h"

namespace core {

// The place that a reader means without naming one: the last token, after which the next word comes; for a model that
// fills masks the first mask. Nothing where the model predicts nothing or the text holds no mask.
std::optional<Index> prediction_place(const AttentionTrace& trace);

struct ExpectedWord {
  PredictedWord word;
  double before = 0;  // its probability without the reader's edits
};

// As if this layer were the last one.
struct LensLayer {
  Index layer = -1;                  // −1: x, before layer 0
  std::vector<PredictedWord> words;  // the most probable first
  double probability = 0;            // of the word that the whole model finds most probable
  Index rank = 0;                    // of that word, 0: the first here, too
  LogitShare share = {};             // of that word
};

struct Prediction {
  Index row = 0;
  bool fills_masks = false;
  bool edited = false;               // a run without the edits stood beside it
  std::vector<ExpectedWord> words;   // the most probable first
  std::vector<ExpectedWord> former;  // of the first ones without the edits those that are not among `words`
  std::vector<LensLayer> layers;     // x and every layer, in order
};

inline constexpr Index kExpectedWords = 10;
inline constexpr Index kFormerWords = 5;
inline constexpr Index kLensWords = 3;

// `before` is the run without edits, or `now`. Takes a product of the layers' rows with the whole vocabulary: beside
// the window. Nothing where it was cancelled or the model predicts nothing. Source of the lens: nostalgebraist,
// "interpreting GPT: the logit lens" (2020).
std::optional<Prediction> compute_prediction(const AttentionTrace& now, const AttentionTrace& before, Index row,
                                             const std::atomic<bool>* cancelled = nullptr);

}  // namespace core
