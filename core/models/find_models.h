// Finds learned models on this machine: the reader's own folder and the Hugging Face hub's cache.
#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/models/learned_model.h"

namespace core {

// Where to look: folders whose entries are models, and caches as the hub lays them out (models--ORG--NAME/snapshots).
struct ModelPlaces {
  std::vector<std::filesystem::path> own, hubs;
};
// This reader's: $XDG_DATA_HOME/heed/models (~/.local/share), and $HF_HUB_CACHE, else $HF_HOME/hub, else
// $XDG_CACHE_HOME/huggingface/hub (~/.cache).
ModelPlaces model_places();

struct FoundModel {
  std::string id;              // how --model names it: "minilm", "org/name"
  std::filesystem::path path;  // absolute
  LearnedSummary summary;
  std::string problem;  // why it cannot be opened, where its config says so already; the summary is then empty
};
// Their names and paths alone: no file is opened.
std::vector<FoundModel> list_learned_models(const ModelPlaces& places);
// Sorted by id, own ones first. Folders without a model are passed over, models that Heed cannot open are listed.
// Reads each one's config; ends early, with what there is, once `cancelled`.
std::vector<FoundModel> find_learned_models(const ModelPlaces& places, const std::atomic<bool>* cancelled = nullptr);

// The model that the reader means by an id or a path. Throws Error naming the nearest id.
std::filesystem::path locate_learned_model(std::string_view name, const ModelPlaces& places,
                                           const std::vector<std::string>& built_in = {});

// What a model at this path is called: "org/name" in the hub's cache, else the name of its folder or file.
std::string learned_model_name(const std::filesystem::path& path);

}  // namespace core
