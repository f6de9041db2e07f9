// Selecting is one thing, the same from every panel.
#pragma once

#include "ui/panel_input.h"
#include "ui/view_state.h"

namespace ui {

// Whether the reader has changed anything, also while the run before the edits is shown.
inline bool has_edits(const PanelInput& input) {
  return core::has_edits_in_force(*input.session);
}

// Whether every view shows now − before instead of what is in force.
inline bool shows_difference(const PanelInput& input, const ViewState& view) {
  return view.transient.show_difference && !view.transient.show_before && input.before != nullptr;
}

// Whether the map that is selected, a head's or an average, is made of this head.
bool is_of_map(const core::Selection& selection, core::Index layer, core::Index head);

// Keeps what is selected inside the trace, which may have become shorter or another model's.
void clamp_selection(const PanelInput& input, core::Selection& selection);
// Selects the word that looks and its strongest key.
void select_query(const PanelInput& input, core::Selection& selection, Eigen::Index query);
// Selects the word that is looked at, in the row that is selected.
void select_key(core::Selection& selection, Eigen::Index key);
// Opens a head (its row keeps its word, and the key becomes the strongest one).
void select_head(const PanelInput& input, core::Selection& selection, Eigen::Index layer, Eigen::Index head);

}  // namespace ui
