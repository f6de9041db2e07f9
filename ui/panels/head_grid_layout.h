// Where the thumbnails of the layer × head grid stand, and which names fit below them.
#pragma once

#include <string>
#include <vector>

#include "core/models/model.h"
#include "ui/panels/grid_pictures.h"
#include "ui/widgets/style.h"

namespace ui {

struct GridLayout {
  GridShape shape;
  float label = 0;  // width of "layer 0"
  float pitch_x = 0, pitch_y = 0;
  std::vector<float> lefts;  // of the columns and of their end, from the left edge of their block
  float side = 0;
  float name = 0;      // height of the names, 0: none
  float numbers = 0;   // height of the line of the heads' numbers, which stays while the rest scrolls; 0: none
  int blocks = 1;      // the layers of a deep model stand in several blocks, side by side
  bool brief = false;  // "0" for "layer 0", where there are many heads

  int rows_of_block() const { return (shape.rows() + blocks - 1) / blocks; }
  // The row of means needs no names: its words stand in front.
  float height() const { return pitch_y * static_cast<float>(rows_of_block()) - (shape.mean_row ? name : 0); }
  // Of a row's first thumbnail and of the words in front of it, from the grid's corner.
  float top(int row) const { return pitch_y * static_cast<float>(row % rows_of_block()); }
  float left(int row) const { return static_cast<float>(row / rows_of_block()) * lefts.back(); }
};

// In `width` × `height` screen pixels; thumbnails are made small enough for all layers to stand in sight together, as
// far as a pointer can still hit them; the rest scrolls.
GridLayout layout_grid(const Style& style, float width, float height, const core::ModelConfig& config);

// "layer 0", or "0".
std::string layer_label(core::Index layer, bool brief);
// The name below a thumbnail where the whole one is too wide: a whole word says more than two halves.
std::string short_name(const core::HeadConfig& head);

}  // namespace ui
