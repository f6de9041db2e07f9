// What an edit does in its own layer, shown before the layers above have followed.
#pragma once

#include "core/attention/trace.h"

namespace core {

// `former` with one layer computed anew for `run`: every value up to the end of that layer is the run's own, those
// above are still the former run's. Null where `layer` is not the lowest that the two runs differ in, where they differ
// in more than edits and switches of that layer and those above, or where `former` did not keep the layer whole. Throws
// Error as compute_trace does.
TracePointer preview_of(const RunInput& run, const TracePointer& former, Index layer);

}  // namespace core
