// Lists a folder for the file overlays.
#pragma once

#include <string>

#include "ui/panel_input.h"

namespace app {

// Folders first, then files, by name, hidden ones left out. "" lists the reader's home. What cannot be read is listed
// as empty with the problem; never throws.
ui::FolderListing list_folder(const std::string& path);

}  // namespace app
