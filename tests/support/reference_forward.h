// An independent forward pass in double precision with naive loops, written from the formulas, to hold the engine to.
#pragma once

#include <vector>

#include "core/attention/trace.h"
#include "tests/support/reference_parts.h"

namespace support {

struct ReferenceHead {
  bool idle = false;
  Grid q, k, v, q_unrotated, k_unrotated;
  Grid scores, scaled, weights;  // scaled: −infinity where masked
  Grid output;
};

struct ReferenceLayer {
  Grid input, normed, attended, after_attention, mlp, output;
  std::vector<ReferenceHead> heads;
};

struct ReferenceRun {
  std::vector<ReferenceLayer> layers, second_layers;
  Grid output;
};

// Shares nothing with the engine but the data that goes in.
ReferenceRun reference_forward(const core::RunInput& run);

}  // namespace support
