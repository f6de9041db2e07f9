// Llama (Touvron et al. 2023) and what shares its form, such as SmolLM: grouped keys, rotary positions, a gated MLP.
#include "core/models/config_values.h"
#include "core/models/gguf_values.h"

namespace core {

namespace {

FamilyShape read_config(const JsonValue& config) {
  FamilyShape shape = read_decoder(config, "llama");
  shape.query_bias = shape.output_bias = config_flag_or(config, "attention_bias", false);
  shape.mlp_bias = config_flag_or(config, "mlp_bias", false);
  return shape;
}

FamilyShape read_gguf(const GgufFile& file) {
  return read_gguf_decoder(file, "llama");
}

const WeightNames& gguf_names() {
  static const WeightNames names = [] {
    WeightNames n = gguf_decoder_names();
    n.permuted_rotary = true;
    return n;
  }();
  return names;
}

}  // namespace

Family llama_family() {
  return {"llama", read_config, decoder_names, "llama", read_gguf, gguf_names};
}

}  // namespace core
