#include "core/models/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/error.h"
#include "core/models/spelled_ids.h"
#include "core/spelling.h"

namespace core {

namespace {

std::optional<Index> as_number(std::string_view text) {
  Index number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

std::string list_of(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 12;
  std::string list;
  for (std::size_t i = 0; i < std::min(kShown, names.size()); ++i) list += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > kShown) list += ", …";
  return list;
}

}  // namespace

const std::vector<std::string>& Encoder::nearest_names() const {
  static const std::vector<std::string> none;
  return none;
}

const Matrix& Encoder::nearest_vectors() const {
  static const Matrix none;
  return none;
}

const Vector& Encoder::nearest_mask() const {
  static const Vector none;
  return none;
}

Tokens Encoder::tokenize_pair(std::string_view first, std::string_view) const {
  return tokenize(first, SentencePart::First);
}

const Norm& Encoder::embedding_norm() const {
  static const Norm none;
  return none;
}

SentenceTokens tokenize_sentences(const Model& model, std::string_view sentence, bool has_second,
                                  std::string_view second) {
  const Encoder& encoder = *model.encoder;
  if (!has_second) return {encoder.tokenize(sentence, SentencePart::First), {}};
  if (encoder.joins_sentences()) return {encoder.tokenize_pair(sentence, second), {}};
  if (model.config.origin == Origin::Learned && !has_cross_attention(model.config)) {
    throw Error("a second sentence was given and this model has no cross-attention",
                "a model that has, such as glass-box, or one that reads pairs, such as BERT",
                "drop the second sentence or choose another model");
  }
  return {encoder.tokenize(sentence, SentencePart::First), encoder.tokenize(second, SentencePart::Second)};
}

bool has_cross_attention(const ModelConfig& config) {
  for (const LayerConfig& layer : config.layers) {
    for (const HeadConfig& head : layer.heads) {
      if (head.keys == KeySource::Second) return true;
    }
  }
  return false;
}

Index attention_weight_count(const Model& model) {
  Index count = 0;
  for (const auto& layer : model.weights.layers) {
    count += layer->w_q.size() + layer->w_k.size() + layer->w_v.size() + layer->w_o.size();
  }
  return count;
}

Index find_head(const Model& model, Index layer, std::string_view number_or_id) {
  const auto layers = static_cast<Index>(model.config.layers.size());
  if (layer < 0 || layer >= layers) {
    throw Error(fmt::format("{} has no layer {}", model.config.name, layer), fmt::format("0 to {}", layers - 1),
                "layers count from 0");
  }
  const auto& heads = model.config.layers[static_cast<std::size_t>(layer)].heads;
  if (const auto number = as_number(number_or_id)) {
    if (*number < static_cast<Index>(heads.size())) return *number;
    throw Error(fmt::format("layer {} has no head {}", layer, *number), fmt::format("0 to {}", heads.size() - 1),
                "heads count from 0");
  }
  const std::string wanted = spelled_as_id(number_or_id);
  std::vector<std::string> ids;
  for (std::size_t h = 0; h < heads.size(); ++h) {
    if (heads[h].id == number_or_id || spelled_as_id(heads[h].name) == wanted || spelled_as_id(heads[h].id) == wanted) {
      return static_cast<Index>(h);
    }
    ids.push_back(heads[h].id);
  }
  throw Error(fmt::format("layer {} of {} has no head \"{}\"", layer, model.config.name, number_or_id),
              "one of " + list_of(ids), did_you_mean(number_or_id, ids, "the head may be in another layer"));
}

Index find_component(const std::vector<std::string>& names, Index width, std::string_view number_or_name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == number_or_name) return static_cast<Index>(i);
  }
  if (const auto number = as_number(number_or_name)) {
    if (*number < width) return *number;
    throw Error(fmt::format("component {} does not exist", *number), fmt::format("0 to {}", width - 1),
                "components count from 0");
  }
  throw Error(fmt::format("no component is called \"{}\"", number_or_name),
              names.empty() ? fmt::format("a number from 0 to {}", width - 1) : "one of " + list_of(names),
              did_you_mean(number_or_name, names, "components of q and k are named by the head"));
}

std::string head_label(const Model& model, Index layer, Index head) {
  const auto& heads = model.config.layers[static_cast<std::size_t>(layer)].heads;
  return fmt::format("{}.{}", layer, heads[static_cast<std::size_t>(head)].id);
}

}  // namespace core
