// Names cut where they tell least.
#pragma once

#include <string>
#include <string_view>

#include "ui/widgets/style.h"

namespace ui {

// The name where it fits into `width` screen pixels; else without what stands before its colon, which its like share
// ("lately: wave 80 b" → "…wave 80 b", "…80 b"); one without a colon keeps its beginning.
std::string shorten_name(const Style& style, TextRole role, std::string_view name, float width);

}  // namespace ui
