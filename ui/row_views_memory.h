// What the views beside the steps remember between frames, and forget at the end.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/attention/patterns.h"
#include "core/attention/training.h"
#include "core/lessons/training_deeds.h"
#include "core/sessions/session.h"
#include "ui/joined_masks.h"
#include "ui/panels/view_compare_data.h"
#include "ui/trace_link.h"
#include "ui/view_state.h"
#include "ui/widgets/number_field.h"

namespace ui {

// The order of the key cards, which stays while something is dragged.
struct CardsMemory {
  core::Selection of;                // whose row it is the order of; `key` does not count
  std::vector<core::Index> order;    // of the keys from top to bottom
  bool by_score = false;             // rather than by weight
  std::optional<core::Index> shown;  // the key last scrolled to
};

// The compare view: its text field and the pairs of words that it has worked out.
struct CompareMemory {
  std::string draft;      // of the text field
  std::string sentence;   // the sentence that `draft` was proposed for
  bool proposed = false;  // the draft is the library's partner of that sentence, not the reader's own text
  std::uint64_t first = 0, second = 0;  // versions of the two maps that the rest was worked out from
  std::vector<AlignedPair> queries, keys;
  core::Matrix difference;  // over the words that both have
  std::uint64_t difference_version = 0;
};

// A row in training.
struct TrainingMemory {
  std::weak_ptr<const core::LayerTrace> layer;  // that the row was read from
  core::TrainedRow start, row;                  // as read, and as trained so far
  core::DoubleVector target;                    // [S]
  std::vector<double> losses;                   // before each step and after the last; empty: no row was read
  double learning_rate = 0;
  bool playing = false;
  bool stuck = false;  // the last step would have overflowed
  NumberMemory numbers;
};

// The gallery of patterns, measured once a trace.
struct PatternsMemory {
  TraceLink of;
  core::PatternSurvey survey;
};

// A word whose menu was asked for, from whatever panel; the word strip opens it.
struct AskedWord {
  core::Index token = 0;
  bool second = false;
  std::optional<ImRect> anchor;  // nothing: at its chip
  bool opens = true;             // in this frame or the next
};

struct ValueMenu;  // ui/panels/value_menu.h

struct RowViewsMemory {
  CardsMemory cards;
  CompareMemory compare;
  TrainingMemory training;
  PatternsMemory patterns;
  NumberMemory numbers;                     // of the path view
  JoinedMasks masks;                        // of the map, where pieces of words are shown as one
  std::shared_ptr<ValueMenu> value_menu;    // that is open; null: none
  std::optional<AskedWord> asked_word;      // whose menu is open
  std::optional<core::Selection> scrolled;  // the word and head that a stage was last drawn for
  std::vector<core::TrainingDeed> deeds;    // asked of the training view by a lesson's "Show me"
};

inline RowViewsMemory& row_views_memory(ViewState& view) {
  auto& memory = view.transient.row_views;
  if (!memory) memory = std::make_shared<RowViewsMemory>();
  return *memory;
}

}  // namespace ui
