// Finds the fonts of the look in the usual folders and adds them to an atlas.
#pragma once

#include <imgui.h>

#include <filesystem>
#include <string>
#include <vector>

#include "ui/widgets/style.h"

namespace app {

struct LoadedFonts {
  ui::Fonts fonts;
  std::vector<std::string> messages;  // one sentence for each font that was not found, with what to do
};

// The reader's own folders first, then those of the system.
std::vector<std::filesystem::path> usual_font_folders();

// Never fails: where a font is missing, another one or ImGui's built-in one takes its place. A character that no font
// holds shows as a box.
LoadedFonts load_fonts(ImFontAtlas& atlas, const std::vector<std::filesystem::path>& folders = usual_font_folders());

}  // namespace app
