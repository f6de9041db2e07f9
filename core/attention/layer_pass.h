// One layer of the forward pass, recomputing only the heads whose settings or input changed.
#pragma once

#include <atomic>
#include <memory>

#include "core/attention/layer_parts.h"
#include "core/attention/trace.h"

namespace core {

// What a layer reads. `previous` is the same layer of the run before, or null; the two flags say which of the inputs
// are bit-equal to the ones that `previous` read.
struct LayerInput {
  const Model* model = nullptr;
  Index layer = 0;
  SentencePart part = SentencePart::First;
  const Matrix* input = nullptr;         // [T, D]
  const Matrix* second_input = nullptr;  // [S, D] the second sentence's stream before this layer, or null
  std::shared_ptr<const LayerTrace> previous;
  bool same_input = false;
  bool same_second_input = false;
  RunRotary* rotary = nullptr;               // of the sentence's length; null where the model turns no q and k
  RunRotary* rotary_second = nullptr;        // of the second sentence's
  Crew* crew = nullptr;                      // helps with the heads and the products; null: nobody
  std::atomic<Index>* heads_done = nullptr;  // counts up by all heads of the layer; null: nobody asks
};

// Returns `previous` itself where nothing changed. Throws Error where an edit does not fit or a value overflows.
std::shared_ptr<const LayerTrace> compute_layer(const LayerInput& input, LayerSettings settings);

}  // namespace core
