// The key cards as data: how well each word's key matches the selected word's query, and why. Without a window.
#pragma once

#include <string>
#include <vector>

#include "core/attention/explain.h"

namespace ui {

struct KeyCard {
  core::Index key = 0;
  std::string word;               // “the” (5th)
  float score = 0, weight = 0;    // in force
  bool hidden = false;            // masked or ignored
  bool edited = false;            // the reader set the score
  std::string note;               // why hidden, held or given; what q · k would be
  std::vector<core::Term> terms;  // the largest products q × k by component, largest first
  core::Index others = 0;         // products that are not among them, with a value that is not 0 …
  double rest = 0;                // … and what they add up to
};
// One card with `count` terms at most; the head must not be idle.
KeyCard key_card(const core::AttentionTrace& trace, core::Index layer, core::Index head, core::Index query,
                 core::Index key, std::size_t count);

// All keys, the best match first; equal ones in the sentence's order, masked ones last.
std::vector<core::Index> card_order(const core::AttentionTrace& trace, core::Index layer, core::Index head,
                                    core::Index query, bool by_score);

// What the query asks for: its largest components by size, as terms with right = 1.
std::vector<core::Term> asked_for(const core::AttentionTrace& trace, core::Index layer, core::Index head,
                                  core::Index query, std::size_t count);

}  // namespace ui
