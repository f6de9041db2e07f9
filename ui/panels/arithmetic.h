// The arithmetic of a weight that a panel shows, whatever map it belongs to, as lines for a tooltip.
#pragma once

#include <string>
#include <vector>

#include "core/attention/explain.h"
#include "core/attention/whole_words.h"
#include "ui/panel_input.h"
#include "ui/view_state.h"

namespace ui {

// How many addends of a sum are written out before the others are added up.
inline constexpr std::size_t kAddends = 5;

// A weight of the selected map by the places that are shown: of tokens, or of words where they were joined.
struct ShownPair {
  core::Index query = 0, key = 0;
  const core::WholeWords* query_words = nullptr;  // null: tokens
  const core::WholeWords* key_words = nullptr;
};

// Of a head: weight, scaled score and score, each with its operands; of an average: the heads' weights that it is the
// mean of; of joined words: the weights of their pieces. Decimals are those of read-outs.
std::string weight_arithmetic(const PanelInput& input, const core::Selection& selection, const ShownPair& pair);

// "weight 0.9379 = e^6.2360 ÷ 544.8000 · scaled 6.2360 = 24.9440 ÷ 4": of a head that is kept in full, in one line.
std::string weight_line(const PanelInput& input, const core::Selection& selection, core::Index query, core::Index key);

// What any number of a trace is and how it is made; "" where the trace does not hold it.
std::string number_arithmetic(const core::AttentionTrace& trace, const core::Place& place, int decimals);

// "0.0213 = 0.0100 + …": a heading, then the addends.
std::string sum_arithmetic(const std::string& heading, const std::vector<core::Term>& terms, int decimals);

// One term for each entry that is not 0, named after the words.
std::vector<core::Term> terms_of(const core::Tokens& words, const core::Vector& values);

}  // namespace ui
