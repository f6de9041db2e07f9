// Sorts a run's switches and edits by the layer and head that they belong to, checking that each fits.
#pragma once

#include <vector>

#include "core/attention/trace.h"

namespace core {

// Throws Error naming what does not fit: a temperature that is not positive, a head or a token that is not there.
void check_switches(const Switches& switches, const Model& model, Index tokens, Index second_tokens);
void check_edit(const Edit& edit, const Model& model, Index tokens, Index second_tokens);

// Throws what compute_trace throws for this run before it multiplies anything.
void check_run(const RunInput& run);

// Whether a second sentence can reach the first: by heads of cross-attention, or because the model reads pairs as one.
bool takes_second_sentence(const Model& model);

// Whether the model has the place that the edit changes, whatever the sentence.
bool fits(const Edit& edit, const Model& model);

// One entry a layer. For SentencePart::Second only edits of the second sentence and of matrices count.
std::vector<LayerSettings> sort_settings(const RunInput& run, SentencePart part, const std::vector<GivenWeight>& given);

}  // namespace core
