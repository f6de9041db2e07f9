// Which map is selected, as text: "1.reference", or an average.
#pragma once

#include <string>

#include "core/attention/trace.h"
#include "core/sessions/session.h"

namespace core {

// "1.reference", "mean-over-heads@1" (a layer), "mean-over-layers@2" (a head's number), "mean". Throws Error.
void read_map(const std::string& text, const Model& model, Selection& selection);
std::string write_map(const Selection& selection, const Model& model);

// The weights of the selected map: a head's or an average, [T, S].
Matrix map_weights(const AttentionTrace& trace, const Selection& selection);

}  // namespace core
