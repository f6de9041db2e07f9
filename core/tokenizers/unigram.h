// Unigram (SentencePiece): of all ways to cut a text the one whose pieces have the largest sum of scores.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/tokenizers/piece_model.h"

namespace core {

// Finds all pieces with which a text begins: the pieces in the order of their bytes.
class PiecesByPrefix {
 public:
  PiecesByPrefix() = default;
  // `vocabulary` must outlive this; empty pieces are left out.
  explicit PiecesByPrefix(const Vocabulary& vocabulary);
  // Calls found(id, bytes) for each piece that `text` begins with, the shortest first.
  template <typename Found>
  void find(std::string_view text, Found found) const;

 private:
  struct Entry {
    std::string_view text;
    int id = 0;
  };
  std::vector<Entry> entries_;
  std::vector<std::size_t> starts_;  // [257] where the pieces that begin with a byte begin
};

struct UnigramSettings {
  std::optional<int> unknown;
  bool byte_fallback = false;
};

// Source of the details: google/sentencepiece src/unigram_model.cc, EncodeOptimized; Hugging Face's model.rs.
class Unigram : public PieceModel {
 public:
  // One score a piece, by id. Throws Error where the unknown id is out of range or a score is not finite.
  Unigram(Vocabulary vocabulary, std::vector<double> scores, UnigramSettings settings, const std::string& place);

  Pieces split(std::string_view text) const override;
  std::optional<int> unknown_id() const override { return settings_.unknown; }

 private:
  struct Node;
  std::vector<Node> best_paths(std::string_view text) const;
  void append_unknown(Pieces& pieces, std::string_view text, std::size_t from, std::size_t to) const;

  std::vector<double> scores_;
  UnigramSettings settings_;
  double unknown_score_ = 0;
  PiecesByPrefix by_prefix_;
};

}  // namespace core
