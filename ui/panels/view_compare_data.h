// Two texts run by the same model, word by word side by side: which words belong together and how their rows differ.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/models/model.h"

namespace ui {

// A word of the first text, of the second, or of both. `same`: the texts agree; else one stands in the other's place.
struct AlignedPair {
  std::optional<core::Index> first, second;
  bool same = false;
};
// In the order of both texts: the longest common subsequence of their words, and between its words those that differ,
// one in the place of another as far as both have some.
std::vector<AlignedPair> align_tokens(const core::Tokens& first, const core::Tokens& second);

// The partner of a word of the first text; nothing where it has none.
std::optional<core::Index> partner_of(const std::vector<AlignedPair>& pairs, core::Index first);

// The weights of the selected word in both runs, pair by pair.
struct ComparedRow {
  std::optional<core::Index> second_query;  // the row of the second text
  std::vector<AlignedPair> keys;
  std::vector<std::optional<float>> first, second;  // weights; nothing where the word is missing
  // second − first where both have a weight.
  std::optional<float> difference(std::size_t pair) const;
};
// `query` is a word of the first text; weights [T, S] of a head or an average, empty for an idle head.
ComparedRow compare_row(const std::vector<AlignedPair>& queries, const std::vector<AlignedPair>& keys,
                        core::Index query, const core::Matrix& first_weights, const core::Matrix& second_weights);

// second − first over the words that both have, [common queries, common keys].
core::Matrix aligned_difference(const core::Matrix& first, const core::Matrix& second,
                                const std::vector<AlignedPair>& queries, const std::vector<AlignedPair>& keys);

}  // namespace ui
