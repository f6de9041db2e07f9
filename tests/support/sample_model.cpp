#include "tests/support/sample_model.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>

#include "core/tokenizers/words.h"

namespace support {
namespace {

constexpr core::Index kWord = 16;   // components that follow from the spelling
constexpr core::Index kPlaces = 8;  // components that follow from the place
constexpr core::Index kWidth = kWord + kPlaces;
constexpr core::Index kHeadWidth = 8;

// xorshift64*: the same numbers on every machine.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(seed * 2654435761ULL + 88172645463325252ULL) {}
  float next() {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return static_cast<float>((state_ * 2685821657736338717ULL) >> 40) / static_cast<float>(1 << 23) - 1;
  }

 private:
  std::uint64_t state_;
};

core::Matrix matrix(Numbers& numbers, core::Index rows, core::Index columns, float size) {
  core::Matrix result(rows, columns);
  for (core::Index i = 0; i < rows; ++i) {
    for (core::Index j = 0; j < columns; ++j) result(i, j) = numbers.next() * size;
  }
  return result;
}

class SampleEncoder : public core::Encoder {
 public:
  core::Tokens tokenize(std::string_view sentence, core::SentencePart) const override {
    core::Tokens tokens = core::split_words(sentence);
    for (core::Token& token : tokens) token.known = token.text.front() != 'X';
    return tokens;
  }

  core::Matrix embed(const core::Tokens& tokens, core::SentencePart) const override {
    core::Matrix x(static_cast<core::Index>(tokens.size()), kWidth);
    for (core::Index t = 0; t < x.rows(); ++t) {
      std::uint64_t hash = 1469598103934665603ULL;
      for (const char letter : tokens[static_cast<std::size_t>(t)].text) {
        hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211ULL;
      }
      Numbers numbers(hash);
      for (core::Index c = 0; c < kWord; ++c) x(t, c) = numbers.next();
      for (core::Index c = 0; c < kPlaces; ++c) {
        const float angle = static_cast<float>(t) / std::pow(3.0F, static_cast<float>(c / 2));
        x(t, kWord + c) = c % 2 == 0 ? std::sin(angle) : std::cos(angle);
      }
    }
    return x;
  }
};

core::HeadConfig make_head(const SampleShape& shape, core::Index layer, core::Index head) {
  static constexpr const char* kNames[] = {"Previous word", "Role",       "Described", "Reference",  "Sense",
                                           "Doer",          "First word", "Clause",    "Translation"};
  core::HeadConfig config;
  const bool named = shape.heads <= 6;
  config.id = fmt::format("{}", head);
  config.name = named ? kNames[(head + layer * 3) % 9] : fmt::format("Head {}", head);
  config.about = named ? "a pronoun looks at the noun it stands for" : "";
  config.query_column = config.key_column = config.value_column = config.output_row = head * kHeadWidth;
  config.d_k = config.d_v = kHeadWidth;
  config.causal = shape.causal;
  config.divisor = std::sqrt(static_cast<float>(kHeadWidth));
  const bool last = layer + 1 == shape.layers && head + 1 == shape.heads;
  if (shape.cross && last) config.keys = core::KeySource::Second;
  return config;
}

}  // namespace

std::shared_ptr<const core::Model> make_sample_model(const SampleShape& shape) {
  auto model = std::make_shared<core::Model>();
  core::ModelConfig& config = model->config;
  config.id = "sample";
  config.name = "Sample";
  config.family = "sample";
  config.width = kWidth;
  for (core::Index layer = 0; layer < shape.layers; ++layer) {
    core::LayerConfig layer_config;
    for (core::Index head = 0; head < shape.heads; ++head) layer_config.heads.push_back(make_head(shape, layer, head));
    config.layers.push_back(layer_config);
    Numbers numbers(static_cast<std::uint64_t>(layer) + 17);
    auto weights = std::make_shared<core::LayerWeights>();
    const core::Index all = shape.heads * kHeadWidth;
    weights->w_q = matrix(numbers, kWidth, all, 1.1F);
    weights->w_k = matrix(numbers, kWidth, all, 1.1F);
    weights->w_v = matrix(numbers, kWidth, all, 0.4F);
    weights->w_o = matrix(numbers, all, kWidth, 0.05F);
    model->weights.layers.push_back(weights);
  }
  model->encoder = std::make_shared<SampleEncoder>();
  return model;
}

}  // namespace support
