#include "tests/support/builders.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>

namespace support {

namespace {

using core::Index;
using core::Matrix;
using core::Vector;

Matrix random_matrix(std::mt19937& random, Index rows, Index columns, float spread) {
  std::normal_distribution<float> normal(0, spread);
  Matrix matrix(rows, columns);
  for (Index i = 0; i < rows; ++i) {
    for (Index j = 0; j < columns; ++j) matrix(i, j) = normal(random);
  }
  return matrix;
}

Vector random_vector(std::mt19937& random, Index size, float centre, float spread) {
  return (random_matrix(random, 1, size, spread).array() + centre).matrix();
}

core::Norm random_norm(std::mt19937& random, Index width, bool bias) {
  core::Norm norm;
  norm.gain = random_vector(random, width, 1, 0.2F);
  if (bias) norm.bias = random_vector(random, width, 0, 0.2F);
  return norm;
}

// Words are "w0" … "w30"; the number is the row of a random table.
class RandomEncoder : public core::Encoder {
 public:
  explicit RandomEncoder(const ModelOptions& options) : options_(options) {
    std::mt19937 random(options.seed + 77);
    table_ = random_matrix(random, kWords, options.width, 1);
    for (Index i = 0; i < kWords; ++i) names_.push_back("w" + std::to_string(i));
  }

  core::Tokens tokenize(std::string_view sentence, core::SentencePart) const override {
    core::Tokens tokens;
    std::istringstream words{std::string(sentence)};
    for (std::string word; words >> word;) {
      core::Token token;
      token.text = token.vocabulary = word;
      token.id = std::stoi(word.substr(1));
      tokens.push_back(token);
    }
    return tokens;
  }

  Matrix embed(const core::Tokens& tokens, core::SentencePart part) const override {
    Matrix x(static_cast<Index>(tokens.size()), options_.width);
    for (Index t = 0; t < x.rows(); ++t) {
      x.row(t) = table_.row(tokens[static_cast<std::size_t>(t)].id);
      if (options_.positions) x(t, 0) += 0.1F * static_cast<float>(t);
      if (part == core::SentencePart::Second) x.row(t) *= 0.9F;
    }
    return x;
  }

  std::vector<core::GivenWeight> given_weights(const core::Tokens& tokens) const override {
    const auto count = static_cast<Index>(tokens.size());
    const bool self = !options_.cross || options_.heads > 1;  // head 0 looks at its own sentence
    if (!options_.given || !self || count < 3) return {};
    std::vector<core::GivenWeight> given = {{0, 0, 1, 0, 0.25F}, {0, 0, 1, 2, 0.5F}};
    for (Index key = 0; key < count; ++key) given.push_back({0, 0, 2, key, 1 / static_cast<float>(count)});
    return given;
  }

  const std::vector<std::string>& nearest_names() const override { return names_; }
  const Matrix& nearest_vectors() const override { return table_; }

 private:
  static constexpr Index kWords = 31;
  ModelOptions options_;
  Matrix table_;
  std::vector<std::string> names_;
};

core::LayerWeights random_layer(std::mt19937& random, const ModelOptions& o, Index groups, Index value_width) {
  const float spread = 0.6F / std::sqrt(static_cast<float>(o.width));  // scores of a few units, as trained models have
  core::LayerWeights w;
  w.w_q = random_matrix(random, o.width, o.heads * o.d_k, spread);
  w.w_k = random_matrix(random, o.width, groups * o.d_k, spread);
  w.w_v = random_matrix(random, o.width, groups * value_width, spread);
  if (o.output_matrix) w.w_o = random_matrix(random, o.heads * value_width, o.width, spread);
  if (o.biases) {
    w.b_q = random_vector(random, w.w_q.cols(), 0, spread);
    w.b_k = random_vector(random, w.w_k.cols(), 0, spread);
    w.b_v = random_vector(random, w.w_v.cols(), 0, spread);
    if (o.output_matrix) w.b_o = random_vector(random, o.width, 0, spread);
  }
  if (o.query_key_norm) {
    w.query_norm = random_norm(random, o.d_k, false);
    w.key_norm = random_norm(random, o.d_k, false);
  }
  if (o.norm != core::NormKind::None) {
    const bool bias = o.norm == core::NormKind::LayerNorm;
    w.attention_norm = random_norm(random, o.width, bias);
    w.mlp_norm = random_norm(random, o.width, bias);
  }
  if (o.activation == core::Activation::None) return w;
  const Index inner = 2 * o.width + 1;
  w.w_up = random_matrix(random, o.width, inner, spread);
  if (o.gated) w.w_gate = random_matrix(random, o.width, inner, spread);
  w.w_down = random_matrix(random, inner, o.width, spread);
  if (o.biases) {
    w.b_up = random_vector(random, inner, 0, spread);
    if (o.gated) w.b_gate = random_vector(random, inner, 0, spread);
    w.b_down = random_vector(random, o.width, 0, spread);
  }
  return w;
}

std::vector<std::string> numbered(const std::string& stem, Index count) {
  std::vector<std::string> names;
  for (Index i = 0; i < count; ++i) names.push_back(stem + std::to_string(i));
  return names;
}

core::HeadConfig head_of(const ModelOptions& o, Index h, Index groups, Index value_width) {
  core::HeadConfig head;
  head.id = head.name = std::to_string(h);
  head.d_k = o.d_k;
  head.d_v = value_width;
  const Index group = h * groups / o.heads;
  head.query_column = h * o.d_k;
  head.key_column = group * o.d_k;
  head.value_column = group * value_width;
  head.output_row = h * value_width;
  head.causal = o.causal;
  head.window = o.window;
  head.divisor = o.divisor;
  if (o.named) {
    head.score_components = numbered("s", o.d_k);
    head.value_components = numbered("u", value_width);
  }
  if (o.cross && h + 1 == o.heads) {
    head.keys = core::KeySource::Second;
    head.causal = false;
    head.window = 0;
  }
  return head;
}

}  // namespace

Index random_index(std::mt19937& random, Index low, Index high) {
  return std::uniform_int_distribution<Index>(low, high)(random);
}

bool random_chance(std::mt19937& random, double probability) {
  return std::bernoulli_distribution(probability)(random);
}

std::shared_ptr<const core::Model> random_model(const ModelOptions& o) {
  std::mt19937 random(o.seed);
  auto model = std::make_shared<core::Model>();
  core::ModelConfig& config = model->config;
  config.id = config.name = "random";
  config.width = o.width;
  config.residual = o.residual;
  config.norm = o.norm;
  config.norm_place = o.norm_place;
  config.activation = o.activation;
  if (o.named) config.components = numbered("c", o.width);
  if (o.rotary) {
    for (Index i = 0; i < o.d_k / 2; ++i) config.rotary.frequencies.push_back(1.0F / static_cast<float>(1 + 3 * i));
    config.rotary.attention_factor = 1.1F;
  }
  const Index groups = o.key_groups == 0 ? o.heads : o.key_groups;
  const Index value_width = o.output_matrix ? o.d_v : o.width;
  for (Index l = 0; l < o.layers; ++l) {
    core::LayerConfig layer;
    for (Index h = 0; h < o.heads; ++h) layer.heads.push_back(head_of(o, h, groups, value_width));
    config.layers.push_back(std::move(layer));
    model->weights.layers.push_back(
        std::make_shared<const core::LayerWeights>(random_layer(random, o, groups, value_width)));
  }
  if (o.final_norm) model->weights.final_norm = random_norm(random, o.width, o.norm == core::NormKind::LayerNorm);
  model->encoder = std::make_shared<RandomEncoder>(o);
  return model;
}

ModelOptions random_options(std::mt19937& random) {
  ModelOptions o;
  o.seed = static_cast<std::uint32_t>(random_index(random, 1, 1'000'000));
  o.layers = random_index(random, 1, 3);
  o.heads = random_index(random, 1, 4);
  o.width = random_index(random, 5, 11);
  o.d_k = 2 * random_index(random, 1, 3);
  o.d_v = random_index(random, 1, 5);
  if (random_chance(random, 0.3)) o.key_groups = (o.heads + 1) / 2;
  o.residual = random_chance(random, 0.8);
  o.norm = static_cast<core::NormKind>(random_index(random, 0, 2));
  o.norm_place = random_chance(random, 0.5) ? core::NormPlace::Before : core::NormPlace::After;
  o.final_norm = random_chance(random, 0.5);
  o.query_key_norm = random_chance(random, 0.25);
  o.activation = static_cast<core::Activation>(random_index(random, 0, 5));
  o.gated = random_chance(random, 0.5);
  o.rotary = random_chance(random, 0.3);
  o.output_matrix = random_chance(random, 0.7);
  o.biases = random_chance(random, 0.5);
  o.causal = random_chance(random, 0.3);
  if (random_chance(random, 0.2)) o.window = 3;
  o.cross = random_chance(random, 0.4);
  o.given = random_chance(random, 0.3);
  o.positions = random_chance(random, 0.5);
  o.named = random_chance(random, 0.5);
  return o;
}

}  // namespace support
