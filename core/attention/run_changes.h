// What sets a run apart from the model as it is, in few words, for whatever shows its numbers.
#pragma once

#include <string>

#include "core/attention/trace.h"

namespace core {

// "1 head muted, 2 words ignored, mask causal"; empty where every switch stands as the model has it.
std::string switch_changes(const Switches& switches);
// Likewise, after its edits: "2 edits, 1 head muted"; empty for the model as it is.
std::string run_changes(const RunInput& run);

}  // namespace core
