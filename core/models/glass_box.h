// The glass box: a transformer compiled by hand, every component and head with a plain-language name.
#pragma once

#include <filesystem>
#include <memory>

#include "core/models/model.h"

namespace core {

// Reads lexicon.txt, tables/ and glass_box.json of the folder. Throws Error with file, place, found and expected.
std::shared_ptr<const Model> load_glass_box(const std::filesystem::path& assets);

}  // namespace core
