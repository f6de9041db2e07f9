// THE list of models: how each is called, recognised and loaded.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/models/learned_weights.h"
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
std::vector<std::string> built_in_ids();
// Whether load_model opens it without reading a model's files.
bool is_built_in(std::string_view id);
// Where the learned model is that the reader means by an id or a path. Throws Error naming the nearest id of all.
std::filesystem::path locate_model(std::string_view id);
// Loads a built-in model by id, or a learned one by id (core/models/find_models.h) or path; `assets` is the folder that
// holds glass_box.json. Throws Error naming the nearest id; returns null where `control` was cancelled.
std::shared_ptr<const Model> load_model(std::string_view id, const std::filesystem::path& assets,
                                        LoadControl* control = nullptr);

}  // namespace core
