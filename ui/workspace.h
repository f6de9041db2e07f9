// One frame of the whole window: where each panel stands, and the keys that work everywhere.
#pragma once

#include "ui/panel_input.h"
#include "ui/requests.h"
#include "ui/view_state.h"
#include "ui/widgets/item.h"

namespace ui {

// Areas in screen pixels; an empty rectangle is not drawn.
struct Layout {
  ImRect top, rail, left, words, map, stages, row, vectors, output, status, message;
  ImRect word_tabs;  // the tab strip above the right column where it shows one card at a time
};
Layout compute_layout(ImVec2 size, const Style& style, const PanelInput& input, const ViewState& view);

// Draws everything into the current ImGui frame of `size` screen pixels.
void draw_workspace(Ui& ui, ImVec2 size, const PanelInput& input, ViewState& view, Requests& requests);

}  // namespace ui
