// Which place of the text the prediction view is about, and how its words and probabilities are written.
#pragma once

#include <optional>
#include <string>

#include "core/attention/lens.h"
#include "ui/view_state.h"

namespace ui {

// The end of the text or its mask, or the selected word where the reader asked for that. Nothing where the model
// predicts nothing, or no word is hidden.
std::optional<core::Index> prediction_row(const core::AttentionTrace& trace, const ViewState& view);

// “ Paris” as it stands in a text, its first space seen; line ends and other signs that cannot be seen as ↵, ⇥, ␣, □.
std::string expected_text(const core::PredictedWord& word);
// "43.1 %", "0.52 %", "<0.01 %".
std::string probability_text(double probability);
// "0.4310 = e^(12.3000 − 12.3000) ÷ 2.3202": the word's logit less the largest one, over the sum of the vocabulary.
std::string share_arithmetic(double probability, const core::LogitShare& share, int decimals);
// "+3.1", "−0.25": percentage points.
std::string points_text(double change);
// The words of a prediction with probability now and before as lines of a table.
std::string prediction_table(const core::Prediction& prediction);
// The sentence with the token's text hidden behind the model's mask; nothing where that cannot be.
std::optional<std::string> with_mask(const core::AttentionTrace& trace, core::Index token);

}  // namespace ui
