// WordPiece (BERT): from the left, the longest piece that fits; a word that does not come out even is unknown.
#pragma once

#include <string>

#include "core/tokenizers/piece_model.h"

namespace core {

struct WordPieceSettings {
  std::string unknown = "[UNK]";
  std::string continuing_prefix = "##";
  std::size_t max_characters = 100;  // a longer word is unknown
};

class WordPiece : public PieceModel {
 public:
  // Throws Error where the vocabulary lacks the unknown piece.
  WordPiece(Vocabulary vocabulary, WordPieceSettings settings, const std::string& place);

  Pieces split(std::string_view text) const override;
  std::optional<int> unknown_id() const override { return unknown_; }
  std::string continuing_prefix() const override { return settings_.continuing_prefix; }

 private:
  WordPieceSettings settings_;
  int unknown_ = 0;
};

}  // namespace core
