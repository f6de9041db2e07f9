// What cuts one stretch of cleaned text into pieces of a vocabulary.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/tokenizers/vocabulary.h"

namespace core {

// A piece and the bytes [from, to) of the stretch that it covers.
struct Piece {
  int id = 0;
  std::size_t from = 0, to = 0;
};
using Pieces = std::vector<Piece>;

// Immutable; safe to share between threads.
class PieceModel {
 public:
  explicit PieceModel(Vocabulary vocabulary) : vocabulary_(std::move(vocabulary)) {}
  virtual ~PieceModel() = default;
  PieceModel(const PieceModel&) = delete;
  PieceModel& operator=(const PieceModel&) = delete;

  // `text` is well-formed UTF-8. Throws Error where a character is unknown and the vocabulary has nothing to say so.
  virtual Pieces split(std::string_view text) const = 0;
  virtual std::optional<int> unknown_id() const = 0;
  // The mark of a piece that continues a word ("##"), or of one that ends it ("</w>"); may be empty.
  virtual std::string continuing_prefix() const { return ""; }
  virtual std::string ending_suffix() const { return ""; }

  const Vocabulary& vocabulary() const { return vocabulary_; }

 private:
  Vocabulary vocabulary_;
};

using PieceModelPointer = std::shared_ptr<const PieceModel>;

}  // namespace core
