// A matrix of weights or differences as coloured cells: drawn, labelled, pointed at, walked by keys, zoomed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/models/model.h"
#include "core/tensor.h"
#include "ui/widgets/item.h"
#include "ui/widgets/map_frame.h"

namespace ui {

// CSS pixels of a cell when a short sentence leaves room for more, and when zoomed in.
inline constexpr float kLargestFit = 56;
inline constexpr float kLargestOfRow = 68;  // of one row alone: its words stand flat above it
inline constexpr float kLargestZoomed = 96;
// A cell at 1 : 1, large enough to read the words beside it.
inline constexpr float kReadableCell = 28;

enum class MarkKind { Edited, Held, Given };  // by the reader; held by the reader; held by the model
struct CellMark {
  MapCell cell;
  MarkKind kind = MarkKind::Edited;
};

struct HeatmapSpec {
  std::string_view name = "map";
  const core::Matrix* values = nullptr;  // [T, S]
  std::uint64_t version = 0;             // another number for other values; names the picture of a large map
  const core::Matrix* former = nullptr;  // [T, S] before the last gesture, or null: glide and ghosts
  float glide = 1;
  bool ghosts = true;                    // changed cells keep a corner of their former colour
  const core::Matrix* scaled = nullptr;  // [T, S], −infinity where masked, or null
  const core::Tokens* row_tokens = nullptr;
  const core::Tokens* column_tokens = nullptr;
  bool is_signed = false;                  // diverging colours around 0
  float full = 1;                          // the value that gets the full colour
  bool full_by_row = false;                // instead: each row's largest
  std::span<const CellMark> marks;         // at most one a cell
  std::span<const core::Index> set_aside;  // columns drawn hollow
  core::Index query = 0;
  std::optional<core::Index> key;
  std::optional<core::Index> hover_query, hover_key;
  bool take_focus = false;              // in this frame
  bool axis_caption = true;             // in the corner, where there is room
  std::optional<core::Index> only_row;  // shows this row alone, which neither zooms nor scrolls
  float largest_fit = kLargestFit;      // CSS pixels
  float largest_cell() const { return only_row ? kLargestOfRow : largest_fit; }
  core::Index rows() const { return only_row ? 1 : values->rows(); }
};

struct HeatmapResult {
  MapFrame frame;
  ItemState state;                 // of all cells together
  std::optional<MapCell> hovered;  // under the pointer
  std::optional<MapCell> clicked;
  std::optional<MapCell> walked;                           // reached by an arrow key
  std::optional<MapCell> opened;                           // by a double click or Enter: to edit
  std::optional<MapCell> menu;                             // right-clicked, or the Menu key on the selected cell
  std::optional<core::Index> hovered_row, hovered_column;  // by their labels
  std::optional<core::Index> clicked_row, clicked_column;
  std::optional<core::Index> menu_row, menu_column;  // right-clicked labels
};

// Items: "<name>" (all cells), "<name>.rows", "<name>.columns", and areas "<name>.cell.Q.K", "<name>.row.Q",
// "<name>.column.K" for what is visible (of large maps: only the selected row and column; where cells are smaller than
// a pixel: only the selected one).
HeatmapResult heatmap(const Ui& ui, const ImRect& area, const HeatmapSpec& spec, MapView& view);

// Whether the columns' words lie flat above their cells, which leaves little room in the corner.
bool has_flat_labels(const Style& style, const ImRect& area, const HeatmapSpec& spec);

// The cell of zoom 1 in this area, in screen pixels.
float heatmap_fit(const Style& style, const ImRect& area, const HeatmapSpec& spec);

// How many words one pixel holds when the whole map is shown; 1 or less: every word has pixels of its own.
float words_a_pixel(const MapFrame& frame);

// The colour of one cell.
ImU32 cell_color(const Style& style, const HeatmapSpec& spec, float value, float full);

}  // namespace ui
