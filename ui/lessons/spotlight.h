// What a step points at: an outline around it that covers nothing.
#pragma once

#include "ui/panel_input.h"
#include "ui/view_state.h"
#include "ui/widgets/item.h"

namespace ui {

// After every panel. Items "spotlight.0", "spotlight.1" … for what is pointed at and can be seen.
void draw_spotlights(const Ui& ui, const PanelInput& input, ViewState& view);

}  // namespace ui
