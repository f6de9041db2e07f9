#include "core/models/learned_encoder.h"

#include <fmt/format.h>

#include <mutex>

#include "core/attention/layer_parts.h"
#include "core/error.h"

namespace core {

namespace {

using Tables = std::shared_ptr<const LearnedTables>;

class LearnedEncoder : public Encoder {
 public:
  LearnedEncoder(const FamilyShape& shape, TokenizerPointer tokenizer, Tables tables, Norm final_norm)
      : shape_(shape),
        tokenizer_(std::move(tokenizer)),
        tables_(std::move(tables)),
        final_norm_(std::move(final_norm)),
        predicts_(tables_->unembedding != nullptr && tables_->transform.size() == 0) {}

  Tokens tokenize(std::string_view sentence, SentencePart) const override { return tokenizer_->tokenize(sentence); }

  bool joins_sentences() const override { return shape_.joins_sentences; }

  Tokens tokenize_pair(std::string_view first, std::string_view second) const override {
    std::size_t second_from = 0;
    Tokens tokens = tokenizer_->tokenize_pair(first, second, second_from);
    for (std::size_t t = second_from; t < tokens.size(); ++t) tokens[t].segment = 1;
    return tokens;
  }

  Matrix embed(const Tokens& tokens, SentencePart) const override {
    const auto count = static_cast<Index>(tokens.size());
    const Matrix& table = *tables_->token;
    Matrix x(count, table.cols());
    Index place = 0;
    for (Index t = 0; t < count; ++t) {
      const Token& token = tokens[static_cast<std::size_t>(t)];
      x.row(t) = table.row(row_of(token));
      if (tables_->type.size() > 0) x.row(t) += tables_->type.row(type_of(token));
      if (tables_->position.size() > 0) x.row(t) += position(token, place);
      if (token.id != shape_.padding_id) ++place;
    }
    return normalize(x, shape_.norm, tables_->embedding_norm, static_cast<float>(shape_.norm_epsilon));
  }

  std::vector<EmbeddingPart> embedding_parts(const Tokens& tokens, Index row) const override {
    const Token& token = tokens[static_cast<std::size_t>(row)];
    std::vector<EmbeddingPart> parts = {{"embedding of “" + token.text + "”", tables_->token->row(row_of(token))}};
    Index place = 0;
    for (Index t = 0; t < row; ++t) {
      if (tokens[static_cast<std::size_t>(t)].id != shape_.padding_id) ++place;
    }
    if (tables_->position.size() > 0) {
      const Index shown = token.id == shape_.padding_id ? shape_.padding_id : place + shape_.first_position;
      parts.push_back({fmt::format("position {}", shown), position(token, place)});
    }
    if (tables_->type.size() > 0) {
      parts.push_back({fmt::format("token type {}", type_of(token)), tables_->type.row(type_of(token))});
    }
    return parts;
  }

  const Norm& embedding_norm() const override { return tables_->embedding_norm; }

  const std::vector<std::string>& nearest_names() const override {
    std::call_once(named_, [this] {
      for (Index id = 0; id < nearest_vectors().rows(); ++id) {
        const std::string name = id < tokenizer_->size() ? tokenizer_->shown(static_cast<int>(id)) : "";
        names_.push_back(name.substr(std::min(name.find_first_not_of(' '), name.size())));
      }
    });
    return names_;
  }

  const Matrix& nearest_vectors() const override { return predicts_ ? *tables_->unembedding : *tables_->token; }

  Vector nearest_direction(const Vector& output) const override {
    if (!predicts_) return output;
    return normalize(output, shape_.norm, final_norm_, static_cast<float>(shape_.norm_epsilon));
  }

  bool nearest_is_rough() const override { return !predicts_; }

 private:
  Index row_of(const Token& token) const {
    if (token.id >= 0 && token.id < tables_->token->rows()) return token.id;
    throw Error(fmt::format("the token \"{}\" has the id {}", token.vocabulary, token.id),
                fmt::format("an id below {}", tables_->token->rows()), "tokenizer and weights are of different models");
  }

  Index type_of(const Token& token) const { return shape_.types_by_sentence ? token.segment : 0; }

  Vector position(const Token& token, Index place) const {
    if (token.id == shape_.padding_id) return tables_->padding_position;
    if (place < tables_->position.rows()) return tables_->position.row(place);
    throw Error(fmt::format("the sentence has more than {} tokens", place),
                fmt::format("at most {} for this model", tables_->position.rows()), "shorten the text");
  }

  FamilyShape shape_;
  TokenizerPointer tokenizer_;
  Tables tables_;
  Norm final_norm_;
  bool predicts_;  // the next word; a masked-word head stands behind a transform and is no vector space for outputs
  mutable std::once_flag named_;
  mutable std::vector<std::string> names_;
};

class LearnedPredictor : public Predictor {
 public:
  LearnedPredictor(const FamilyShape& shape, TokenizerPointer tokenizer, Tables tables, Norm final_norm)
      : shape_(shape),
        tokenizer_(std::move(tokenizer)),
        tables_(std::move(tables)),
        final_norm_(std::move(final_norm)) {}

  Matrix logits(const Matrix& stream) const override {
    const auto epsilon = static_cast<float>(shape_.norm_epsilon);
    Matrix x = normalize(stream, shape_.norm, final_norm_, epsilon);  // no gain: nothing is done
    if (fills_masks()) {
      x = activated(linear(x, tables_->transform, tables_->transform_bias), shape_.head_activation);
      x = normalize(x, shape_.norm, tables_->transform_norm, epsilon);
    }
    Matrix result = x * tables_->unembedding->transpose();
    if (tables_->unembedding_bias.size() > 0) result.rowwise() += tables_->unembedding_bias;
    return result;
  }

  std::string piece(int id) const override { return id < tokenizer_->size() ? tokenizer_->piece(id) : ""; }
  std::string shown(int id) const override { return id < tokenizer_->size() ? tokenizer_->shown(id) : ""; }
  bool fills_masks() const override { return tables_->transform.size() > 0; }
  int mask_id() const override { return tokenizer_->mask_id().value_or(-1); }

 private:
  FamilyShape shape_;
  TokenizerPointer tokenizer_;
  Tables tables_;
  Norm final_norm_;
};

}  // namespace

std::shared_ptr<const Encoder> make_learned_encoder(const FamilyShape& shape, TokenizerPointer tokenizer, Tables tables,
                                                    Norm final_norm) {
  return std::make_shared<LearnedEncoder>(shape, std::move(tokenizer), std::move(tables), std::move(final_norm));
}

std::shared_ptr<const Predictor> make_predictor(const FamilyShape& shape, TokenizerPointer tokenizer, Tables tables,
                                                Norm final_norm) {
  if (tables->unembedding == nullptr) return nullptr;
  return std::make_shared<LearnedPredictor>(shape, std::move(tokenizer), std::move(tables), std::move(final_norm));
}

}  // namespace core
