// Lessons in the whole program: opened at a place, read as the panels read them, written among the reader's own.
#pragma once

#include <filesystem>
#include <string>

#include "core/files.h"
#include "tests/support/app_gui.h"

namespace support {

inline const ui::LessonInput& lesson(AppGui& window) {
  return window.app().lessons().input();
}

// "ID" or "ID:STEP"; waits until nothing glides any more.
inline void open_lesson(AppGui& window, const std::string& place) {
  window.app().lessons().open_place(place);
  window.app().finish_run();
  window.gui().frames(12);
}

// Puts a file into the folder of the reader's own lessons, and returns the folder. The list is not looked at again.
inline std::filesystem::path write_own_lesson(AppGui& window, const std::string& name, const std::string& text) {
  const std::filesystem::path own = lesson(window).own_folder;
  std::filesystem::create_directories(own);
  core::write_file_atomically(own / name, text);
  return own;
}

}  // namespace support
