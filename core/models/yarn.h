// YaRN: rotary frequencies stretched by how many turns they make in the context that a model was trained on.
#pragma once

#include <vector>

#include "core/tensor.h"

namespace core {

struct Yarn {
  double factor = 1;
  double original = 0;  // tokens of the context before stretching
  double beta_fast = 32, beta_slow = 1;
  bool truncate = true;
};

// [dims / 2]. Source: Peng et al. 2023, section 3.2, as Transformers' _compute_yarn_parameters rounds it.
std::vector<float> yarn_frequencies(const Yarn& yarn, double base, Index dims);
// What q and k are multiplied by: 0.1 · scale · ln(factor) + 1.
double yarn_attention(double factor, double scale);

}  // namespace core
