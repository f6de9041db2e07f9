// Colours for numbers: sequential maps for weights, a diverging one for signed values, and the text that stands on
// them.
#pragma once

#include "ui/widgets/style.h"

namespace ui {

// The colour of a share `t` in 0 to 1 (bounded; NaN gives the colour of 0). In the light theme darker is more, in the
// dark theme brighter is more, in every map. Its lightness rises or falls steadily over the whole range.
ImU32 sample(ColorMap map, Theme theme, float t);

// The colour of a signed share in -1 to 1: the panel's colour in the middle, the weight colour for +1, amber for -1.
ImU32 sample_signed(Theme theme, float t);

// The fill of a cell that belongs to a role (query, key, value ...): the panel's colour at 0, two thirds of the way to
// the role's at 1, so that text in the panel's text colour stays readable on most of it; ask `text_on` all the same.
ImU32 sample_role(Theme theme, ImU32 role_color, float t);

// White, else near-black, else black: the first that stands on `fill` at 4.5 : 1; one of them always does.
ImU32 text_on(ImU32 fill);

}  // namespace ui
