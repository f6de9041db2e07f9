#include "app/store.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "app/lesson_files.h"
#include "core/files.h"
#include "core/json_reader.h"

namespace app {

namespace {

using Json = nlohmann::ordered_json;

std::filesystem::path xdg_folder(const char* variable, const char* below_home) {
  const char* set = std::getenv(variable);
  if (set != nullptr && *set != '\0') return std::filesystem::path(set) / "heed";
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home == '\0') return {};
  return std::filesystem::path(home) / below_home / "heed";
}

template <typename Enum>
void read_enum(const core::JsonValue& object, const char* key, int last, Enum& value) {
  if (const auto found = object.find(key)) value = static_cast<Enum>(found->integer(0, last));
}

void read_flag(const core::JsonValue& object, const char* key, bool& value) {
  if (const auto found = object.find(key)) value = found->boolean();
}

ui::Preferences read_preferences(const core::JsonValue& object) {
  ui::Preferences preferences;
  if (const auto scale = object.find("scale")) preferences.scale = static_cast<float>(scale->number(0.5, 3));
  read_enum(object, "theme", 2, preferences.theme);
  read_flag(object, "reduce_motion", preferences.reduce_motion);
  read_enum(object, "cell_decimals", 6, preferences.cell_decimals);
  read_enum(object, "readout_decimals", 8, preferences.readout_decimals);
  read_enum(object, "color_map", 2, preferences.color_map);
  return preferences;
}

ui::PersistedView read_view(const core::JsonValue& object) {
  ui::PersistedView view;
  read_enum(object, "stage", ui::kStageCount - 1, view.stage);
  read_enum(object, "vector_tab", 3, view.vector_tab);
  read_enum(object, "left_panel", 4, view.left_panel);
  read_enum(object, "ribbons", 1, view.ribbons);
  read_enum(object, "range", 2, view.range);
  read_enum(object, "word_tab", 2, view.word_tab);
  read_enum(object, "row_view", ui::kRowViewCount - 1, view.row_view);
  if (const auto kernel = object.find("path_kernel")) view.path_kernel = static_cast<int>(kernel->integer(3, 999));
  if (const auto what_if = object.find("path_what_if")) {
    view.path_what_if = static_cast<int>(what_if->integer(2, 1'000'000));
  }
  read_flag(object, "code_in_cpp", view.code_in_cpp);
  read_flag(object, "whole_stage", view.whole_stage);
  read_flag(object, "resting_aside", view.resting_aside);
  read_flag(object, "sort_row", view.sort_row);
  read_flag(object, "matrices_open", view.matrices_open);
  return view;
}

Json write_preferences(const ui::Preferences& preferences) {
  return {{"scale", preferences.scale},
          {"theme", static_cast<int>(preferences.theme)},
          {"reduce_motion", preferences.reduce_motion},
          {"cell_decimals", preferences.cell_decimals},
          {"readout_decimals", preferences.readout_decimals},
          {"color_map", static_cast<int>(preferences.color_map)}};
}

Json write_view(const ui::PersistedView& view) {
  return {{"stage", static_cast<int>(view.stage)},
          {"vector_tab", static_cast<int>(view.vector_tab)},
          {"left_panel", static_cast<int>(view.left_panel)},
          {"ribbons", static_cast<int>(view.ribbons)},
          {"range", static_cast<int>(view.range)},
          {"word_tab", static_cast<int>(view.word_tab)},
          {"row_view", static_cast<int>(view.row_view)},
          {"path_kernel", view.path_kernel},
          {"path_what_if", view.path_what_if},
          {"code_in_cpp", view.code_in_cpp},
          {"whole_stage", view.whole_stage},
          {"resting_aside", view.resting_aside},
          {"sort_row", view.sort_row},
          {"matrices_open", view.matrices_open}};
}

}  // namespace

Store reader_store() {
  const auto settings = xdg_folder("XDG_CONFIG_HOME", ".config");
  const auto state = xdg_folder("XDG_STATE_HOME", ".local/state");
  Store store;
  if (!settings.empty()) store.settings_file = settings / "settings.json";
  if (!state.empty()) store.session_file = state / "session.json";
  if (!state.empty()) store.progress_file = state / "lessons.json";
  store.lessons_folder = own_lessons_folder();
  return store;
}

Store store_in(const std::filesystem::path& folder) {
  return {folder / "settings.json", folder / "session.json", folder / "progress.json", folder / "lessons"};
}

Settings read_settings(const Store& store) {
  Settings settings;
  if (store.settings_file.empty() || !std::filesystem::exists(store.settings_file)) return settings;
  const core::JsonValue root = core::read_json_file(store.settings_file);
  root.allow_only({"preferences", "view", "recent", "window_width", "window_height"});
  if (const auto preferences = root.find("preferences")) settings.preferences = read_preferences(*preferences);
  if (const auto view = root.find("view")) settings.view = read_view(*view);
  if (const auto recent = root.find("recent")) settings.recent = recent->texts();
  constexpr int kLargestWindow = 32768;
  if (const auto width = root.find("window_width"))
    settings.window_width = static_cast<int>(width->integer(320, kLargestWindow));
  if (const auto height = root.find("window_height"))
    settings.window_height = static_cast<int>(height->integer(240, kLargestWindow));
  return settings;
}

void write_settings(const Store& store, const Settings& settings) {
  if (store.settings_file.empty()) return;
  const Json root = {{"preferences", write_preferences(settings.preferences)},
                     {"view", write_view(settings.view)},
                     {"recent", settings.recent},
                     {"window_width", settings.window_width},
                     {"window_height", settings.window_height}};
  std::filesystem::create_directories(store.settings_file.parent_path());
  // Bytes that are not UTF-8 can stand in a typed sentence; the file must stay readable.
  core::write_file_atomically(store.settings_file, root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace app
