// What the left panel can show; each draws into the width of a scroll area and returns the height it used.
#pragma once

#include "ui/panel_input.h"
#include "ui/requests.h"
#include "ui/view_state.h"
#include "ui/widgets/containers.h"

namespace ui {

float draw_sentence_list(Ui&, ImVec2 origin, float width, const PanelInput&, ViewState&, Requests&);
float draw_pattern_list(Ui&, ImVec2 origin, float width, const PanelInput&, ViewState&, Requests&);
float draw_settings_list(Ui&, ImVec2 origin, float width, const PanelInput&, ViewState&, Requests&);

}  // namespace ui
