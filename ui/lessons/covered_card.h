// A card whose contents a question hides until it is answered.
#pragma once

#include <string_view>

#include "ui/panel_input.h"
#include "ui/widgets/item.h"

namespace ui {

// What stands where something is covered: how it is uncovered. "" in a step that asks nothing.
std::string_view cover_note(const PanelInput& input);
// `note` says how it is uncovered; an empty one leaves the card blank.
void draw_covered_card(const Ui& ui, const ImRect& area, std::string_view note);

}  // namespace ui
