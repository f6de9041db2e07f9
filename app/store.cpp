#include "app/store.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "app/lesson_files.h"
#include "core/files.h"
#include "core/json_reader.h"
#include "ui/panels/row_views.h"

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

// The words of an enum's values in order. They stand in files: a new order of the values changes nothing.
template <std::size_t count>
using Words = std::array<const char*, count>;

constexpr Words<3> kThemes = {"light", "dark", "system"};
constexpr Words<3> kColorMaps = {"single-hue", "viridis", "cividis"};
constexpr Words<ui::kStageCount> kStages = {"words", "x", "qkv", "scores", "scale", "mask", "softmax", "mix", "output"};
constexpr Words<4> kVectorTabs = {"x", "query", "key", "value"};
constexpr Words<5> kLeftPanels = {"none", "lessons", "sentences", "patterns", "settings"};
constexpr Words<2> kRibbons = {"looks-at", "looked-at-by"};
constexpr Words<3> kRanges = {"zero-to-one", "this-map", "this-row"};
constexpr Words<3> kWordTabs = {"row", "vectors", "output"};

template <typename Enum, std::size_t count>
void read_word(const core::JsonValue& object, const char* key, const Words<count>& words, Enum& value) {
  const auto found = object.find(key);
  if (!found) return;
  const std::string word = found->text();
  const auto place = std::find(words.begin(), words.end(), word);
  if (place == words.end()) found->refuse(fmt::format("one of {}", fmt::join(words, ", ")));
  value = static_cast<Enum>(place - words.begin());
}

template <typename Enum, std::size_t count>
const char* word_of(const Words<count>& words, Enum value) {
  return words.at(static_cast<std::size_t>(value));
}

void read_integer(const core::JsonValue& object, const char* key, int least, int most, int& value) {
  if (const auto found = object.find(key)) value = static_cast<int>(found->integer(least, most));
}

void read_row_view(const core::JsonValue& object, ui::RowView& view) {
  const auto found = object.find("row_view");
  if (!found) return;
  const ui::RowViewEntry* entry = ui::find_row_view(found->text());
  if (entry == nullptr) found->refuse("a view that --view names");
  view = entry->view;
}

void read_flag(const core::JsonValue& object, const char* key, bool& value) {
  if (const auto found = object.find(key)) value = found->boolean();
}

ui::Preferences read_preferences(const core::JsonValue& object) {
  object.allow_only({"scale", "theme", "reduce_motion", "cell_decimals", "readout_decimals", "color_map"});
  ui::Preferences preferences;
  if (const auto scale = object.find("scale")) preferences.scale = static_cast<float>(scale->number(0.5, 3));
  read_word(object, "theme", kThemes, preferences.theme);
  read_flag(object, "reduce_motion", preferences.reduce_motion);
  read_integer(object, "cell_decimals", 0, 6, preferences.cell_decimals);
  read_integer(object, "readout_decimals", 0, 8, preferences.readout_decimals);
  read_word(object, "color_map", kColorMaps, preferences.color_map);
  return preferences;
}

ui::PersistedView read_view(const core::JsonValue& object) {
  object.allow_only({"stage", "vector_tab", "left_panel", "ribbons", "range", "word_tab", "row_view", "path_kernel",
                     "path_what_if", "predict_selected", "whole_words", "code_in_cpp", "whole_stage", "resting_aside",
                     "sort_row", "matrices_open"});
  ui::PersistedView view;
  read_word(object, "stage", kStages, view.stage);
  read_word(object, "vector_tab", kVectorTabs, view.vector_tab);
  read_word(object, "left_panel", kLeftPanels, view.left_panel);
  read_word(object, "ribbons", kRibbons, view.ribbons);
  read_word(object, "range", kRanges, view.range);
  read_word(object, "word_tab", kWordTabs, view.word_tab);
  read_row_view(object, view.row_view);
  if (const auto kernel = object.find("path_kernel")) view.path_kernel = static_cast<int>(kernel->integer(3, 999));
  if (const auto what_if = object.find("path_what_if")) {
    view.path_what_if = static_cast<int>(what_if->integer(2, 1'000'000));
  }
  read_flag(object, "predict_selected", view.predict_selected);
  read_flag(object, "whole_words", view.whole_words);
  read_flag(object, "code_in_cpp", view.code_in_cpp);
  read_flag(object, "whole_stage", view.whole_stage);
  read_flag(object, "resting_aside", view.resting_aside);
  read_flag(object, "sort_row", view.sort_row);
  read_flag(object, "matrices_open", view.matrices_open);
  return view;
}

Json write_preferences(const ui::Preferences& preferences) {
  return {{"scale", preferences.scale},
          {"theme", word_of(kThemes, preferences.theme)},
          {"reduce_motion", preferences.reduce_motion},
          {"cell_decimals", preferences.cell_decimals},
          {"readout_decimals", preferences.readout_decimals},
          {"color_map", word_of(kColorMaps, preferences.color_map)}};
}

Json write_view(const ui::PersistedView& view) {
  return {{"stage", word_of(kStages, view.stage)},
          {"vector_tab", word_of(kVectorTabs, view.vector_tab)},
          {"left_panel", word_of(kLeftPanels, view.left_panel)},
          {"ribbons", word_of(kRibbons, view.ribbons)},
          {"range", word_of(kRanges, view.range)},
          {"word_tab", word_of(kWordTabs, view.word_tab)},
          {"row_view", ui::row_view_entry(view.row_view).id},
          {"path_kernel", view.path_kernel},
          {"path_what_if", view.path_what_if},
          {"code_in_cpp", view.code_in_cpp},
          {"whole_stage", view.whole_stage},
          {"resting_aside", view.resting_aside},
          {"predict_selected", view.predict_selected},
          {"whole_words", view.whole_words},
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
  store.models = core::model_places();
  return store;
}

Store store_in(const std::filesystem::path& folder) {
  return {folder / "settings.json", folder / "session.json", folder / "progress.json", folder / "lessons", {}};
}

Settings read_settings(const Store& store) {
  Settings settings;
  if (store.settings_file.empty() || !std::filesystem::exists(store.settings_file)) return settings;
  const core::JsonValue root = core::read_json_file(store.settings_file);
  root.allow_only({"preferences", "view", "recent", "window_width", "window_height"});
  if (const auto preferences = root.find("preferences")) settings.preferences = read_preferences(*preferences);
  if (const auto view = root.find("view")) settings.view = read_view(*view);
  if (const auto recent = root.find("recent")) settings.recent = recent->texts();
  read_integer(root, "window_width", kLeastWindowWidth, kMostWindow, settings.window_width);
  read_integer(root, "window_height", kLeastWindowHeight, kMostWindow, settings.window_height);
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
