// The head's own matrices W_Q, W_K, W_V, W_O as an editable grid: the other face of the vectors card.
#pragma once

#include "ui/panel_input.h"
#include "ui/requests.h"
#include "ui/view_state.h"
#include "ui/widgets/item.h"

namespace ui {

// Draws tabs, caption and grid into `area`; `toggle_room` screen pixels at the right of the caption's line stay free.
void draw_matrix_card(const Ui& ui, const ImRect& area, float toggle_room, const PanelInput& input, ViewState& view,
                      Requests& requests);

// Whether the reader gave the head's large matrix the place of the map and the stages.
bool is_matrix_roomy(const PanelInput& input, const ViewState& view);

}  // namespace ui
