// The list of the reader's edits: what each does, on or off, where it acts, and a way to take it back.
#pragma once

#include <string>

#include "ui/panel_input.h"
#include "ui/requests.h"
#include "ui/view_state.h"
#include "ui/widgets/item.h"

namespace ui {

// "Set animal of the query of “it” in Reference to 0.90"; of a parked edit what is known without its word.
std::string edit_text(const PanelInput& input, const core::SessionEdit& edit);

// Selects where the edit acts: its head, its word, its tab.
void jump_to(const PanelInput& input, const core::Edit& edit, ViewState& view);

// Items: "edits.switch.N", "edits.jump.N", "edits.remove.N", "edits.remove_all". True when an edit was jumped to.
bool draw_edits_list(const Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests);

}  // namespace ui
