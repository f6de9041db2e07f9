#include "app/folder_listing.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace app {

namespace {

constexpr std::size_t kMostEntries = 2000;

std::filesystem::path start_folder() {
  const char* home = std::getenv("HOME");
  return home != nullptr && *home != '\0' ? home : "/";
}

}  // namespace

ui::FolderListing list_folder(const std::string& path) {
  ui::FolderListing listing;
  const std::filesystem::path folder = path.empty() ? start_folder() : std::filesystem::path(path);
  listing.path = folder.lexically_normal().string();
  std::error_code error;
  std::filesystem::directory_iterator entries(folder, std::filesystem::directory_options::skip_permission_denied,
                                              error);
  while (!error && entries != std::filesystem::directory_iterator() && listing.entries.size() < kMostEntries) {
    const std::string name = entries->path().filename().string();
    std::error_code unknown;
    if (!name.empty() && name.front() != '.') listing.entries.push_back({name, entries->is_directory(unknown)});
    entries.increment(error);
  }
  if (error) listing.problem = "This folder cannot be read: " + error.message();
  std::sort(listing.entries.begin(), listing.entries.end(),
            [](const auto& a, const auto& b) { return a.folder != b.folder ? a.folder : a.name < b.name; });
  return listing;
}

}  // namespace app
