// What a layer writes into the residual stream once its heads are done.
#pragma once

#include <memory>

#include "core/attention/trace.h"
#include "core/crew.h"

namespace core {

struct StreamJob {
  const ModelConfig* model = nullptr;
  const LayerConfig* layer = nullptr;
  // The same layer of the run before, where it read the same input with the same weights; else null. Rows whose heads
  // wrote what they wrote then are taken over.
  const LayerTrace* previous = nullptr;
  Crew* crew = nullptr;
};

// Sets attended, after_attention, mlp and output, with the edits of the output, from input, weights, heads and
// settings. A row that is taken over equals the one that would be computed to the bit.
void write_stream(const StreamJob& job, LayerTrace& layer);

}  // namespace core
