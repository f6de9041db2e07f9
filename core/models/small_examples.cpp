#include "core/models/small_examples.h"

#include <fmt/format.h>

#include <cmath>
#include <initializer_list>

#include "core/error.h"
#include "core/plain_text.h"
#include "core/spelling.h"
#include "core/tokenizers/words.h"

namespace core {

namespace {

struct KnownWord {
  std::string word;
  std::vector<float> x;  // [D]
};

// An encoder of a few known words; any other word is refused by name.
class KnownWordsEncoder : public Encoder {
 public:
  KnownWordsEncoder(std::string model_name, std::vector<KnownWord> words) : model_name_(std::move(model_name)) {
    vectors_.resize(static_cast<Index>(words.size()), static_cast<Index>(words.front().x.size()));
    for (std::size_t i = 0; i < words.size(); ++i) {
      names_.push_back(words[i].word);
      for (std::size_t c = 0; c < words[i].x.size(); ++c) {
        vectors_(static_cast<Index>(i), static_cast<Index>(c)) = words[i].x[c];
      }
    }
  }

  Tokens tokenize(std::string_view sentence, SentencePart) const override {
    Tokens tokens;
    for (Token& token : split_words(sentence)) {
      token.id = id_of(token.text);
      if (token.id < 0 && is_punctuation(token.text)) continue;  // "cat sat." reads as "cat sat"
      if (token.id < 0) refuse(token.text);
      token.vocabulary = names_[static_cast<std::size_t>(token.id)];
      tokens.push_back(std::move(token));
    }
    return tokens;
  }

  Matrix embed(const Tokens& tokens, SentencePart) const override {
    Matrix x(static_cast<Index>(tokens.size()), vectors_.cols());
    for (std::size_t t = 0; t < tokens.size(); ++t) x.row(static_cast<Index>(t)) = vectors_.row(tokens[t].id);
    return x;
  }

  const std::vector<std::string>& nearest_names() const override { return names_; }
  const Matrix& nearest_vectors() const override { return vectors_; }

 private:
  int id_of(const std::string& word) const {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (lower(names_[i]) == lower(word)) return static_cast<int>(i);
    }
    return -1;
  }

  [[noreturn]] void refuse(const std::string& word) const {
    std::string known;
    for (const std::string& name : names_) known += (known.empty() ? "" : ", ") + name;
    throw Error(fmt::format("{} does not know the word \"{}\"", model_name_, shown_text(word)), "only " + known,
                did_you_mean(word, names_, "choose the glass box for any English sentence"));
  }

  std::string model_name_;
  std::vector<std::string> names_;
  Matrix vectors_;  // [words, D]
};

// As above, and the row of "it" is held at the text's weights for the words that are there.
class GivenWeightsEncoder : public KnownWordsEncoder {
 public:
  using KnownWordsEncoder::KnownWordsEncoder;

  std::vector<GivenWeight> given_weights(const Tokens& tokens) const override {
    constexpr float kShares[] = {0.7F, 0.2F, 0.1F};  // cat, mat, it ("other words" in the source)
    std::vector<GivenWeight> given;
    for (std::size_t query = 0; query < tokens.size(); ++query) {
      if (tokens[query].id != kIt || !each_word_once(tokens)) continue;
      for (std::size_t key = 0; key < tokens.size(); ++key) {
        given.push_back({0, 0, static_cast<Index>(query), static_cast<Index>(key), kShares[tokens[key].id]});
      }
    }
    return given;
  }

 private:
  static constexpr int kIt = 2;

  // The text's shares are of exactly these three words; any other sentence gets the softmax of its scores.
  static bool each_word_once(const Tokens& tokens) {
    int seen = 0;
    for (const Token& token : tokens) seen |= 1 << token.id;
    return tokens.size() == 3 && seen == 0b111;
  }
};

Matrix matrix_of(std::initializer_list<std::initializer_list<float>> rows) {
  Matrix matrix(static_cast<Index>(rows.size()), static_cast<Index>(rows.begin()->size()));
  Index i = 0;
  for (const auto& row : rows) {
    Index j = 0;
    for (const float value : row) matrix(i, j++) = value;
    ++i;
  }
  return matrix;
}

// One layer, one head, no residual: what the head writes is the output.
std::shared_ptr<Model> one_head_model(const std::string& id, const std::string& name, LayerWeights weights) {
  auto model = std::make_shared<Model>();
  ModelConfig& config = model->config;
  config.id = id;
  config.name = name;
  config.family = "example";
  config.origin = Origin::Given;
  config.residual = false;
  config.width = weights.w_q.rows();
  HeadConfig head;
  head.id = "attention";
  head.name = "Attention";
  head.about = "a word looks at the words that its query matches";
  head.d_k = weights.w_q.cols();
  head.d_v = weights.w_v.cols();
  config.layers.push_back({{head}});
  model->weights.layers.push_back(std::make_shared<const LayerWeights>(std::move(weights)));
  return model;
}

LayerWeights identity_weights(Index width) {
  LayerWeights weights;
  weights.w_q = weights.w_k = weights.w_v = Matrix::Identity(width, width);
  return weights;
}

}  // namespace

std::shared_ptr<const Model> make_three_words() {
  auto model = one_head_model("three-words", "Three words", identity_weights(3));
  model->config.about = "three words of a textbook, Q = K = V = x, no scaling: small enough to follow on paper";
  // The whole story is told in the lesson "By hand"; who only opens the model must not think that Heed is wrong.
  model->config.layers.front().heads.front().about =
      "a word looks at the words that its query matches. A textbook prints 0.26, 0.39, 0.35 for “sat”; that is not the "
      "softmax of its own scores, 0.29, 0.38, 0.34 is";
  model->config.default_sentence = "The cat sat";
  model->encoder = std::make_shared<KnownWordsEncoder>(
      "Three words",
      std::vector<KnownWord>{{"The", {0.2F, 0.8F, 0.1F}}, {"cat", {0.9F, 0.3F, 0.7F}}, {"sat", {0.4F, 0.6F, 0.5F}}});
  return model;
}

std::shared_ptr<const Model> make_drill_model(const std::vector<std::pair<std::string, std::vector<float>>>& words) {
  auto model = one_head_model("drill", "Drill", identity_weights(static_cast<Index>(words.front().second.size())));
  model->config.about = "random numbers to work out by hand, Q = K = V = x, no scaling";
  std::vector<KnownWord> known;
  for (const auto& [word, x] : words) {
    model->config.default_sentence += (known.empty() ? "" : " ") + word;
    known.push_back({word, x});
  }
  model->encoder = std::make_shared<KnownWordsEncoder>("The drill", std::move(known));
  return model;
}

std::shared_ptr<const Model> make_given_weights() {
  auto model = one_head_model("given-weights", "Given weights", identity_weights(3));
  model->config.about = "the row of “it” is given by a textbook (0.7, 0.2, 0.1), the other rows are computed";
  model->config.default_sentence = "cat mat it";
  model->encoder = std::make_shared<GivenWeightsEncoder>(
      "Given weights",
      std::vector<KnownWord>{{"cat", {0.8F, 0.2F, 0.1F}}, {"mat", {0.1F, 0.9F, 0.3F}}, {"it", {0.7F, 0.3F, 0.2F}}});
  return model;
}

std::shared_ptr<const Model> make_four_by_three() {
  LayerWeights weights;
  // W_Q asks for the component next door, W_K offers each as it is, W_V doubles the first half.
  weights.w_q = matrix_of({{0, 1, 0, 0}, {1, 0, 0, 0}, {0, 0, 0, 1}, {0, 0, 1, 0}});
  weights.w_k = matrix_of({{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}});
  weights.w_v = matrix_of({{2, 0, 0, 0}, {0, 2, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}});
  auto model = one_head_model("four-by-three", "Four by three", std::move(weights));
  model->config.about = "three words of four components through W_Q, W_K and W_V, whose every entry can be edited";
  model->config.default_sentence = "bees like flowers";
  model->config.layers[0].heads[0].divisor = 2;  // √d_k
  model->encoder = std::make_shared<KnownWordsEncoder>(
      "Four by three",
      std::vector<KnownWord>{{"bees", {2, 0, 1, 0}}, {"like", {0, 1, 0, 2}}, {"flowers", {1, 2, 0, 1}}});
  return model;
}

}  // namespace core
