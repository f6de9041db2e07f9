#include "app/library.h"

namespace app {

std::vector<ui::LibrarySentence> load_library(const std::filesystem::path&) {
  return {};
}

}  // namespace app
