// A selection as plain sentences, for the screen, the clipboard and whoever cannot see the picture.
#pragma once

#include <optional>
#include <string>

#include "core/attention/nearest_words.h"
#include "core/attention/trace.h"

namespace core {

struct DescribedSelection {
  Index layer = 0, head = 0, query = 0;
  std::optional<Index> key;
};

// Where the word looks, how much, what the selected key's weight came from, and what its output is like. `words` may
// be null (then the nearest words are left out).
std::string describe_selection(const AttentionTrace& trace, const DescribedSelection& selection,
                               const NearestWords* words = nullptr);

// The same in a few words, for a line that has no room: “it” looks most at “cat”, with 93.9 %.
std::string describe_briefly(const AttentionTrace& trace, const DescribedSelection& selection);

}  // namespace core
