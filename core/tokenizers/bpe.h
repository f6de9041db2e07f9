// Byte-pair encoding: the characters of a word are merged pair by pair, in the order in which the pairs were learned.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/tokenizers/piece_model.h"

namespace core {

struct BpeSettings {
  std::string unknown;            // "" where there is none: an unknown character is dropped
  std::string continuing_prefix;  // before each character of a word but the first
  std::string ending_suffix;      // behind the last character of a word
  bool fuse_unknown = false;      // neighbouring unknown characters become one
  bool byte_fallback = false;     // an unknown character is written as bytes, <0x0A>
  bool ignore_merges = false;     // a word that is a piece as a whole is not merged
};

using Merge = std::pair<std::string, std::string>;

// Source of the details: Hugging Face tokenizers, models/bpe/model.rs and word.rs.
class BytePairEncoding : public PieceModel {
 public:
  // `merges` in the order of their rank. Throws Error where one names a piece that the vocabulary lacks.
  BytePairEncoding(Vocabulary vocabulary, const std::vector<Merge>& merges, BpeSettings settings,
                   const std::string& place);

  Pieces split(std::string_view text) const override;
  std::optional<int> unknown_id() const override { return unknown_; }
  std::string continuing_prefix() const override { return settings_.continuing_prefix; }
  std::string ending_suffix() const override { return settings_.ending_suffix; }

 private:
  struct Result {
    std::uint32_t rank = 0;
    int id = 0;
  };
  struct Symbol;
  using Symbols = std::vector<Symbol>;

  int required(const std::string& piece, const std::string& place) const;
  Symbols symbols_of(std::string_view text) const;
  bool append_bytes(Symbols& symbols, std::string_view character) const;
  const Result* merge_of(const Symbol& left, const Symbol& right) const;
  void merge(Symbols& symbols) const;

  BpeSettings settings_;
  std::optional<int> unknown_;
  std::vector<std::optional<int>> byte_ids_;          // [256]
  std::unordered_map<std::uint64_t, Result> merges_;  // by left id and right id
};

}  // namespace core
