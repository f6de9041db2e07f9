// Reading the values of a config.json that several families share; what is not known is refused by name.
#pragma once

#include <string_view>
#include <vector>

#include "core/models/family.h"

namespace core {

// Sizes of models; a config that asks for more is damaged.
inline constexpr Index kMostLayers = 1000;
inline constexpr Index kMostWidth = 1 << 20;

Index config_count(const JsonValue& config, std::string_view key,
                   Index high = kMostWidth);  // at least 1, must be there
Index config_count_or(const JsonValue& config, std::string_view key, Index otherwise, Index high = kMostWidth);
double config_number_or(const JsonValue& config, std::string_view key, double otherwise);  // above 0
bool config_flag_or(const JsonValue& config, std::string_view key, bool otherwise);
Activation config_activation(const JsonValue& config, std::string_view key, std::string_view otherwise);

// What every config tells alike: where it stands and the size of its vocabulary. Throws Error where it asks for
// something that no family here has (cross-attention, pruned heads, …).
FamilyShape begin_shape(const JsonValue& config, std::string_view family);
// width ÷ heads; throws Error naming both where they do not divide.
Index divided_width(const JsonValue& config, Index width, Index heads);

// rope_theta and rope_scaling, or Transformers 5's rope_parameters. `positions` is max_position_embeddings; sets
// shape.rotary and, under dynamic scaling, shape.max_tokens. Source: Transformers, modeling_rope_utils.py.
void read_rotary(const JsonValue& config, Index positions, FamilyShape& shape);

// What Llama, Mistral, Qwen 2 and Qwen 3 share: sizes, norms, rotary positions, grouped keys.
FamilyShape read_decoder(const JsonValue& config, std::string_view family);
// use_sliding_window, sliding_window, max_window_layers, layer_types (Qwen).
std::vector<Index> read_windows(const JsonValue& config, Index layers);
const WeightNames& decoder_names();

}  // namespace core
