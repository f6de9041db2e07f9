// The words along a heatmap: which fit, where they stand, which one the pointer means.
#pragma once

#include "ui/widgets/heatmap.h"
#include "ui/widgets/turned_text.h"

namespace ui {

struct LabelLayout {
  float row_width = 0;      // of the gutter left of the cells, with its gap
  float column_height = 0;  // of the strip above the cells, with its gap
  bool turned = false;      // the columns' words rise
  Rise rise;                // the steeper, the narrower the columns
  float turned_width = 0;   // the longest that such a word may be
  TextRole role = TextRole::Caption, strong = TextRole::CaptionSemibold;  // of the words
};

// Room for the labels of a map in `area`; the widest words count, up to a limit. Where captions would have to leave
// words out, small type and shorter words write all of them, if that is enough.
LabelLayout layout_labels(const Style& style, const ImRect& area, const HeatmapSpec& spec);
// `area` without the labels.
ImRect cells_room(const ImRect& area, const LabelLayout& labels);

// Every n-th word is written, so that lines do not touch: 1 when all fit.
core::Index label_step(const Style& style, const MapFrame& frame, TextRole role);
void draw_row_labels(const Style& style, const MapFrame& frame, const LabelLayout& labels, const HeatmapSpec& spec);
void draw_column_labels(const Style& style, const MapFrame& frame, const LabelLayout& labels, const HeatmapSpec& spec);
// "looks ↓ at →" in the corner.
void draw_axis_caption(const Style& style, const MapFrame& frame, const LabelLayout& labels);

// The column whose word is under the point in the strip above the cells.
std::optional<core::Index> column_label_at(const MapFrame& frame, const LabelLayout& labels, ImVec2 point);
// Where a click means the word of this column: at the foot of its label.
ImRect column_label_rect(const Style& style, const MapFrame& frame, const LabelLayout& labels, core::Index column);

}  // namespace ui
