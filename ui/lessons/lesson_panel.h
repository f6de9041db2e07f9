// The place of lessons at the left edge: a key concept, the open lesson, or the list of all.
#pragma once

#include "ui/panel_input.h"
#include "ui/requests.h"
#include "ui/view_state.h"
#include "ui/widgets/item.h"

namespace ui {

void draw_lesson_place(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);

// Its three faces.
void draw_open_lesson(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);
void draw_open_card(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);
void draw_lesson_list(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);

}  // namespace ui
