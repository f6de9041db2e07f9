// THE list of models: how each is called, recognised and loaded.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/models/model.h"

namespace core {

struct CatalogEntry {
  std::string id, name, family;
  Origin origin = Origin::Compiled;
  std::filesystem::path path;  // empty for built-in models
  std::shared_ptr<const Model> (*load)(const std::filesystem::path& assets,
                                       const std::filesystem::path& path) = nullptr;
};

// The models that can be opened, built-in ones first; the first is the default.
const std::vector<CatalogEntry>& built_in_models();
// Loads a model by id; `assets` is the folder that holds glass_box.json. Throws Error naming the nearest id.
std::shared_ptr<const Model> load_model(std::string_view id, const std::filesystem::path& assets);

}  // namespace core
