#include "app/asset_paths.h"

#include <fmt/format.h>

#include <cstdlib>
#include <system_error>

#include "core/error.h"

namespace app {

namespace {

namespace fs = std::filesystem;

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

fs::path program_folder() {
  std::error_code ignored;
  return fs::read_symlink("/proc/self/exe", ignored).parent_path();
}

// The sentences stand beside the assets; a folder given by hand may also hold them inside.
AssetPaths paths_of(const fs::path& assets) {
  const fs::path inside = assets / "sentences";
  const fs::path whole = fs::absolute(assets).lexically_normal();
  const fs::path folder = whole.has_filename() ? whole : whole.parent_path();
  return {assets, is_folder(inside) ? inside : folder.parent_path() / "sentences"};
}

}  // namespace

AssetPaths find_assets() {
  if (const char* given = std::getenv("HEED_ASSETS"); given != nullptr && *given != '\0') {
    if (is_folder(given)) return paths_of(given);
    throw core::Error(fmt::format("HEED_ASSETS is \"{}\", which is no folder", given),
                      "the folder that holds glass_box.json", "misspelt, or not there any more");
  }
  for (const fs::path& assets : {program_folder() / "../share/heed/assets", fs::path(HEED_SOURCE_ASSETS) / "assets"}) {
    if (is_folder(assets)) return paths_of(assets);
  }
  throw core::Error("Heed's own files were not found",
                    fmt::format("them in {}/../share/heed/assets", program_folder().string()),
                    "the program was moved away from them; set HEED_ASSETS to their folder");
}

}  // namespace app
