// What stands in place of numbers that a long run did not keep.
#pragma once

#include "ui/panel_input.h"
#include "ui/widgets/item.h"

namespace ui {

// The app computes a selected layer again by itself; until it is there this stands in its place. The text alone is for
// a panel that goes on standing around it.
void draw_not_kept(const Ui& ui, const ImRect& area, const core::Selection& selection);
void draw_not_kept_card(const Ui& ui, const ImRect& area, const core::Selection& selection);

}  // namespace ui
