#include "core/models/catalog.h"

#include <algorithm>

#include "core/models/find_models.h"
#include "core/models/glass_box.h"
#include "core/models/small_examples.h"

namespace core {

namespace {

using Path = std::filesystem::path;

std::shared_ptr<const Model> from_assets(const Path& assets, const Path&) {
  return load_glass_box(assets);
}

template <auto make>
std::shared_ptr<const Model> without_files(const Path&, const Path&) {
  return make();
}

}  // namespace

const std::vector<CatalogEntry>& built_in_models() {
  static const std::vector<CatalogEntry> models = {
      {"glass-box", "Glass box", "glass box", Origin::Compiled, {}, from_assets},
      {"three-words", "Three words", "example", Origin::Given, {}, without_files<make_three_words>},
      {"given-weights", "Given weights", "example", Origin::Given, {}, without_files<make_given_weights>},
      {"four-by-three", "Four by three", "example", Origin::Given, {}, without_files<make_four_by_three>},
  };
  return models;
}

std::vector<std::string> built_in_ids() {
  std::vector<std::string> ids;
  for (const CatalogEntry& entry : built_in_models()) ids.push_back(entry.id);
  return ids;
}

bool is_built_in(std::string_view id) {
  const auto& models = built_in_models();
  return std::any_of(models.begin(), models.end(), [&](const CatalogEntry& entry) { return entry.id == id; });
}

Path locate_model(std::string_view id) {
  return locate_learned_model(id, model_places(), built_in_ids());
}

std::shared_ptr<const Model> load_model(std::string_view id, const Path& assets, LoadControl* control) {
  for (const CatalogEntry& entry : built_in_models()) {
    if (entry.id == id) return entry.load(assets, entry.path);
  }
  return open_learned_model(locate_model(id), std::string(id), control);
}

}  // namespace core
