// Small random models, sentences, switches and edits for tests: everything follows from a seed.
#pragma once

#include <cstdint>
#include <memory>
#include <random>
#include <string>

#include "core/attention/trace.h"

namespace support {

struct ModelOptions {
  std::uint32_t seed = 1;
  core::Index layers = 2, heads = 2, width = 6, d_k = 4, d_v = 3;
  core::Index key_groups = 0;  // grouped keys and values: so many groups share columns; 0: every head its own
  bool residual = true;
  core::NormKind norm = core::NormKind::None;
  core::NormPlace norm_place = core::NormPlace::Before;
  bool final_norm = false;
  bool query_key_norm = false;
  core::Activation activation = core::Activation::None;
  bool gated = false;
  bool rotary = false;
  bool output_matrix = true;  // W_O; without it d_v is the model's width
  bool biases = false;
  bool causal = false;
  core::Index window = 0;
  bool cross = false;      // the last head of every layer reads the second sentence
  bool given = false;      // the encoder gives the weights of some rows
  bool positions = false;  // x depends on the place of the word
  bool named = false;      // components have names
  float divisor = 1.5F;
};

std::shared_ptr<const core::Model> random_model(const ModelOptions& options);
// Any mixture of the options above.
ModelOptions random_options(std::mt19937& random);

// So many words; some occur twice.
std::string random_sentence(std::mt19937& random, core::Index words);
core::Switches random_switches(std::mt19937& random, const core::Model& model, core::Index tokens,
                               core::Index second_tokens);
// An edit that names an existing place; a held weight may still be refused (masked key, sum above 1).
core::Edit random_edit(std::mt19937& random, const core::Model& model, core::Index tokens, core::Index second_tokens);

core::RunInput run_of(std::shared_ptr<const core::Model> model, std::string sentence);
core::RunInput run_of(std::shared_ptr<const core::Model> model, std::string sentence, std::string second);
core::Edit edit_of(core::Site site, core::Index layer, core::Index head, core::Index row, core::Index column,
                   float value);

// A whole number from `low` to `high`, both included.
core::Index random_index(std::mt19937& random, core::Index low, core::Index high);
bool random_chance(std::mt19937& random, double probability);

}  // namespace support
