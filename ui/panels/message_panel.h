// How much room the messages want.
#pragma once

#include "ui/panel_input.h"
#include "ui/widgets/style.h"

namespace ui {

// In screen pixels; 0 without messages.
float messages_height(const Style& style, float width, const PanelInput& input);

}  // namespace ui
