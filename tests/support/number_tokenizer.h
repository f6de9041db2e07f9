// A tokenizer for models of random weights: a sentence is its ids, "5 17 3".
#pragma once

#include <sstream>

#include "core/tokenizers/tokenizer.h"

namespace support {

class NumberTokenizer : public core::Tokenizer {
 public:
  explicit NumberTokenizer(core::Index size) : size_(size) {}
  core::Tokens tokenize(std::string_view text) const override {
    core::Tokens tokens;
    std::istringstream words{std::string(text)};
    for (std::string word; words >> word;) {
      core::Token token;
      token.text = token.vocabulary = word;
      token.id = std::stoi(word);
      tokens.push_back(token);
    }
    return tokens;
  }
  core::Tokens tokenize_pair(std::string_view first, std::string_view second, std::size_t& second_from) const override {
    core::Tokens tokens = tokenize(first);
    second_from = tokens.size();
    for (core::Token& token : tokenize(second)) tokens.push_back(token);
    return tokens;
  }
  core::Index size() const override { return size_; }
  std::string piece(int id) const override { return std::to_string(id); }
  std::string shown(int id) const override { return " " + std::to_string(id); }
  std::optional<int> mask_id() const override { return 4; }

 private:
  core::Index size_;
};

}  // namespace support
