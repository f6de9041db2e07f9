// BERT (Devlin et al. 2019): sentence pairs, norms after each block, a head that fills masks.
#include "core/models/bert_like.h"
#include "core/models/config_values.h"
#include "core/models/gguf_values.h"

namespace core {

namespace {

FamilyShape read_config(const JsonValue& config) {
  FamilyShape shape = read_bert_like(config, "bert");
  shape.types_by_sentence = shape.token_types > 1;
  return shape;
}

const WeightNames& weight_names() {
  static const WeightNames names = [] {
    WeightNames n = bert_like_names("bert.");
    n.transform = "cls.predictions.transform.dense";
    n.transform_norm = "cls.predictions.transform.LayerNorm";
    n.decoders = {"cls.predictions.decoder.weight"};
    n.biases = {"cls.predictions.decoder.bias", "cls.predictions.bias"};  // the first that is there is used
    return n;
  }();
  return names;
}

FamilyShape read_gguf(const GgufFile& file) {
  FamilyShape shape = read_gguf_sizes(file, "bert");
  shape.norm_epsilon = file.metadata->number("bert.attention.layer_norm_epsilon");
  shape.causal = file.metadata->has("bert.attention.causal") && file.metadata->flag("bert.attention.causal");
  if (file.tensors->has("token_types.weight")) shape.token_types = file.tensors->find("token_types.weight").shape[0];
  shape.types_by_sentence = shape.token_types > 1;
  finish_bert_like(shape);
  return shape;
}

}  // namespace

Family bert_family() {
  return {"bert", read_config, weight_names, "bert", read_gguf, gguf_bert_names};
}

}  // namespace core
