// What a step points at: an outline around it that covers nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/panel_input.h"
#include "ui/view_state.h"
#include "ui/widgets/item.h"

namespace ui {

// Names of the items that a light ("word:it", "switch:softmax", "row") means in this frame; of several the first one
// that is on screen counts, an "a|b" pair is united. Empty where the word or head is not there.
std::vector<std::string> light_targets(std::string_view light, const PanelInput& input, const ViewState& view);

// After every panel. Items "spotlight.0", "spotlight.1" … for what is pointed at and can be seen.
void draw_spotlights(const Ui& ui, const PanelInput& input, ViewState& view);

}  // namespace ui
