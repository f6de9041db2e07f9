// What the reader prefers, apart from any session: saved in the settings file.
#pragma once

#include "ui/widgets/style.h"

namespace ui {

enum class ThemeChoice { Light, Dark, System };

struct Preferences {
  float scale = 1;  // the reader's own factor, on top of the display's
  ThemeChoice theme = ThemeChoice::Light;
  bool reduce_motion = false;
  int cell_decimals = 2;
  int readout_decimals = 4;
  ColorMap color_map = ColorMap::SingleHue;
  bool operator==(const Preferences&) const = default;
};

}  // namespace ui
