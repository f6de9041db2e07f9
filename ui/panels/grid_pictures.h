// The thumbnails of all maps as one picture; each is worked out again only when its map changed.
#pragma once

#include "ui/panel_input.h"
#include "ui/view_state.h"
#include "ui/widgets/style.h"

namespace ui {

// How many thumbnails a model has, with averages.
struct GridShape {
  core::Index layers = 0, heads = 0;  // `heads` of the layer that has most
  bool mean_column = false, mean_row = false;
  int columns() const { return static_cast<int>(heads) + (mean_column ? 1 : 0); }
  int rows() const { return static_cast<int>(layers) + (mean_row ? 1 : 0); }
};
GridShape grid_shape(const core::ModelConfig& config);

// The map at a place of the grid; false where a layer has no such head.
bool grid_selection(const core::ModelConfig& config, const GridShape& shape, int row, int column,
                    core::Selection& selection);

// Brings the rows [first, last) of thumbnails up to date, `side` pixels each; a frame works out so many values at most
// and leaves the rest to the next. Returns whether all are up to date. `whole`: with the pieces of words joined.
bool refresh_grid(const Style& style, const PanelInput& input, const GridShape& shape, int side, int first, int last,
                  RangeMode range, bool whole, MapMemory& memory);

}  // namespace ui
