// Which rows and columns of a large matrix are worth their place: those that hold something, or have a searched name.
#pragma once

#include <string>
#include <vector>

#include "ui/widgets/matrix_editor.h"

namespace ui {

// What the reader chose to see of large matrices.
struct MatrixSight {
  bool all = false;    // also the rows and columns that hold nothing but zeros
  bool roomy = false;  // in the place of the map and the stages
  std::string filter;  // part of the names of rows and columns
};

struct MatrixLines {
  std::vector<core::Index> rows, columns;  // from top to bottom, from left to right
};

// Whether the matrix has more rows or columns than are taken in at a glance.
bool is_large(core::Index rows, core::Index columns);

// Of a large matrix those with an entry that is not 0, or was not before the reader's edits, unless
// `sight.all`. A filter "wave" keeps the rows and columns of that name and, unless `sight.all`, what they are joined
// with by an entry; "noun > wave" the rows of the first name and the columns of the second.
MatrixLines find_matrix_lines(const MatrixSpec& spec, const MatrixSight& sight);
// Every row and column.
MatrixLines all_matrix_lines(const MatrixSpec& spec);

// The editor of these rows and columns, of which there is at least one each.
MatrixEvent matrix_editor(const Ui& ui, const ImRect& area, const MatrixSpec& spec, const MatrixLines& lines,
                          MatrixMemory& memory, NumberMemory& numbers);

// The name of a row or column; its number where it has none.
std::string line_name(const std::vector<std::string>* names, core::Index place);

}  // namespace ui
