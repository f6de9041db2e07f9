// How the numbers of a stage's tables are made, as lines for tooltips.
#pragma once

#include <string>

#include "ui/panels/stages_internal.h"

namespace ui::stages {

// Of a row: the arithmetic of what it is about, and its numbers as read-outs; "" where it holds none.
std::string row_note(const Frame& frame, const RowTable& table, Index row);
// Of the sum below a column.
std::string footer_note(const Frame& frame, const RowTable& table, const RowTable::Column& column);
// What the products from `first` on add up to.
std::string sum_note(const Frame& frame, const TermTable& table, std::size_t first);

}  // namespace ui::stages
