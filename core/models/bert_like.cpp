#include "core/models/bert_like.h"

#include <cmath>

#include "core/models/config_values.h"

namespace core {

FamilyShape read_bert_like(const JsonValue& config, std::string_view family) {
  FamilyShape shape = begin_shape(config, family);
  shape.width = config_count(config, "hidden_size");
  shape.layers = config_count(config, "num_hidden_layers", kMostLayers);
  shape.heads = config_count(config, "num_attention_heads");
  shape.inner = config_count(config, "intermediate_size");
  shape.head_width = divided_width(config, shape.width, shape.heads);
  shape.max_tokens = config_count(config, "max_position_embeddings", 1 << 24);
  shape.token_types = config_count_or(config, "type_vocab_size", 2);
  shape.norm_epsilon = config_number_or(config, "layer_norm_eps", 1e-12);
  shape.activation = config_activation(config, "hidden_act", "gelu");
  shape.head_activation = shape.activation;
  shape.causal = config_flag_or(config, "is_decoder", false);
  shape.tied = config_flag_or(config, "tie_word_embeddings", true);
  finish_bert_like(shape);
  return shape;
}

void finish_bert_like(FamilyShape& shape) {
  shape.key_heads = shape.heads;
  shape.norm = NormKind::LayerNorm;
  shape.norm_place = NormPlace::After;
  shape.joins_sentences = true;
  shape.position_rows = shape.max_tokens;
  shape.windows.assign(static_cast<std::size_t>(shape.layers), 0);
  shape.divisors.assign(static_cast<std::size_t>(shape.layers), std::sqrt(static_cast<double>(shape.head_width)));
}

WeightNames bert_like_names(const std::string& prefix) {
  WeightNames n;
  n.prefixes = {prefix, ""};
  n.token = "embeddings.word_embeddings";
  n.position = "embeddings.position_embeddings";
  n.type = "embeddings.token_type_embeddings";
  n.embedding_norm = "embeddings.LayerNorm";
  n.layer = "encoder.layer.{}.";
  n.query = "attention.self.query";
  n.key = "attention.self.key";
  n.value = "attention.self.value";
  n.output = "attention.output.dense";
  n.attention_norm = "attention.output.LayerNorm";
  n.up = "intermediate.dense";
  n.down = "output.dense";
  n.mlp_norm = "output.LayerNorm";
  return n;
}

}  // namespace core
