// A card whose contents a question hides until it is answered.
#pragma once

#include "ui/widgets/item.h"

namespace ui {

void draw_covered_card(const Ui& ui, const ImRect& area);

}  // namespace ui
