// RoBERTa (Liu et al. 2019) and XLM-RoBERTa: BERT's form; positions begin behind the padding id.
#include "core/error.h"
#include "core/models/bert_like.h"
#include "core/models/config_values.h"

namespace core {

namespace {

FamilyShape read_as(const JsonValue& config, std::string_view family) {
  FamilyShape shape = read_bert_like(config, family);
  const auto padding = config.find("pad_token_id");
  shape.padding_id = padding ? static_cast<int>(padding->integer(0, shape.vocabulary - 1)) : 1;
  shape.first_position = shape.padding_id + 1;
  shape.max_tokens -= shape.first_position;
  if (shape.max_tokens < 1) {
    throw Error(config.place() + ": max_position_embeddings leaves no position behind pad_token_id",
                "more positions than the padding id", "the config was edited or damaged");
  }
  shape.head_activation = Activation::Gelu;
  return shape;
}

FamilyShape read_roberta(const JsonValue& config) {
  return read_as(config, "roberta");
}
FamilyShape read_xlm_roberta(const JsonValue& config) {
  return read_as(config, "xlm-roberta");
}

const WeightNames& weight_names() {
  static const WeightNames names = [] {
    WeightNames n = bert_like_names("roberta.");
    n.transform = "lm_head.dense";
    n.transform_norm = "lm_head.layer_norm";
    n.decoders = {"lm_head.decoder.weight"};
    n.biases = {"lm_head.decoder.bias", "lm_head.bias"};
    return n;
  }();
  return names;
}

}  // namespace

Family roberta_family() {
  return {"roberta", read_roberta, weight_names, "", nullptr, nullptr};
}
Family xlm_roberta_family() {
  return {"xlm-roberta", read_xlm_roberta, weight_names, "", nullptr, nullptr};
}

}  // namespace core
