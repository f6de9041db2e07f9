// Arabic and Hebrew while they are typed: the field has their letters in the order of typing, a line at it in that of
// reading.
#pragma once

#include <string_view>

#include "ui/widgets/item.h"

namespace ui {

// Shows the text below the field at `rect`, above it where there is no room, if it has letters that are read from right
// to left. Registered as NAME.reading.
void show_reading_order(const Ui& ui, std::string_view name, const ImRect& rect, std::string_view text);

}  // namespace ui
