// What can be done with a head of the grid: mute it, mute the others.
#pragma once

#include <string_view>

#include "ui/panel_input.h"
#include "ui/requests.h"
#include "ui/view_state.h"
#include "ui/widgets/item.h"

namespace ui {

inline constexpr std::string_view kHeadMenu = "grid.menu";

// Draws the menu of `MapMemory::grid_menu` where it is open: "grid.menu.mute", "grid.menu.only", "grid.menu.all".
void draw_head_menu(const Ui& ui, const PanelInput& input, const ImRect& anchor, ViewState& view, Requests& requests);

}  // namespace ui
