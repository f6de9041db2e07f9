// All heads at a glance: layers × heads as thumbnails, averages as last column and last row.
#pragma once

#include "ui/panel_input.h"
#include "ui/requests.h"
#include "ui/view_state.h"
#include "ui/widgets/item.h"

namespace ui {

// The height that the grid takes of a card's contents, 0 where a model has but one head. Raised, it takes all.
float head_grid_height(const Style& style, const ImRect& card, const core::AttentionTrace& trace);

// Items "grid.L.H", "grid.mean.layer.L", "grid.mean.head.H", "grid.mean.all". A click opens the map; the menu of a
// head mutes it: "grid.menu.mute", "grid.menu.only". "grid.raise" shows the grid of a deep model in the map's place.
void draw_head_grid(const Ui& ui, ImRect area, const PanelInput& input, ViewState& view);

}  // namespace ui
