#include "ui/widgets/matrix_lines.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string_view>

#include "core/spelling.h"

namespace ui {
namespace {

using core::Index;

constexpr Index kMostAtAGlance = 12;  // rows, and columns

std::vector<Index> everything(Index count) {
  std::vector<Index> all(static_cast<std::size_t>(count));
  std::iota(all.begin(), all.end(), Index{0});
  return all;
}

bool holds(const NamedMatrix& matrix, Index row, Index column) {
  return (*matrix.values)(row, column) != 0 || (matrix.unedited != nullptr && (*matrix.unedited)(row, column) != 0);
}

// Rows and columns with an entry that is not 0.
MatrixLines holding(const NamedMatrix& matrix) {
  std::vector<bool> rows(static_cast<std::size_t>(matrix.values->rows()));
  std::vector<bool> columns(static_cast<std::size_t>(matrix.values->cols()));
  for (Index i = 0; i < matrix.values->rows(); ++i) {
    for (Index j = 0; j < matrix.values->cols(); ++j) {
      if (holds(matrix, i, j)) rows[static_cast<std::size_t>(i)] = columns[static_cast<std::size_t>(j)] = true;
    }
  }
  MatrixLines lines;
  for (const Index i : everything(matrix.values->rows())) {
    if (rows[static_cast<std::size_t>(i)]) lines.rows.push_back(i);
  }
  for (const Index j : everything(matrix.values->cols())) {
    if (columns[static_cast<std::size_t>(j)]) lines.columns.push_back(j);
  }
  return lines;
}

std::vector<Index> named(const std::vector<std::string>* names, Index count, std::string_view part) {
  std::vector<Index> found;
  for (Index i = 0; i < count; ++i) {
    if (core::contains_ignoring_case(line_name(names, i), part)) found.push_back(i);
  }
  return found;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// `found`, and those of `count` lines that an entry joins with one of `others`.
template <typename Holds>
std::vector<Index> with_joined(const std::vector<Index>& found, const std::vector<Index>& others, Index count,
                               const Holds& joins) {
  std::vector<bool> wanted(static_cast<std::size_t>(count));
  for (const Index i : found) wanted[static_cast<std::size_t>(i)] = true;
  std::vector<Index> all;
  for (Index i = 0; i < count; ++i) {
    bool shown = wanted[static_cast<std::size_t>(i)];
    for (std::size_t k = 0; k < others.size() && !shown; ++k) shown = joins(i, others[k]);
    if (shown) all.push_back(i);
  }
  return all;
}

MatrixLines search(const NamedMatrix& matrix, const MatrixLines& shown, std::string_view text, bool all) {
  const Index rows = matrix.values->rows(), columns = matrix.values->cols();
  if (const std::size_t arrow = text.find('>'); arrow != std::string_view::npos) {
    const std::string_view row = trimmed(text.substr(0, arrow)), column = trimmed(text.substr(arrow + 1));
    return {row.empty() ? shown.rows : named(matrix.row_names, rows, row),
            column.empty() ? shown.columns : named(matrix.column_names, columns, column)};
  }
  const MatrixLines found{named(matrix.row_names, rows, trimmed(text)),
                          named(matrix.column_names, columns, trimmed(text))};
  if (found.rows.empty() && found.columns.empty()) return {};
  MatrixLines lines = found;
  if (!all) {
    lines.rows = with_joined(found.rows, found.columns, rows, [&](Index i, Index j) { return holds(matrix, i, j); });
    lines.columns =
        with_joined(found.columns, found.rows, columns, [&](Index j, Index i) { return holds(matrix, i, j); });
  }
  if (lines.rows.empty()) lines.rows = shown.rows;
  if (lines.columns.empty()) lines.columns = shown.columns;
  return lines;
}

// The columns by the first shown row that they share an entry with: what the rows hold stands near their beginning.
// Edits do not count, so that no column moves while one of its entries is changed.
void order_columns(const NamedMatrix& matrix, MatrixLines& lines) {
  const MatrixView& values = matrix.unedited == nullptr ? *matrix.values : *matrix.unedited;
  std::vector<std::ptrdiff_t> first(static_cast<std::size_t>(values.cols()));
  for (const Index j : lines.columns) {
    const auto found = std::find_if(lines.rows.begin(), lines.rows.end(), [&](Index i) { return values(i, j) != 0; });
    first[static_cast<std::size_t>(j)] = found - lines.rows.begin();
  }
  std::stable_sort(lines.columns.begin(), lines.columns.end(), [&](Index a, Index b) {
    return first[static_cast<std::size_t>(a)] < first[static_cast<std::size_t>(b)];
  });
}

}  // namespace

bool is_large(Index rows, Index columns) {
  return rows > kMostAtAGlance || columns > kMostAtAGlance;
}

MatrixLines all_matrix_lines(const NamedMatrix& matrix) {
  return {everything(matrix.values->rows()), everything(matrix.values->cols())};
}

MatrixLines find_matrix_lines(const NamedMatrix& matrix, const MatrixSight& sight) {
  const MatrixLines shown = sight.all ? all_matrix_lines(matrix) : holding(matrix);
  const std::string_view text = trimmed(sight.filter);
  MatrixLines lines = text.empty() ? shown : search(matrix, shown, text, sight.all);
  if (!sight.all) order_columns(matrix, lines);
  return lines;
}

std::string line_name(const std::vector<std::string>* names, Index place) {
  const auto at = static_cast<std::size_t>(place);
  return names != nullptr && at < names->size() ? (*names)[at] : std::to_string(place);
}

}  // namespace ui
