#include "core/attention/whole_words.h"

#include <algorithm>

#include "core/tokenizers/unicode.h"

namespace core {

namespace {

bool stands_alone(char32_t code) {
  const bool kana = code >= 0x3040 && code <= 0x30FF;
  return kana || is_cjk_ideograph(code);
}

bool is_part_of_word(char32_t code) {
  return (is_letter(code) || is_mark(code) || is_numeric(code)) && !stands_alone(code);
}

bool continues(const Token& before, const Token& token, std::string_view text) {
  if (before.special || token.special || before.segment != token.segment) return false;
  if (token.from >= token.to || before.from >= before.to || token.to > text.size()) return false;
  if (token.from < before.to) return true;  // bytes of one character
  if (token.from != before.to) return false;
  return is_part_of_word(code_point_before(text, before.to).code) &&
         is_part_of_word(code_point_at(text, token.from).code);
}

void append(Token& word, const Token& piece, std::string_view text) {
  word.vocabulary += " + " + piece.vocabulary;
  word.to = std::max(word.to, piece.to);
  const std::string_view whole = text.substr(word.from, word.to - word.from);
  word.text = std::string(whole.substr(std::min(whole.find_first_not_of(' '), whole.size())));
  word.known = word.known && piece.known;
  word.id = -1;
}

}  // namespace

WholeWords whole_words(const Tokens& tokens, std::string_view sentence, std::string_view second) {
  WholeWords words;
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    const std::string_view text = tokens[t].segment == 0 ? sentence : second;
    if (t > 0 && continues(tokens[t - 1], tokens[t], text)) {
      append(words.tokens.back(), tokens[t], text);
    } else {
      words.first.push_back(static_cast<Index>(t));
      words.tokens.push_back(tokens[t]);
    }
    words.word_of.push_back(words.count() - 1);
  }
  words.first.push_back(static_cast<Index>(tokens.size()));
  return words;
}

bool has_word_pieces(const Tokens& tokens, std::string_view sentence, std::string_view second) {
  for (std::size_t t = 1; t < tokens.size(); ++t) {
    if (continues(tokens[t - 1], tokens[t], tokens[t].segment == 0 ? sentence : second)) return true;
  }
  return false;
}

Matrix join_weights(const Matrix& weights, const WholeWords& queries, const WholeWords& keys) {
  if (weights.size() == 0) return {};
  Matrix joined = Matrix::Zero(queries.count(), keys.count());
  for (Index row = 0; row < weights.rows(); ++row) {
    const Index query = queries.word_of[static_cast<std::size_t>(row)];
    const float share = 1.0F / static_cast<float>(queries.pieces(query));
    for (Index column = 0; column < weights.cols(); ++column) {
      joined(query, keys.word_of[static_cast<std::size_t>(column)]) += share * weights(row, column);
    }
  }
  return joined;
}

}  // namespace core
