// The menus that the switch strip opens, and the switches as both read and set them; used by stages_switch*.cpp only.
#pragma once

#include "ui/panels/stages_internal.h"

namespace ui::stages {

const core::Switches& switches(const Frame& frame);
// Asks for `changed` under the undo step `name`; for nothing where it is what is in force.
void set_switches(Frame& frame, const core::Switches& changed, const std::string& name, bool continues = false);

// Null where the map on show is no single head's.
const core::HeadConfig* selected_head(const Frame& frame);
core::HeadAddress selected_address(const Frame& frame);

// Each draws its menu below `anchor` where "switch.NAME/menu" is open, and asks for what is chosen in it.
void scale_menu(Frame& frame, const ImRect& anchor);
void mask_menu(Frame& frame, const ImRect& anchor);
void softmax_menu(Frame& frame, const ImRect& anchor);
void temperature_menu(Frame& frame, const ImRect& anchor);

}  // namespace ui::stages
