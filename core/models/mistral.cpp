// Mistral (Jiang et al. 2023): Llama's form with a sliding window in every layer. Its GGUF files say "llama".
#include "core/models/config_values.h"

namespace core {

namespace {

FamilyShape read_config(const JsonValue& config) {
  FamilyShape shape = read_decoder(config, "mistral");
  if (config.has("layer_types")) {
    config.at("layer_types").refuse("no layer_types in a Mistral model", "layers of several types need a newer Heed");
  }
  // A null in the config switches the window off; a config that says nothing has Transformers' 4096.
  const auto window = config.find("sliding_window");
  const bool off = config.has("sliding_window") && !window;
  const Index width = off ? 0 : window ? window->integer(1, Index{1} << 40U) : 4096;
  shape.windows.assign(static_cast<std::size_t>(shape.layers), width);
  return shape;
}

}  // namespace

Family mistral_family() {
  return {"mistral", read_config, decoder_names, "", nullptr, nullptr};
}

}  // namespace core
