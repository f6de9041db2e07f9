// The names of the rows and columns beside the entries of a matrix, each in full in its tooltip.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/tensor.h"
#include "ui/widgets/item.h"

namespace ui {

struct MatrixNames {
  std::string_view prefix;  // items are "<prefix>.row.I" or "<prefix>.column.J"
  const std::vector<std::string>* names = nullptr;
  const std::vector<core::Index>* shown = nullptr;
  float step = 0;    // screen pixels from one to the next
  float scroll = 0;  // screen pixels
};

void draw_row_names(const Ui& ui, const ImRect& area, const MatrixNames& rows);
// As many lines as the area is high; a name that needs more is cut in its middle.
void draw_column_names(const Ui& ui, const ImRect& area, const MatrixNames& columns);

// Screen pixels for the widest of the rows' names.
float row_names_width(const Style& style, const MatrixNames& rows);
// Screen pixels for the highest of the columns' names, at most `most_lines` lines.
float column_names_height(const Style& style, const MatrixNames& columns, int most_lines);

}  // namespace ui
