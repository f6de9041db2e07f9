// The line above a map (which head, muted or not, zoom) and the legend beside it (which colours mean what).
#pragma once

#include "ui/panels/map_scene.h"
#include "ui/requests.h"

namespace ui {

// Items "map.title" (mutes), "map.aside", "map.fit", "map.actual".
void draw_map_header(const Ui& ui, const ImRect& area, const PanelInput& input, const MapScene& scene, ViewState& view,
                     Requests& requests);

// The width that the legend wants. Items "map.legend", "map.range".
float legend_width(const Style& style);
// A colour bar with its numbers and the name of the range below, `height` in all.
void draw_map_legend(const Ui& ui, ImVec2 position, float height, const MapScene& scene, ViewState& view);
// The same lying down, for the corner above the row's words: where a map is too narrow for a bar at its side.
void draw_corner_legend(const Ui& ui, const ImRect& corner, const MapScene& scene, ViewState& view);
// Cards narrower than this have it so.
bool has_corner_legend(const Style& style, const ImRect& area);

}  // namespace ui
