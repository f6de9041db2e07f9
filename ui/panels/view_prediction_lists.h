// The two lists of the prediction view: the expected words, and the same after each layer.
#pragma once

#include "core/attention/lens.h"
#include "ui/panels/stages_internal.h"

namespace ui {

// Both draw at `at` and return the height that they used. Items "prediction.words" and "prediction.layers" with areas
// "prediction.words.0", "prediction.layers.29" …
float draw_expected_words(stages::Frame& frame, ImVec2 at, float width, const core::Prediction& prediction);
float draw_lens(stages::Frame& frame, ImVec2 at, float width, const core::Prediction& prediction);

}  // namespace ui
