// How the list of the reader's edits tells what each of them does.
#pragma once

#include <string>

#include "ui/panel_input.h"

namespace ui {

// "Set animal of the query of “it” in Reference to 0.90"; of a parked edit what is known without its word.
std::string edit_text(const PanelInput& input, const core::SessionEdit& edit);

}  // namespace ui
