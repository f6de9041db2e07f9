// Panels that are still being built: each leaves this file when it arrives in its own.
#include "ui/panels/panel_list.h"

namespace ui {

void draw_words_panel(Ui&, const ImRect&, const PanelInput&, ViewState&, Requests&) {}

}  // namespace ui
