#include "app/look.h"

#include <cstdlib>
#include <fstream>
#include <string>

namespace app {

namespace {

constexpr float kPresenterScale = 1.5F;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool settings_prefer_dark() {
  const std::string home = environment("HOME");
  std::ifstream file(home + "/.config/gtk-3.0/settings.ini");
  std::string line;
  while (std::getline(file, line)) {
    if (line.rfind("gtk-application-prefer-dark-theme", 0) != 0) continue;
    return line.find("true") != std::string::npos || line.find('1') != std::string::npos;
  }
  return false;
}

}  // namespace

bool desktop_is_dark() {
  const std::string theme = environment("GTK_THEME");
  if (!theme.empty()) return theme.find("dark") != std::string::npos;
  return settings_prefer_dark();
}

void apply_preferences(GuiContext& gui, const ui::Preferences& preferences, bool presenter) {
  ui::Style& style = gui.style();
  const bool dark =
      preferences.theme == ui::ThemeChoice::Dark || (preferences.theme == ui::ThemeChoice::System && desktop_is_dark());
  style.theme = dark ? ui::Theme::Dark : ui::Theme::Light;
  style.color_map = preferences.color_map;
  style.cell_decimals = preferences.cell_decimals;
  style.readout_decimals = preferences.readout_decimals;
  style.reduce_motion = preferences.reduce_motion;
  gui.set_reader_scale(preferences.scale * (presenter ? kPresenterScale : 1));
}

}  // namespace app
