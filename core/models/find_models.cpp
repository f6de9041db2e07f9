#include "core/models/find_models.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "core/error.h"
#include "core/spelling.h"

namespace core {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHubFolder = "models--";

// A variable's value as a path, or "" where it is not set.
fs::path from_environment(const char* variable) {
  const char* value = std::getenv(variable);
  return value == nullptr ? fs::path() : fs::path(value);
}

fs::path below(const fs::path& folder, const char* name) {
  return folder.empty() ? folder : folder / name;
}

// In order, so that the list does not depend on the file system.
std::vector<fs::path> entries(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code problem;
  for (fs::directory_iterator at(folder, problem), end; !problem && at != end; at.increment(problem)) {
    found.push_back(at->path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

// "models--org--name" as "org/name".
std::string hub_name(const std::string& folder) {
  std::string name = folder.substr(kHubFolder.size());
  const std::size_t at = name.find("--");
  return at == std::string::npos ? name : name.replace(at, 2, "/");
}

bool is_gguf(const fs::path& path) {
  return path.extension() == ".gguf";
}

// The models of a folder: itself, or each of its .gguf files where there are several.
void add_folder(const fs::path& folder, const std::string& id, std::vector<FoundModel>& found) {
  if (is_learned_model(folder)) {
    found.push_back({id, fs::absolute(folder), {}, ""});
    return;
  }
  for (const fs::path& file : entries(folder)) {
    if (is_gguf(file)) found.push_back({id + "/" + file.stem().string(), fs::absolute(file), {}, ""});
  }
}

void add_own(const fs::path& place, std::vector<FoundModel>& found) {
  std::error_code problem;
  for (const fs::path& entry : entries(place)) {
    if (fs::is_directory(entry, problem)) {
      add_folder(entry, entry.filename().string(), found);
    } else if (is_gguf(entry)) {
      found.push_back({entry.stem().string(), fs::absolute(entry), {}, ""});
    }
  }
}

// The snapshot that refs/main names, else the newest one.
fs::path snapshot_of(const fs::path& model) {
  std::string commit;
  std::getline(std::ifstream(model / "refs" / "main") >> std::ws, commit);
  std::error_code problem;
  const bool plain = commit.find('/') == std::string::npos;
  if (!commit.empty() && plain && fs::is_directory(model / "snapshots" / commit, problem)) {
    return model / "snapshots" / commit;
  }
  fs::path newest;
  fs::file_time_type newest_time = fs::file_time_type::min();
  for (const fs::path& one : entries(model / "snapshots")) {
    const auto time = fs::last_write_time(one, problem);
    if (problem || time < newest_time) continue;
    newest = one;
    newest_time = time;
  }
  return newest;
}

void add_hub(const fs::path& hub, std::vector<FoundModel>& found) {
  for (const fs::path& entry : entries(hub)) {
    const std::string folder = entry.filename().string();
    if (folder.rfind(kHubFolder, 0) != 0) continue;
    const fs::path snapshot = snapshot_of(entry);
    if (!snapshot.empty()) add_folder(snapshot, hub_name(folder), found);
  }
}

}  // namespace

ModelPlaces model_places() {
  const fs::path home = from_environment("HOME");
  const auto or_below_home = [&](const char* variable, const char* usual) {
    const fs::path set = from_environment(variable);
    return set.empty() ? below(home, usual) : set;
  };
  ModelPlaces places;
  const fs::path data = or_below_home("XDG_DATA_HOME", ".local/share");
  if (!data.empty()) places.own.push_back(data / "heed" / "models");
  fs::path hub = from_environment("HF_HUB_CACHE");
  if (hub.empty()) hub = below(from_environment("HF_HOME"), "hub");
  if (hub.empty()) hub = below(or_below_home("XDG_CACHE_HOME", ".cache"), "huggingface/hub");
  if (!hub.empty()) places.hubs.push_back(hub);
  return places;
}

std::vector<FoundModel> list_learned_models(const ModelPlaces& places) {
  std::vector<FoundModel> found;
  for (const fs::path& place : places.own) add_own(place, found);
  for (const fs::path& hub : places.hubs) add_hub(hub, found);
  return found;
}

std::vector<FoundModel> find_learned_models(const ModelPlaces& places, const std::atomic<bool>* cancelled) {
  std::vector<FoundModel> found = list_learned_models(places);
  for (FoundModel& model : found) {
    if (cancelled != nullptr && *cancelled) break;
    try {
      model.summary = summarize_learned_model(model.path);
    } catch (const std::exception& error) {
      model.problem = error.what();
    }
  }
  return found;
}

fs::path locate_learned_model(std::string_view name, const ModelPlaces& places,
                              const std::vector<std::string>& built_in) {
  const fs::path path = name;
  const bool like_a_path = name.find('/') != std::string_view::npos;
  if (like_a_path && is_learned_model(path)) return path;
  std::vector<std::string> known = built_in;
  for (const FoundModel& model : list_learned_models(places)) {
    if (model.id == name) return model.path;
    known.push_back(model.id);
  }
  std::error_code problem;
  if (fs::exists(path, problem) || is_gguf(path) || (!name.empty() && name.front() == '/')) return path;
  std::string list;
  for (const std::string& one : known) list += (list.empty() ? "" : ", ") + one;
  throw Error(fmt::format("there is no model \"{}\"", name),
              "a name that heed list models shows" + (list.empty() ? "" : " (" + list + ")") +
                  ", a model's folder or a .gguf file",
              did_you_mean(std::string(name), known, "a learned model is not installed: app/get_model.sh fetches two"));
}

std::string learned_model_name(const fs::path& path) {
  const fs::path plain = (fs::absolute(path) / ".").lexically_normal().parent_path();
  const fs::path model = plain.parent_path().parent_path();
  const bool is_snapshot =
      plain.parent_path().filename() == "snapshots" && model.filename().string().rfind(kHubFolder, 0) == 0;
  if (is_snapshot) return hub_name(model.filename().string());
  return is_gguf(plain) ? plain.stem().string() : plain.filename().string();
}

}  // namespace core
