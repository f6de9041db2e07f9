// Panels that are still being built: each leaves this file when it arrives in its own.
#include "ui/panels/overlays.h"
#include "ui/panels/panel_list.h"

namespace ui {

void draw_words_panel(Ui&, const ImRect&, const PanelInput&, ViewState&, Requests&) {}
void draw_output_panel(Ui&, const ImRect&, const PanelInput&, ViewState&, Requests&) {}


void draw_edits_overlay(Ui&, const ImRect&, const PanelInput&, ViewState&, Requests&) {}

}  // namespace ui
