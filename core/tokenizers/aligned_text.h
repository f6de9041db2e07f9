// Text on its way through normalizers: each byte knows the bytes of the text as given that it came from.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// [from, to) in bytes.
struct ByteSpan {
  std::size_t from = 0, to = 0;
  bool operator==(const ByteSpan&) const = default;
};

// One character of a new text and how it came to be. 0: it takes the place of the next old character; above 0: it is
// new and shares the source of the character before it; −n: it takes the place of the next one, and n more are gone.
struct CharacterChange {
  char32_t code = 0;
  long change = 0;
};
using CharacterChanges = std::vector<CharacterChange>;

// A stretch of text that a pattern matched, or one between two matches.
struct TextPiece {
  std::size_t from = 0, to = 0;
  bool match = false;
};
using TextPieces = std::vector<TextPiece>;  // without gaps, in order

// Steps may make a text about a hundred times as long as it was given; what wants more throws Error. The rules of
// alignment are those of Hugging Face tokenizers, tokenizer/normalizer.rs, so that spans agree as well.
class AlignedText {
 public:
  // Ill-formed UTF-8 becomes U+FFFD, which comes from the bytes that it stands for.
  static AlignedText of(std::string_view given);

  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  std::size_t origin() const { return origin_; }  // where this part begins in the text as given
  // The part [from, to), cut at characters.
  AlignedText slice(std::size_t from, std::size_t to) const;
  // Leaves only [from, to) of the text; where it begins in the text as given stays.
  void crop(std::size_t from, std::size_t to);
  // The bytes of the given text from which [from, to) of this text came.
  ByteSpan source(std::size_t from, std::size_t to) const;

  // Puts the changed characters in the place of the whole text, of which the first `removed` characters are gone.
  void transform(const CharacterChanges& changes, std::size_t removed = 0);
  void keep_if(const std::function<bool(char32_t)>& keep);
  void map(const std::function<char32_t(char32_t)>& change);
  void prepend(std::string_view addition);
  // Puts `content` in the place of every match.
  void replace(const TextPieces& pieces, std::string_view content);

 private:
  std::string text_;
  std::vector<ByteSpan> sources_;  // of each byte of text_
  // Takes what the text grows by from what it may; throws Error where that is too little.
  void grow_to(std::size_t bytes);

  std::size_t origin_ = 0;
  std::size_t spare_ = 0;  // bytes by which the text may still grow
};

}  // namespace core
