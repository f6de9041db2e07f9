// One line of text rising at 45 degrees, for the columns of a map.
#pragma once

#include <imgui.h>

#include <string_view>

#include "ui/widgets/style.h"

namespace ui {

// The text starts at `foot` (the left end of its middle line) and rises to the right.
void draw_turned_text(const Style& style, ImVec2 foot, TextRole role, ImU32 color, std::string_view text);

// How high and how wide a turned text of this width is on screen.
float turned_extent(const Style& style, TextRole role, float width);

}  // namespace ui
