// Where the cells of a map lie on screen: fitting, zooming to a point, panning, hit-testing, pooling.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <optional>

#include "core/tensor.h"

namespace ui {

struct MapCell {
  core::Index query = 0, key = 0;
  bool operator==(const MapCell&) const = default;
};

// What a map is showing: in cells of the map, so that it survives a resize.
struct MapView {
  float zoom = 1;       // 1: the whole map fits
  ImVec2 origin{0, 0};  // the first visible column and row
};

// A map laid out. All lengths in screen pixels.
struct MapFrame {
  ImRect area;          // what is visible of the map, at most rows × cell high and columns × cell wide
  float cell = 1;       // side of a cell; below 1 several words share a pixel
  float gap = 0;        // between cells, part of `cell`
  ImVec2 origin{0, 0};  // the first visible column and row
  core::Index rows = 0, columns = 0;
  core::Index first_row = 0, last_row = 0;        // visible, half open
  core::Index first_column = 0, last_column = 0;  // visible, half open
  bool whole = true;                              // all cells are visible

  float column_edge(core::Index column) const;
  float row_edge(core::Index row) const;
  ImRect cell_rect(core::Index row, core::Index column) const;  // without the gap, on whole pixels
  ImRect row_rect(core::Index row) const;                       // over all visible columns
  ImRect column_rect(core::Index column) const;
  std::optional<core::Index> row_at(float y) const;
  std::optional<core::Index> column_at(float x) const;
  std::optional<MapCell> cell_at(ImVec2 point) const;
  core::Index visible_cells() const { return (last_row - first_row) * (last_column - first_column); }
};

// The side of a cell with which the whole map fits, at most `largest`; whole pixels from 8 on, so that cells are equal.
float fitting_cell(ImVec2 room, core::Index rows, core::Index columns, float largest);

struct MapLimits {
  float fit = 1;        // the cell of zoom 1
  float largest = 96;   // the largest cell that zooming reaches
  float gap_from = 14;  // cells at least so large stand apart by `gap`
  float gap = 1;
};
// Bounds `view` so that the map fills `room` as far as it can, and lays it out from the top left corner of `room`.
MapFrame frame_map(const ImRect& room, core::Index rows, core::Index columns, const MapLimits& limits, MapView& view);

// Zooms by `factor`; the cell under `pointer` stays under it (as far as the map's edges allow, see frame_map).
void zoom_at(MapView& view, const MapFrame& frame, const MapLimits& limits, ImVec2 pointer, float factor);
// Moves the map by `pixels`.
void pan(MapView& view, const MapFrame& frame, ImVec2 pixels);
// Moves the map as little as needed to make the cell visible.
void reveal(MapView& view, const MapFrame& frame, MapCell cell);

// [height, width]: for every pixel the largest value of the cells that it covers; where cells are a pixel or larger,
// the cell under the pixel's centre. `by_magnitude`: the value furthest from 0, with its sign.
core::Matrix pooled(const core::Matrix& values, ImVec2 origin, ImVec2 cell, int width, int height,
                    bool by_magnitude = false);

}  // namespace ui
