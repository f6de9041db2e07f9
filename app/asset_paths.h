// Where the files that come with Heed are: models, lexicon, sentences.
#pragma once

#include <filesystem>

namespace app {

struct AssetPaths {
  std::filesystem::path assets, sentences;
};

// $HEED_ASSETS (with the sentences beside or inside it), else ../share/heed beside the program, else the source tree.
// Throws core::Error where $HEED_ASSETS is no folder or nothing is found.
AssetPaths find_assets();

}  // namespace app
