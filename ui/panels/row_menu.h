// What a right click on a word of the row offers: copy, pin, type, reset.
#pragma once

#include "ui/panels/row_data.h"
#include "ui/requests.h"
#include "ui/view_state.h"
#include "ui/widgets/item.h"

namespace ui {

// The edits that a slider's change makes, recorded as one gesture "Relevance of “cat” for “it”".
void ask_for_weight(const PanelInput& input, const core::Selection& selection, core::Index key, float weight,
                    bool typed, bool continues, Requests& requests);
// Pins the weight at what it is, or releases it.
void toggle_pin(const PanelInput& input, const core::Selection& selection, core::Index key, bool pinned,
                Requests& requests);
// Takes back the reader's scores and weights of one key, or of the whole row.
void reset_row(const PanelInput& input, const core::Selection& selection, std::optional<core::Index> key,
               Requests& requests);

// Draws the menu of `key` where it is open; opened under the name row_menu_name(key).
std::string row_menu_name(core::Index key);
void draw_row_menu(const Ui& ui, const ImRect& anchor, const PanelInput& input, const RowData& row, core::Index key,
                   ViewState& view, Requests& requests);

}  // namespace ui
