// Which vector the vectors card shows: whose, of which head or depth, and what an edit of it changes.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/attention/explain.h"
#include "ui/panel_input.h"
#include "ui/requests.h"
#include "ui/view_state.h"
#include "ui/widgets/vector_editor.h"

namespace ui {

struct VectorTarget {
  std::string refusal;  // why there is none to show; "" where there is
  core::Edit place;     // site, sentence, layer, head, row; the column is the component
  core::ValueKind kind = core::ValueKind::X;
  core::Vector values, unedited, former;  // [D] or [d_k]; former may be empty
  bool difference = false;                // `values` are now − before, to read only
  const std::vector<std::string>* names = nullptr;
  std::vector<bool> edited;              // [D]
  std::vector<core::Index> sharing;      // heads whose k or v this is too, this one first; else only this
  std::string what;                      // "q(“it”)"
  std::string caption;                   // "q of “it” in Reference, layer 1"
  std::function<core::Matrix()> matrix;  // that the vector is a row of, as it is shown
  std::string matrix_name;               // "q of all words in Reference, layer 1"
};

VectorTarget vector_target(const PanelInput& input, const ViewState& view);

// Whether the card can switch between the query's word and the key's.
bool has_two_owners(const PanelInput& input, const ViewState& view);

// Makes the target show now − before, where that is asked for.
void show_difference(const PanelInput& input, const ViewState& view, VectorTarget& target);
// Fills in `edited` from the reader's edits in force.
void find_edited(const PanelInput& input, VectorTarget& target);

// The editor's description of a target, which must outlive it; prefix and colour are the caller's.
VectorSpec vector_spec(const PanelInput& input, const VectorTarget& target);
// Records what was asked of the editor: edits named "animal of q(“it”)", resets, copies.
void act_on_vector(const PanelInput& input, const VectorTarget& target, const VectorEvent& event, Requests& requests);

}  // namespace ui
