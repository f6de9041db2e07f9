// Pieces of words seen as words: which tokens belong together, and what their weights are as one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/models/model.h"
#include "core/tensor.h"

namespace core {

// The words of a run, each one or more neighbouring tokens.
struct WholeWords {
  Tokens tokens;               // [W] a word's text, bytes and kind; `vocabulary` joins its pieces' with " + "
  std::vector<Index> first;    // [W + 1] the first token of each word, and the number of tokens
  std::vector<Index> word_of;  // [T]

  Index count() const { return static_cast<Index>(tokens.size()); }
  Index pieces(Index word) const {
    return first[static_cast<std::size_t>(word) + 1] - first[static_cast<std::size_t>(word)];
  }
  // Whether any word has several pieces.
  bool joins() const { return tokens.size() < word_of.size(); }
};

// Neighbours are pieces of one word where their bytes touch and a letter or digit stands on both sides of the seam, or
// where they share a character; special tokens, punctuation and ideographs stand alone. `sentence` and `second` are the
// texts that the spans of segments 0 and 1 are of.
WholeWords whole_words(const Tokens& tokens, std::string_view sentence, std::string_view second);

// Whether any word has several pieces, without joining them.
bool has_word_pieces(const Tokens& tokens, std::string_view sentence, std::string_view second);

// [T, S] to [words of queries, words of keys]: weights to the pieces of a word add up, those from its pieces average,
// so that rows sum to what they summed to. A row of the result is the mean of a row's pieces: 0 where it is empty.
Matrix join_weights(const Matrix& weights, const WholeWords& queries, const WholeWords& keys);

}  // namespace core
