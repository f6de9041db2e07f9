// Qwen 2 and 2.5: Llama's form with biases on q, k and v, and a sliding window in some layers.
#include "core/models/config_values.h"
#include "core/models/gguf_values.h"

namespace core {

namespace {

FamilyShape read_config(const JsonValue& config) {
  FamilyShape shape = read_decoder(config, "qwen2");
  shape.query_bias = true;
  shape.windows = read_windows(config, shape.layers);
  return shape;
}

FamilyShape read_gguf(const GgufFile& file) {
  FamilyShape shape = read_gguf_decoder(file, "qwen2");
  shape.query_bias = true;
  return shape;
}

}  // namespace

Family qwen2_family() {
  return {"qwen2", read_config, decoder_names, "qwen2", read_gguf, gguf_decoder_names};
}

}  // namespace core
