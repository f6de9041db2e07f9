// DistilBERT (Sanh et al. 2019): BERT's form without token types, with names of its own.
#include "core/models/bert_like.h"
#include "core/models/config_values.h"

namespace core {

namespace {

FamilyShape read_config(const JsonValue& config) {
  FamilyShape shape = begin_shape(config, "distilbert");
  shape.width = config_count(config, "dim");
  shape.layers = config_count(config, "n_layers", kMostLayers);
  shape.heads = config_count(config, "n_heads");
  shape.inner = config_count(config, "hidden_dim");
  shape.head_width = divided_width(config, shape.width, shape.heads);
  shape.max_tokens = config_count(config, "max_position_embeddings", 1 << 24);
  shape.norm_epsilon = 1e-12;  // fixed in the reference
  shape.activation = shape.head_activation = config_activation(config, "activation", "gelu");
  shape.tied = config_flag_or(config, "tie_word_embeddings", true);
  finish_bert_like(shape);
  return shape;
}

const WeightNames& weight_names() {
  static const WeightNames names = [] {
    WeightNames n;
    n.prefixes = {"distilbert.", ""};
    n.token = "embeddings.word_embeddings";
    n.position = "embeddings.position_embeddings";
    n.embedding_norm = "embeddings.LayerNorm";
    n.layer = "transformer.layer.{}.";
    n.query = "attention.q_lin";
    n.key = "attention.k_lin";
    n.value = "attention.v_lin";
    n.output = "attention.out_lin";
    n.attention_norm = "sa_layer_norm";
    n.up = "ffn.lin1";
    n.down = "ffn.lin2";
    n.mlp_norm = "output_layer_norm";
    n.transform = "vocab_transform";
    n.transform_norm = "vocab_layer_norm";
    n.decoders = {"vocab_projector.weight"};
    n.biases = {"vocab_projector.bias"};
    return n;
  }();
  return names;
}

}  // namespace

Family distilbert_family() {
  return {"distilbert", read_config, weight_names, "", nullptr, nullptr};
}

}  // namespace core
