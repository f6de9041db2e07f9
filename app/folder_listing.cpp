#include "app/folder_listing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace app {

namespace {

constexpr std::size_t kMostEntries = 2000;
constexpr std::size_t kMostRead = 200'000;  // of a folder that would take seconds

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
  while (!error && entries != std::filesystem::directory_iterator() && listing.entries.size() < kMostRead) {
    const std::string name = entries->path().filename().string();
    std::error_code unknown;
    if (!name.empty() && name.front() != '.') listing.entries.push_back({name, entries->is_directory(unknown)});
    entries.increment(error);
  }
  if (error) listing.problem = "This folder cannot be read: " + error.message();
  std::sort(listing.entries.begin(), listing.entries.end(),
            [](const auto& a, const auto& b) { return a.folder != b.folder ? a.folder : a.name < b.name; });
  if (listing.entries.size() > kMostEntries) {
    const bool all = listing.entries.size() < kMostRead;
    listing.problem = fmt::format("The first {} of {}{} names; type a path to reach the others", kMostEntries,
                                  all ? "" : "more than ", listing.entries.size());
    listing.entries.resize(kMostEntries);
  }
  return listing;
}

}  // namespace app
