// The relevance slider: which edit gives a word the weight that the reader asks for.
#pragma once

#include <string>

#include "core/attention/trace.h"

namespace core {

// The ends of a slider's axis; at 0 and 1 the score would have to be infinite.
inline constexpr double kLeastRelevance = 0.001;
inline constexpr double kMostRelevance = 0.999;

// Why the weight of this cell cannot be set ("" where it can): an idle head, softmax not soft, a masked key, no other
// key to share with.
std::string relevance_refusal(const AttentionTrace& trace, Index layer, Index head, Index query, Index key);

// Whether a slider can only move this cell by holding its weight: it is held already, the model gives weights of its
// row, or every other word of the row is held or masked, so that no score changes it.
bool slider_holds(const AttentionTrace& trace, Index layer, Index head, Index query, Index key);

// The largest weight that the reader's other held weights of the row leave for this cell.
double greatest_weight(const AttentionTrace& trace, Index layer, Index head, Index query, Index key);

// The edit of the score that gives this cell the weight, the other scores unchanged, beside whatever is held in the
// row; where slider_holds, an edit that holds the weight instead (its site says which). `weight` in [0.001, 0.999].
// Throws Error with the reason where relevance_refusal gives one, or the weight is out of range.
Edit score_edit_for_weight(const AttentionTrace& trace, Index layer, Index head, Index query, Index key, double weight);

// What the pin does: holds the weight of the cell at what it is now.
Edit hold_edit(const AttentionTrace& trace, Index layer, Index head, Index query, Index key);

}  // namespace core
