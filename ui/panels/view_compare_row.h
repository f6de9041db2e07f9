// One row of two runs as aligned bars, a line for each pair of words; used by view_compare*.cpp only.
#pragma once

#include "ui/panels/stages_internal.h"
#include "ui/panels/view_compare_data.h"

namespace ui {

// The tokens that a map's columns stand for, of either run.
// Its text, "—" for none.
std::string compared_word(const core::Tokens& tokens, std::optional<core::Index> at);

// Draws at `at` and returns the height that it used. Item "compare.row" with areas "compare.row.N".
float draw_compared_row(stages::Frame& frame, const ComparedRow& row, ImVec2 at, float width);

}  // namespace ui
