// SentencePiece's precompiled character map: a double-array trie of texts and what each of them becomes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/tokenizers/aligned_text.h"

namespace core {

// Sources: google/sentencepiece src/normalizer.cc (DecodePrecompiledCharsMap), s-yata/darts-clone (units of the trie).
class PrecompiledMap {
 public:
  // `place` names the map in messages. Throws Error where the bytes are no such map.
  PrecompiledMap(std::string_view bytes, const std::string& place);
  // The same from base64, as tokenizer.json holds it.
  static PrecompiledMap from_base64(std::string_view text, const std::string& place);

  // Grapheme by grapheme where it is shorter than six bytes and the map knows how it begins, else by character.
  void apply(AlignedText& text) const;

 private:
  // What the shortest beginning of `part` in the trie becomes.
  std::optional<std::string_view> lookup(std::string_view part) const;

  std::vector<std::uint32_t> units_;
  std::string texts_;  // each ends with a zero byte
};

}  // namespace core
