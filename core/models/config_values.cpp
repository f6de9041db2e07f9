#include "core/models/config_values.h"

#include <fmt/format.h>

#include <cmath>

#include "core/error.h"
#include "core/spelling.h"

namespace core {

namespace {

struct NamedActivation {
  const char* name;
  Activation kind;
};
// Transformers, activations.py, ACT2FN. The tanh forms differ in their code, not in their formula.
constexpr NamedActivation kActivations[] = {
    {"gelu", Activation::Gelu},
    {"gelu_python", Activation::Gelu},
    {"gelu_new", Activation::GeluTanh},
    {"gelu_fast", Activation::GeluTanh},
    {"gelu_pytorch_tanh", Activation::GeluTanh},
    {"gelu_python_tanh", Activation::GeluTanh},
    {"gelu_accurate", Activation::GeluTanh},
    {"quick_gelu", Activation::GeluQuick},
    {"relu", Activation::Relu},
    {"silu", Activation::Silu},
    {"swish", Activation::Silu},
};

bool is_true(const JsonValue& config, std::string_view key) {
  const auto value = config.find(key);
  return value && value->boolean();
}

void refuse_unknown_parts(const JsonValue& config) {
  if (is_true(config, "add_cross_attention") || is_true(config, "is_encoder_decoder")) {
    throw Error(config.place() + " asks for attention to another model's output (an encoder–decoder)",
                "a model that reads one sequence", "encoder–decoders are not supported");
  }
  if (const auto kind = config.find("position_embedding_type"); kind && kind->text() != "absolute") {
    kind->refuse("\"absolute\"", "relative positions and ALiBi are not supported");
  }
  if (const auto pruned = config.find("pruned_heads"); pruned && pruned->size() > 0) {
    pruned->refuse("no pruned heads", "save the model again with its heads in place");
  }
  if (const auto quantization = config.find("quantization_config")) {
    quantization->refuse("weights as F32, F16 or BF16", "quantised weights are read from GGUF files only");
  }
}

}  // namespace

Index config_count(const JsonValue& config, std::string_view key, Index high) {
  return config.at(key).integer(1, high);
}

Index config_count_or(const JsonValue& config, std::string_view key, Index otherwise, Index high) {
  const auto value = config.find(key);
  return value ? value->integer(1, high) : otherwise;
}

double config_number_or(const JsonValue& config, std::string_view key, double otherwise) {
  const auto value = config.find(key);
  return value ? value->number(1e-30, 1e30) : otherwise;
}

bool config_flag_or(const JsonValue& config, std::string_view key, bool otherwise) {
  const auto value = config.find(key);
  return value ? value->boolean() : otherwise;
}

Activation config_activation(const JsonValue& config, std::string_view key, std::string_view otherwise) {
  const auto value = config.find(key);
  const std::string name = value ? value->text() : std::string(otherwise);
  std::vector<std::string> names;
  std::string known;
  for (const NamedActivation& one : kActivations) {
    if (name == one.name) return one.kind;
    names.emplace_back(one.name);
    known += (known.empty() ? "" : ", ") + names.back();
  }
  value->refuse("an activation that Heed knows: " + known, did_you_mean(name, names, "this model needs a newer Heed"));
}

FamilyShape begin_shape(const JsonValue& config, std::string_view family) {
  refuse_unknown_parts(config);
  FamilyShape shape;
  shape.family = family;
  shape.source = config.place();
  shape.vocabulary = config_count(config, "vocab_size", 1 << 24);
  return shape;
}

Index divided_width(const JsonValue& config, Index width, Index heads) {
  if (width % heads == 0) return width / heads;
  throw Error(fmt::format("{} has {} heads and a width of {}", config.place(), heads, width),
              "a width that the heads divide", "one of the two was edited or damaged");
}

std::vector<Index> read_windows(const JsonValue& config, Index layers) {
  std::vector<Index> windows(static_cast<std::size_t>(layers), 0);
  const bool used = config_flag_or(config, "use_sliding_window", false);
  const Index window = used ? config_count_or(config, "sliding_window", 0, Index{1} << 40U) : 0;
  if (const auto types = config.find("layer_types")) {
    if (static_cast<Index>(types->size()) != layers) types->refuse(fmt::format("{} entries, one a layer", layers));
    for (Index l = 0; l < layers; ++l) {
      const JsonValue one = types->item(static_cast<std::size_t>(l));
      const std::string type = one.text();
      if (type == "sliding_attention") {
        if (window == 0) one.refuse("full_attention, since there is no sliding_window");
        windows[static_cast<std::size_t>(l)] = window;
      } else if (type != "full_attention") {
        one.refuse("full_attention or sliding_attention", "this model needs a newer Heed");
      }
    }
    return windows;
  }
  if (window == 0) return windows;
  const auto most = config.find("max_window_layers");
  const Index first = most ? most->integer(0, kMostLayers) : 28;  // the default of Transformers
  for (Index l = first; l < layers; ++l) windows[static_cast<std::size_t>(l)] = window;
  return windows;
}

FamilyShape read_decoder(const JsonValue& config, std::string_view family) {
  FamilyShape shape = begin_shape(config, family);
  shape.width = config_count(config, "hidden_size");
  shape.layers = config_count(config, "num_hidden_layers", kMostLayers);
  shape.inner = config_count(config, "intermediate_size");
  shape.heads = config_count(config, "num_attention_heads");
  shape.key_heads = config_count_or(config, "num_key_value_heads", shape.heads);
  if (shape.heads % shape.key_heads != 0) {
    throw Error(fmt::format("{} has {} heads and {} key heads", config.place(), shape.heads, shape.key_heads),
                "heads that the key heads divide", "one of the two was edited or damaged");
  }
  const auto head_width = config.find("head_dim");
  shape.head_width = head_width ? head_width->integer(1, kMostWidth) : divided_width(config, shape.width, shape.heads);
  const Index positions = config_count(config, "max_position_embeddings", 1 << 30);
  shape.max_tokens = positions;
  shape.norm = NormKind::RmsNorm;
  shape.norm_epsilon = config_number_or(config, "rms_norm_eps", 1e-6);
  shape.activation = config_activation(config, "hidden_act", "silu");
  shape.gated = true;
  shape.causal = true;
  shape.windows.assign(static_cast<std::size_t>(shape.layers), 0);
  shape.divisors.assign(static_cast<std::size_t>(shape.layers), std::sqrt(static_cast<double>(shape.head_width)));
  shape.query_bias = shape.output_bias = shape.mlp_bias = false;
  shape.tied = config_flag_or(config, "tie_word_embeddings", false);
  read_rotary(config, positions, shape);
  return shape;
}

const WeightNames& decoder_names() {
  static const WeightNames names = [] {
    WeightNames n;
    n.prefixes = {"model.", ""};
    n.token = "embed_tokens";
    n.final_norm = "norm";
    n.layer = "layers.{}.";
    n.query = "self_attn.q_proj";
    n.key = "self_attn.k_proj";
    n.value = "self_attn.v_proj";
    n.output = "self_attn.o_proj";
    n.query_norm = "self_attn.q_norm";
    n.key_norm = "self_attn.k_norm";
    n.attention_norm = "input_layernorm";
    n.mlp_norm = "post_attention_layernorm";
    n.gate = "mlp.gate_proj";
    n.up = "mlp.up_proj";
    n.down = "mlp.down_proj";
    n.unembedding = "lm_head";
    n.ignored = {"rotary_emb.inv_freq"};
    return n;
  }();
  return names;
}

}  // namespace core
