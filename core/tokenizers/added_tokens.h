// Tokens such as [MASK] that are found in a text as it stands, before anything else is done to it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/json_reader.h"
#include "core/tokenizers/normalizers.h"
#include "core/tokenizers/pattern.h"
#include "core/tokenizers/pre_tokenizers.h"
#include "core/tokenizers/vocabulary.h"

namespace core {

struct AddedToken {
  std::string content;
  int id = 0;
  bool single_word = false;  // not within a word
  bool lstrip = false;       // takes the white space before it
  bool rstrip = false;       // takes the white space behind it
  bool normalized = false;   // looked for in the cleaned text, itself cleaned
  bool special = false;
};

// Finds the longest of several texts at a place.
class TextFinder {
 public:
  void add(std::string text, std::size_t token);
  // The first place from `at` on where one of the texts stands; of several the longest. Nothing: token is npos.
  struct Hit {
    std::size_t from = 0, to = 0;
    std::size_t token = std::string_view::npos;
  };
  Hit find(std::string_view text, std::size_t at) const;

 private:
  TextMap<std::size_t> tokens_;
  std::vector<std::vector<std::size_t>> lengths_ =
      std::vector<std::vector<std::size_t>>(256);  // by first byte, falling
};

// Immutable once built. Source of the details: Hugging Face tokenizers, tokenizer/added_vocabulary.rs.
class AddedTokens {
 public:
  AddedTokens() = default;
  // `normalize` may be empty.
  AddedTokens(std::vector<AddedToken> tokens, const TextStep& normalize);

  // Cuts the text at those that are not normalized; cleans what lies between; cuts that at the others.
  TextParts split(const AlignedText& text, const TextStep& normalize) const;

  const AddedToken* find(int id) const;
  const AddedToken* find(std::string_view content) const;
  const std::vector<AddedToken>& tokens() const { return tokens_; }

 private:
  void cut(TextParts& parts, const AlignedText& aligned, const TextFinder& finder) const;
  bool within_word(std::string_view text, std::size_t from, std::size_t to) const;

  std::vector<AddedToken> tokens_;
  std::unordered_map<int, std::size_t> by_id_;
  TextFinder plain_, normalized_;
  std::optional<TextPattern> word_character_;  // where a token asks for it
};

}  // namespace core
