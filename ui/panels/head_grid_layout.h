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
  float label = 0;  // width of "layer 0", or of a head's number in a sideways grid
  float pitch_x = 0, pitch_y = 0;
  std::vector<float> lefts;  // of the columns and of their end, from the left edge of their block
  float side = 0;
  float name = 0;         // height of the names, 0: none
  float numbers = 0;      // height of the line of numbers, which stays while the rest scrolls; 0: none
  int blocks = 1;         // the layers of a deep model stand in several blocks, side by side
  bool brief = false;     // "0" for "layer 0", where there are many heads
  bool sideways = false;  // layers beside each other, heads below each other: a deep model in a low place
  bool small = false;     // names in small type
  // Names in two lines by turns, so that each may be as wide as two thumbnails.
  bool staggered = false;

  int rows_of_block() const { return (shape.rows() + blocks - 1) / blocks; }
  // How many thumbnails stand beside each other in a block.
  int across() const { return sideways ? shape.rows() : shape.columns(); }
  // The row of means needs no names: its words stand in front.
  float height() const;
  // Of a row's first thumbnail and of the words in front of it, from the grid's corner.
  float top(int row) const { return pitch_y * static_cast<float>(row % rows_of_block()); }
  float left(int row) const { return static_cast<float>(row / rows_of_block()) * lefts.back(); }
  // Of the thumbnail's share of the grid without its name, from the grid's corner.
  struct Place {
    float left = 0, top = 0, width = 0;
  };
  Place place(int row, int column) const;
  TextRole name_role(bool emphasised) const;
};

// In `width` × `height` screen pixels; thumbnails are made small enough for all layers to stand in sight together, as
// far as a pointer can still hit them; the rest scrolls.
GridLayout layout_grid(const Style& style, float width, float height, const core::ModelConfig& config);

// "layer 0", or "0".
std::string layer_label(core::Index layer, bool brief);
// The name below a thumbnail where the whole one is too wide: a whole word says more than two halves.
std::string short_name(const core::HeadConfig& head);
// How wide a name may be: in two lines by turns it reaches below its neighbours.
float name_room(const Style& style, const GridLayout& layout, int column);

}  // namespace ui
