// The numbers of layers and heads around the grid's thumbnails; the shown and the pointed one stand out.
#pragma once

#include <imgui_internal.h>

#include <optional>

#include "core/sessions/session.h"
#include "ui/panels/head_grid_layout.h"

namespace ui {

// Of a thumbnail; means come behind the last layer and the last head.
struct GridPlace {
  int row = 0, column = 0;
};
GridPlace place_of(const GridShape& shape, const core::Selection& selection);

struct GridLabels {
  const GridLayout& layout;
  GridPlace shown;
  std::optional<GridPlace> pointed;
};

// In front of a row: "layer 0", or a head's number where the grid stands sideways.
void draw_row_name(const Style& style, const GridLabels& labels, ImVec2 origin, int row);
// Above the columns of each block, where thumbnails have no names of their own; where not all have room, some, and
// always the shown and the pointed one.
void draw_numbers(const Style& style, const GridLabels& labels, const ImRect& line);

}  // namespace ui
