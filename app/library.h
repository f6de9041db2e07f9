// The library of sentences as the panels list it.
#pragma once

#include <filesystem>
#include <vector>

#include "ui/panel_input.h"

namespace app {

// Throws core::Error where a file of the folder is damaged.
std::vector<ui::LibrarySentence> load_library(const std::filesystem::path& folder);

}  // namespace app
