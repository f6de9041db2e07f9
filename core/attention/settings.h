// Sorts a run's switches and edits by the layer and head that they belong to, checking that each fits.
#pragma once

#include <vector>

#include "core/attention/trace.h"

namespace core {

// Throws Error naming what does not fit: a temperature that is not positive, an edit outside the model or sentence.
void check_switches(const Switches& switches, const Model& model);
void check_edit(const Edit& edit, const Model& model, Index tokens, Index second_tokens);

// One entry a layer. For SentencePart::Second only edits of the second sentence and of matrices count.
std::vector<LayerSettings> sort_settings(const RunInput& run, SentencePart part, const std::vector<GivenWeight>& given);

}  // namespace core
