// The cells of a heatmap as they are painted: rectangles, or one picture where there are too many.
#pragma once

#include <string>

#include "ui/widgets/heatmap.h"

namespace ui {

// From so many visible cells on a map is painted as one picture.
inline constexpr core::Index kMostRectangles = 64 * 64;

inline bool is_picture(const MapFrame& frame) {
  return frame.visible_cells() > kMostRectangles;
}

// Cells, masked cells, columns set aside, marks and ghosts. Clips to the frame's area.
void paint_cells(const Ui& ui, const MapFrame& frame, const HeatmapSpec& spec);
// The lines of hover and selection, over the cells.
void paint_selection(const Ui& ui, const MapFrame& frame, const HeatmapSpec& spec);

// The same as one picture.
void paint_picture(const Ui& ui, const MapFrame& frame, const HeatmapSpec& spec);
// The pixels of a large map, [height × width] from the top.
void fill_map_picture(const Style& style, const MapFrame& frame, const HeatmapSpec& spec, int width, int height,
                      std::span<ImU32> pixels);

// What the marks in a cell say, a line each: "" for a cell without any. Those that are too small to be drawn count,
// too.
std::string told_marks(const HeatmapSpec& spec, MapCell at);

// What both ways of painting share.
ImU32 masked_color(const Style& style);
bool is_set_aside(const HeatmapSpec& spec, core::Index column);
// The value that gets the full colour in this row.
float row_full(const HeatmapSpec& spec, core::Index row);

}  // namespace ui
