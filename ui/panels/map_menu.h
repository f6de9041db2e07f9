// What can be done with a cell of the map: hold its weight, edit its score, copy, reset, describe.
#pragma once

#include "ui/panels/map_scene.h"
#include "ui/requests.h"

namespace ui {

// Opens the menu of a cell. Its lines are "map.menu.hold", "map.menu.score", "map.menu.reset", "map.menu.describe",
// "map.menu.value/tsv" and so on, likewise "row" and "matrix".
void open_map_menu(MapMemory& memory, MapCell cell);
// Opens the field in which the held weight (or the score, where the weight cannot be held) is typed: "map.entry".
void open_map_entry(const PanelInput& input, ViewState& view, MapCell cell, core::Site site);

// Draws what is open; call in the window in which it was opened.
void draw_map_menu(const Ui& ui, const MapFrame& frame, const PanelInput& input, const MapScene& scene, ViewState& view,
                   Requests& requests);

}  // namespace ui
