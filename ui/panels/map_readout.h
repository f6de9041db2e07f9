// The line under a map: the arithmetic of the cell under the pointer, or of the selected one.
#pragma once

#include "ui/panels/map_scene.h"

namespace ui {

// "it → cat   weight 0.71 = e^3.65 ÷ 54.2 · scaled 3.65 = 9.66 ÷ 2.646"
struct MapReadout {
  std::string cell, arithmetic;
};
MapReadout describe_cell(const PanelInput& input, const MapScene& scene, const core::Selection& selection,
                         MapCell cell);

void draw_map_readout(const Ui& ui, const ImRect& area, const PanelInput& input, const MapScene& scene,
                      const core::Selection& selection, std::optional<MapCell> cell);
// Lines of text that the read-out takes of what a card has for map and read-out.
int readout_lines(const Style& style, const ImRect& card);

}  // namespace ui
