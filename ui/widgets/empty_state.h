// What a panel says when it has nothing to show.
#pragma once

#include <imgui_internal.h>

#include <string_view>

#include "ui/widgets/style.h"

namespace ui {

// A quiet paragraph in the middle of the area, no wider than is easily read.
void draw_empty_state(const Style& style, const ImRect& area, std::string_view text);

}  // namespace ui
