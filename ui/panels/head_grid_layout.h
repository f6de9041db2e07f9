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
  std::vector<float> lefts;  // of the columns and of their end, from the grid's left edge
  float side = 0;
  float name = 0;      // height of the names, 0: none
  bool brief = false;  // "0" for "layer 0", where there are many heads
  // The row of means needs no names: its words stand in front.
  float height() const { return pitch_y * static_cast<float>(shape.rows()) - (shape.mean_row ? name : 0); }
};

// In `width` × `height` screen pixels; a few layers are made small enough to stand in sight together, more scroll.
GridLayout layout_grid(const Style& style, float width, float height, const core::ModelConfig& config);

// "layer 0", or "0".
std::string layer_label(core::Index layer, bool brief);
// The name below a thumbnail where the whole one is too wide: a whole word says more than two halves.
std::string short_name(const core::HeadConfig& head);

}  // namespace ui
