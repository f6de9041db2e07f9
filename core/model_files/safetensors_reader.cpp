#include "core/model_files/safetensors_reader.h"

#include <fmt/format.h>

#include <iterator>
#include <map>
#include <utility>

#include "core/error.h"
#include "core/json_reader.h"
#include "core/model_files/safetensors_header.h"
#include "core/model_files/tensor_names.h"

namespace core {

namespace {

namespace fs = std::filesystem;

constexpr const char* kSingle = "model.safetensors";
constexpr const char* kIndex = "model.safetensors.index.json";

std::vector<TensorPlace> places_of(const fs::path& path) {
  return read_safetensors_header(std::make_shared<const MappedFile>(path));
}

// A shard's name is a file in the index's own folder: nothing in an index leads out of it.
std::string shard_name(const JsonValue& value) {
  std::string name = value.text(255);  // the longest name that file systems take
  const bool plain = !name.empty() && name != "." && name != ".." && name.find_first_of("/\\") == std::string::npos &&
                     name.find('\0') == std::string::npos;
  if (!plain) value.refuse("the name of a file in the same folder");
  return name;
}

// The names of the tensors that each shard is said to hold.
std::map<std::string, std::vector<std::string>> read_weight_map(const fs::path& index) {
  std::map<std::string, std::vector<std::string>> shards;
  const JsonValue weight_map = read_json_file(index).at("weight_map");
  for (const auto& [tensor, shard] : weight_map.members()) shards[shard_name(shard)].push_back(tensor);
  if (shards.empty()) weight_map.refuse("at least one tensor");
  return shards;
}

void expect_listed(const std::vector<TensorPlace>& places, const std::vector<std::string>& listed,
                   const std::string& shard, const std::string& index) {
  std::map<std::string_view, bool> held;
  for (const TensorPlace& place : places) held[place.tensor.name] = true;
  for (const std::string& name : listed) {
    if (held.contains(name)) continue;
    throw Error(fmt::format("{} holds no tensor {}", shard, in_quotes(name)), "what " + index + " lists for it",
                "the parts come from different versions of the model: download them again");
  }
}

TensorFilePointer open_shards(const fs::path& index) {
  std::vector<TensorPlace> all;
  for (const auto& [shard, listed] : read_weight_map(index)) {
    std::vector<TensorPlace> places = places_of(index.parent_path() / shard);
    expect_listed(places, listed, shard, index.filename().string());
    std::move(places.begin(), places.end(), std::back_inserter(all));
  }
  return make_mapped_tensors(index.filename().string(), std::move(all));
}

[[noreturn]] void refuse_folder(const fs::path& folder) {
  const bool has_pickle =
      fs::exists(folder / "pytorch_model.bin") || fs::exists(folder / "pytorch_model.bin.index.json");
  throw Error(fmt::format("the folder \"{}\" holds neither {} nor {}", folder.string(), kSingle, kIndex), "one of them",
              has_pickle ? "its pytorch_model.bin is a Python pickle: save the model as safetensors"
                         : "another folder was meant, or the download stopped");
}

}  // namespace

TensorFilePointer open_safetensors(const fs::path& path) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    if (fs::exists(path / kSingle, ignored)) return open_safetensors(path / kSingle);
    if (fs::exists(path / kIndex, ignored)) return open_safetensors(path / kIndex);
    refuse_folder(path);
  }
  if (path.extension() == ".json") return open_shards(path);
  return make_mapped_tensors(path.filename().string(), places_of(path));
}

}  // namespace core
