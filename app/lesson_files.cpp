#include "app/lesson_files.h"

#include <cstdlib>
#include <map>
#include <memory>
#include <string>

#include "app/asset_paths.h"
#include "core/models/catalog.h"

namespace app {

std::filesystem::path own_lessons_folder() {
  const char* data = std::getenv("XDG_DATA_HOME");
  if (data != nullptr && *data != '\0') return std::filesystem::path(data) / "heed" / "lessons";
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home == '\0') return {};
  return std::filesystem::path(home) / ".local" / "share" / "heed" / "lessons";
}

core::LessonShelf load_lessons() {
  return core::read_lessons(find_assets().assets / "lessons", own_lessons_folder());
}

std::vector<core::Card> load_cards() {
  return core::read_cards_file(find_assets().assets / "lessons" / "cards.json");
}

core::ModelSource built_in_model_source() {
  const auto loaded = std::make_shared<std::map<std::string, std::shared_ptr<const core::Model>>>();
  return [loaded, assets = find_assets().assets](const std::string& id) {
    auto& model = (*loaded)[id];
    if (model == nullptr) model = core::load_model(id, assets);
    return model;
  };
}

}  // namespace app
