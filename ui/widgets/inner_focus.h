// The mark of focus of a cell among its like, where a ring around it would be cut off or lie on its neighbours.
#pragma once

#include "ui/widgets/item.h"

namespace ui {

void draw_inner_focus(const Style& style, const ImRect& rect, const ItemState& state);

}  // namespace ui
