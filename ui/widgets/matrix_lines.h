// Which rows and columns of a large matrix are worth their place: those that hold something, or have a searched name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/tensor.h"

namespace ui {

// A matrix, or a part of a larger one that is not copied.
using MatrixView = Eigen::Ref<const core::Matrix, 0, Eigen::OuterStride<>>;

// The same matrix with and without the reader's edits, and how its lines are called.
struct NamedMatrix {
  const MatrixView* values = nullptr;
  const MatrixView* unedited = nullptr;  // may be null
  const std::vector<std::string>* row_names = nullptr;
  const std::vector<std::string>* column_names = nullptr;
};

// What the reader chose to see of large matrices.
struct MatrixSight {
  bool all = false;    // also the rows and columns that hold nothing but zeros
  bool roomy = false;  // in the place of the map and the stages
  std::string filter;  // part of the names of rows and columns
  bool operator==(const MatrixSight&) const = default;
};

struct MatrixLines {
  std::vector<core::Index> rows, columns;  // from top to bottom, from left to right
};

// Whether the matrix has more rows or columns than are taken in at a glance.
bool is_large(core::Index rows, core::Index columns);

// Of a large matrix those with an entry that is not 0, or was not before the reader's edits, unless
// `sight.all`. A filter "wave" keeps the rows and columns of that name and, unless `sight.all`, what they are joined
// with by an entry; "noun > wave" the rows of the first name and the columns of the second.
MatrixLines find_matrix_lines(const NamedMatrix& matrix, const MatrixSight& sight);
// Every row and column.
MatrixLines all_matrix_lines(const NamedMatrix& matrix);

// The name of a row or column; its number where it has none.
std::string line_name(const std::vector<std::string>* names, core::Index place);

}  // namespace ui
