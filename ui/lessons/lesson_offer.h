// The way to the first lesson, shown to whoever has not met lessons yet.
#pragma once

#include "ui/panel_input.h"
#include "ui/requests.h"
#include "ui/view_state.h"
#include "ui/widgets/item.h"

namespace ui {

// Screen pixels that its line takes; 0 where it is not shown.
float lesson_offer_height(const Style& style, const PanelInput& input, const ViewState& view);
void draw_lesson_offer(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests);

}  // namespace ui
