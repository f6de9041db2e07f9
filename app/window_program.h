// The program in its window: App and Window put together.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/sessions/session.h"

namespace app {

struct WindowProgram {
  std::filesystem::path assets, sentences;
  std::string open;       // a session file named on the command line, or ""
  core::Session session;  // of the command line; where its sentence is empty, the last session is restored
};

// The pictures in a folder, none where there is no such folder.
std::vector<std::filesystem::path> icon_files(const std::filesystem::path& folder);

// Runs until the window is closed. Throws core::Error without a display or OpenGL 3.3.
void run_window(const WindowProgram& program);

}  // namespace app
