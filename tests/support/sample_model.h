// A small transformer with any number of layers and heads that reads any text: for tests of the interface.
#pragma once

#include <memory>

#include "core/models/model.h"

namespace support {

struct SampleShape {
  core::Index layers = 2, heads = 5;
  bool causal = false;
  bool cross = false;  // the last head of the last layer looks at the second sentence
};

// Weights are fixed pseudo-random numbers; a word's vector follows from its spelling and place. Words that begin with a
// capital X are unknown to it.
std::shared_ptr<const core::Model> make_sample_model(const SampleShape& shape = {});

}  // namespace support
