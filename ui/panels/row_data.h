// One row (or column) of the selected map as the word's card shows it: weights, what holds them, why they are fixed.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/attention/whole_words.h"
#include "ui/panel_input.h"
#include "ui/view_state.h"

namespace ui {

enum class KeyState { Free, Held, Given, Masked, Ignored };

// What a reader can click to make fixed sliders move.
enum class RowRemedy { None, SoftSoftmax, SecondSentence, ChooseHead, Pieces };

struct RowData {
  const core::Tokens* keys = nullptr;  // what each entry of the vectors below stands for
  core::Vector weights;                // [S] of the row of the selected query; or [T] of the column of it
  core::Vector unedited;               // the same without the reader's edits
  core::Vector former;                 // before the last gesture; empty where its shape was another
  std::vector<KeyState> states;        // [S]
  std::vector<bool> edited;            // [S] a score or a weight of the reader's is in force
  std::vector<bool> resting;           // [S] set aside: drawn hollow
  float sum = 0;
  std::string fixed_because;  // "" where sliders move
  RowRemedy remedy = RowRemedy::None;
  bool difference = false;  // now − before is shown: weights − unedited
  bool read_only = false;   // an average, or words joined from pieces: no edit, no arithmetic of one head
  std::shared_ptr<const core::WholeWords> words, query_words;  // null: entries, or the selected word, are tokens
  bool looked_at_by = false;                                   // the entries are queries that look at the selected word
};

// What the card shows of a key: its weight, or how much that changed.
float shown_weight(const RowData& row, core::Index key);

// Words and resting places are those of the map, which the view keeps from frame to frame.
RowData row_data(const PanelInput& input, ViewState& view);

// "weights sum to 1.00", or what they sum to and why.
std::string sum_text(const RowData& row, const PanelInput& input, const ViewState& view);

// The reader's edits of scores and weights of this row of this head, parked ones left out; of one key or of all.
std::vector<core::Edit> row_edits(const PanelInput& input, const core::Selection& selection,
                                  std::optional<core::Index> key = std::nullopt);

// The keys from top to bottom: the sentence's order, or by weight.
std::vector<core::Index> row_order(const RowData& row, bool by_weight);

}  // namespace ui
