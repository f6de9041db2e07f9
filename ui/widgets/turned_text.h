// One line of text rising to the right, for the columns of a map: at 45 degrees, or steeper where columns are narrow.
#pragma once

#include <imgui.h>

#include <numbers>
#include <string_view>

#include "ui/widgets/style.h"

namespace ui {

// The direction of a line that rises.
struct Rise {
  float across = std::numbers::sqrt2_v<float> / 2;  // the cosine
  float up = std::numbers::sqrt2_v<float> / 2;      // the sine
};

// Lines may stand closer than in a paragraph: ascenders and descenders seldom meet.
float least_line_pitch(const Style& style, TextRole role);
// Just steep enough for lines whose feet stand `pitch` apart to stand `least` apart themselves; upright where nothing
// helps.
Rise rise_between(float least, float pitch);
Rise rise_for(const Style& style, TextRole role, float pitch);

// The text starts at `foot` (the left end of its middle line) and rises to the right.
void draw_turned_text(const Style& style, ImVec2 foot, TextRole role, ImU32 color, std::string_view text,
                      const Rise& rise = {});

// How high a turned text of this width is on screen.
float turned_extent(const Style& style, TextRole role, float width, const Rise& rise = {});

}  // namespace ui
