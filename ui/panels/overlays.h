// What can lie over the window; each draws into the content area of the overlay's card.
#pragma once

#include "ui/panel_input.h"
#include "ui/requests.h"
#include "ui/view_state.h"
#include "ui/widgets/containers.h"

namespace ui {

// Begins with nothing typed.
void open_overlay(ViewState& view, Overlay overlay);
// Opens it, or closes it where it is open.
void toggle_overlay(ViewState& view, Overlay overlay);
void close_overlay(ViewState& view);
// Opens the save overlay with a name to change or take.
void open_save(ViewState& view, SaveWhat what);

void draw_keys_overlay(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);
// The list of marks below the keys; returns its height.
float draw_marks(Ui& ui, ImVec2 at, float width);
void draw_about_overlay(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);
void draw_commands_overlay(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);
void draw_open_overlay(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);
void draw_save_overlay(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);
void draw_cards_overlay(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);
void draw_record_overlay(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);
void draw_edits_overlay(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);

}  // namespace ui
