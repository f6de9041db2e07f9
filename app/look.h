// From the reader's preferences to the style of the next frame.
#pragma once

#include "app/gui_context.h"
#include "ui/preferences.h"

namespace app {

// Whether the desktop prefers dark windows: GTK_THEME or gtk-3.0/settings.ini; light where neither says.
bool desktop_is_dark();

// `presenter` shows everything at 150 %.
void apply_preferences(GuiContext& gui, const ui::Preferences& preferences, bool presenter);

}  // namespace app
