// What the map panel shows in this frame: which matrix, which words, which range, which cells are edited.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/panel_input.h"
#include "ui/panels/word_names.h"
#include "ui/view_state.h"
#include "ui/widgets/heatmap.h"

namespace ui {

// Where a token stands among words that were joined from pieces, and the first token of such a word; `words` is null
// where tokens are shown as they are.
inline core::Index shown_at(const core::WholeWords* words, core::Index token) {
  const bool inside = words != nullptr && token >= 0 && token < static_cast<core::Index>(words->word_of.size());
  return inside ? words->word_of[static_cast<std::size_t>(token)] : token;
}
inline core::Index token_at(const core::WholeWords* words, core::Index word) {
  const bool inside = words != nullptr && word >= 0 && word < words->count();
  return inside ? words->first[static_cast<std::size_t>(word)] : word;
}
inline std::optional<core::Index> shown_at(const core::WholeWords* words, std::optional<core::Index> token) {
  return token ? std::optional(shown_at(words, *token)) : std::nullopt;
}

struct MapScene {
  const MapFacts* weights = nullptr;      // of the run shown
  const MapFacts* shown = nullptr;        // `weights`, or now − before
  const MapFacts* former = nullptr;       // before the last gesture; null where it has another shape
  const core::HeadTrace* head = nullptr;  // null for averages and joined words: they are read-only
  const core::Matrix* scaled = nullptr;   // −infinity where masked; null where that is not known
  const core::Tokens* queries = nullptr;
  const core::Tokens* keys = nullptr;
  const core::WholeWords* query_words = nullptr;  // null: rows are tokens
  const core::WholeWords* key_words = nullptr;
  bool is_difference = false;
  bool is_signed = false;
  float full = 1;
  std::vector<CellMark> marks;
  std::vector<core::Index> set_aside;

  bool is_joined() const { return query_words != nullptr; }
  bool empty() const { return shown->weights->size() == 0; }
  const core::Matrix& values() const { return *shown->weights; }
};

// Needs a trace.
MapScene make_map_scene(const PanelInput& input, ViewState& view);

// "Reference", "Mean of layer 1", "Mean of head 2 over layers", "Mean of all heads".
std::string map_name(const PanelInput& input, const core::Selection& selection);
// "layer 1 · head 2 — a pronoun looks at the noun it stands for"
std::string map_caption(const PanelInput& input, const core::Selection& selection);

}  // namespace ui
