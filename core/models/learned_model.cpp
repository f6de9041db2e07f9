#include "core/models/learned_model.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/attention/memory.h"
#include "core/error.h"
#include "core/models/learned_encoder.h"
#include "core/models/weights_fit.h"
#include "core/spelling.h"

namespace core {

namespace {

constexpr auto kSentence = "The cat sat on the mat because it was tired.";

ModelConfig config_of(const FamilyShape& shape, const std::string& id) {
  ModelConfig config;
  config.id = id;
  config.name = id.substr(id.find_last_of('/') + 1);
  config.family = shape.family;
  config.origin = Origin::Learned;
  config.width = shape.width;
  config.norm = shape.norm;
  config.norm_place = shape.norm_place;
  config.norm_epsilon = static_cast<float>(shape.norm_epsilon);
  config.activation = shape.activation;
  config.rotary = shape.rotary;
  config.max_tokens = shape.max_tokens;
  config.default_sentence = kSentence;
  config.about = fmt::format("{}, learned: {} layers × {} heads, {} components", shape.family, shape.layers,
                             shape.heads, shape.width);
  return config;
}

LayerConfig layer_of(const FamilyShape& shape, std::size_t number) {
  LayerConfig layer;
  for (Index h = 0; h < shape.heads; ++h) {
    HeadConfig head;
    head.id = std::to_string(h);
    head.name = "Head " + head.id;
    head.d_k = head.d_v = shape.head_width;
    head.query_column = head.output_row = h * shape.head_width;
    head.key_column = head.value_column = h * shape.key_heads / shape.heads * shape.head_width;
    head.causal = shape.causal;
    head.window = shape.windows[number];
    head.divisor = static_cast<float>(shape.divisors[number]);
    layer.heads.push_back(head);
  }
  return layer;
}

void check_vocabulary(const FamilyShape& shape, const Tokenizer& tokenizer) {
  if (tokenizer.size() <= shape.vocabulary) return;
  throw Error(
      fmt::format("the tokenizer has {} pieces, and {} says {}", tokenizer.size(), shape.source, shape.vocabulary),
      "no more pieces than the model has embeddings", "tokenizer and weights are of different models");
}

[[noreturn]] void refuse_family(const std::string& found, std::vector<std::string> known) {
  std::string list;
  known.erase(std::remove(known.begin(), known.end(), ""), known.end());
  for (const std::string& one : known) list += (list.empty() ? "" : ", ") + one;
  const auto name = found.substr(found.find('"') + 1);
  throw Error(found, "a family that Heed knows: " + list,
              did_you_mean(name.substr(0, name.find('"')), known, "this family needs a newer Heed"));
}

std::vector<std::string> texts_of(std::string_view Family::*field) {
  std::vector<std::string> texts;
  for (const Family& family : model_families()) texts.emplace_back(family.*field);
  return texts;
}

}  // namespace

const Family& family_of_config(const JsonValue& config) {
  const std::string type = config.at("model_type").text();
  for (const Family& family : model_families()) {
    if (family.model_type == type) return family;
  }
  refuse_family(config.at("model_type").place() + " is \"" + type + "\"", texts_of(&Family::model_type));
}

const Family& family_of_gguf(const GgufMetadata& metadata) {
  const std::string type = metadata.text("general.architecture");
  for (const Family& family : model_families()) {
    if (!family.architecture.empty() && family.architecture == type) return family;
  }
  refuse_family(metadata.source() + ": general.architecture is \"" + type + "\"", texts_of(&Family::architecture));
}

std::shared_ptr<const Model> build_learned_model(const FamilyShape& shape, const WeightNames& names,
                                                 const TensorFile& file, TokenizerPointer tokenizer,
                                                 const std::string& id, LoadControl* control) {
  check_vocabulary(shape, *tokenizer);
  check_weights_fit(file, available_memory());
  LearnedWeights read = read_learned_weights(shape, names, file, control);
  if (read.weights.layers.empty()) return nullptr;
  auto model = std::make_shared<Model>();
  model->config = config_of(shape, id);
  for (std::size_t l = 0; l < static_cast<std::size_t>(shape.layers); ++l) {
    model->config.layers.push_back(layer_of(shape, l));
  }
  model->weights = std::move(read.weights);
  const auto tables = std::make_shared<const LearnedTables>(std::move(read.tables));
  const Norm& final_norm = model->weights.final_norm;
  model->encoder = make_learned_encoder(shape, tokenizer, tables, final_norm);
  model->predictor = make_predictor(shape, tokenizer, tables, final_norm);
  return_freed_memory();  // what reading files and tokenizer took
  return model;
}

}  // namespace core
