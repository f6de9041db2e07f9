// Qwen 3: Llama's form with an RMS norm of each head's q and k, and heads of a width of their own.
#include <cmath>

#include "core/models/config_values.h"
#include "core/models/gguf_values.h"

namespace core {

namespace {

constexpr Index kHeadWidth = 128;  // where the config says nothing

FamilyShape read_config(const JsonValue& config) {
  FamilyShape shape = read_decoder(config, "qwen3");
  if (!config.find("head_dim")) {
    shape.head_width = kHeadWidth;
    shape.divisors.assign(shape.divisors.size(), std::sqrt(static_cast<double>(kHeadWidth)));
    read_rotary(config, config_count(config, "max_position_embeddings", 1 << 30), shape);
  }
  shape.query_bias = shape.output_bias = config_flag_or(config, "attention_bias", false);
  shape.query_key_norm = true;
  shape.windows = read_windows(config, shape.layers);
  return shape;
}

FamilyShape read_gguf(const GgufFile& file) {
  FamilyShape shape = read_gguf_decoder(file, "qwen3");
  shape.query_key_norm = true;
  return shape;
}

}  // namespace

Family qwen3_family() {
  return {"qwen3", read_config, decoder_names, "qwen3", read_gguf, gguf_decoder_names};
}

}  // namespace core
