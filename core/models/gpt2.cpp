// GPT-2 (Radford et al. 2019): learned positions, q, k and v in one matrix that is stored [in, out].
#include <cmath>

#include "core/models/config_values.h"
#include "core/models/gguf_values.h"

namespace core {

namespace {

void set_common(FamilyShape& shape) {
  shape.norm = NormKind::LayerNorm;
  shape.causal = true;
  shape.position_rows = shape.max_tokens;
  shape.key_heads = shape.heads;
  shape.windows.assign(static_cast<std::size_t>(shape.layers), 0);
}

FamilyShape read_config(const JsonValue& config) {
  FamilyShape shape = begin_shape(config, "gpt2");
  shape.width = config_count(config, "n_embd");
  shape.layers = config_count(config, "n_layer", kMostLayers);
  shape.heads = config_count(config, "n_head");
  shape.inner = config_count_or(config, "n_inner", 4 * shape.width);
  shape.max_tokens = config_count(config, config.has("n_positions") ? "n_positions" : "n_ctx", 1 << 24);
  shape.head_width = divided_width(config, shape.width, shape.heads);
  shape.norm_epsilon = config_number_or(config, "layer_norm_epsilon", 1e-5);
  shape.activation = config_activation(config, "activation_function", "gelu_new");
  shape.tied = config_flag_or(config, "tie_word_embeddings", true);
  const bool scaled = config_flag_or(config, "scale_attn_weights", true);
  const bool by_layer = config_flag_or(config, "scale_attn_by_inverse_layer_idx", false);
  for (Index l = 0; l < shape.layers; ++l) {
    const double divisor = scaled ? std::sqrt(static_cast<double>(shape.head_width)) : 1;
    shape.divisors.push_back(by_layer ? divisor * static_cast<double>(l + 1) : divisor);
  }
  set_common(shape);
  return shape;
}

FamilyShape read_gguf(const GgufFile& file) {
  FamilyShape shape = read_gguf_sizes(file, "gpt2");
  shape.norm_epsilon = file.metadata->number("gpt2.attention.layer_norm_epsilon");
  shape.activation = Activation::GeluTanh;
  set_common(shape);
  return shape;
}

const WeightNames& weight_names() {
  static const WeightNames names = [] {
    WeightNames n;
    n.prefixes = {"transformer.", ""};
    n.token = "wte";
    n.position = "wpe";
    n.final_norm = "ln_f";
    n.layer = "h.{}.";
    n.fused = "attn.c_attn";
    n.output = "attn.c_proj";
    n.attention_norm = "ln_1";
    n.mlp_norm = "ln_2";
    n.up = "mlp.c_fc";
    n.down = "mlp.c_proj";
    n.unembedding = "lm_head";
    n.input_first = true;
    n.ignored = {"attn.bias", "attn.masked_bias"};  // the causal mask, stored as numbers
    return n;
  }();
  return names;
}

}  // namespace

Family gpt2_family() {
  return {"gpt2", read_config, weight_names, "gpt2", read_gguf, gguf_decoder_names};
}

}  // namespace core
