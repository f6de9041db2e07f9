#include "core/models/catalog.h"

#include <fmt/format.h>

#include "core/error.h"
#include "core/models/glass_box.h"
#include "core/models/small_examples.h"
#include "core/spelling.h"

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

std::shared_ptr<const Model> load_model(std::string_view id, const Path& assets) {
  std::vector<std::string> ids;
  for (const CatalogEntry& entry : built_in_models()) {
    if (entry.id == id) return entry.load(assets, entry.path);
    ids.push_back(entry.id);
  }
  std::string known;
  for (const std::string& one : ids) known += (known.empty() ? "" : ", ") + one;
  throw Error(fmt::format("there is no model \"{}\"", id), "one of " + known,
              did_you_mean(id, ids, "a learned model is not installed"));
}

}  // namespace core
