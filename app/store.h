// Where settings and the last session are kept, and what the settings file holds.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/models/find_models.h"
#include "core/sessions/session.h"
#include "ui/preferences.h"
#include "ui/view_state.h"

namespace app {

// In screen pixels at scale 1.
inline constexpr int kLeastWindowWidth = 320, kLeastWindowHeight = 240, kMostWindow = 32768;

struct Settings {
  ui::Preferences preferences;
  ui::PersistedView view;
  std::vector<std::string> recent;  // sentences, newest first
  int window_width = 1600, window_height = 1000;
  bool operator==(const Settings&) const = default;
};

// The XDG folders of this reader; or one folder for both, for tests.
struct Store {
  std::filesystem::path settings_file;  // empty: nothing is read or written
  std::filesystem::path session_file;
  std::filesystem::path progress_file;   // of lessons
  std::filesystem::path lessons_folder;  // the reader's own lessons; need not be there
  core::ModelPlaces models;              // where learned models are looked for
};
Store reader_store();
Store store_in(const std::filesystem::path& folder);

// Missing file: defaults. Throws core::Error where it is damaged.
Settings read_settings(const Store& store);
void write_settings(const Store& store, const Settings& settings);

}  // namespace app
