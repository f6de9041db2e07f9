#include "core/models/learned_model.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.h"
#include "core/files.h"
#include "core/model_files/gguf.h"
#include "core/model_files/safetensors_reader.h"
#include "core/models/find_models.h"
#include "core/models/measured.h"
#include "core/spelling.h"

namespace core {

namespace {

namespace fs = std::filesystem;

// A folder's only .gguf file, or "".
fs::path gguf_inside(const fs::path& folder) {
  fs::path found;
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator(folder, problem)) {
    if (entry.path().extension() != ".gguf") continue;
    if (!found.empty()) return {};
    found = entry.path();
  }
  return found;
}

// The GGUF file that a path means, or "" for a folder with a config.json.
fs::path gguf_of(const fs::path& path) {
  std::error_code problem;
  if (!fs::is_directory(path, problem)) return path;
  if (fs::exists(path / "config.json", problem)) return {};
  return gguf_inside(path);
}

void refuse_no_model(const fs::path& path) {
  std::error_code problem;
  if (is_learned_model(path)) return;
  const bool exists = fs::exists(path, problem);
  throw Error(fmt::format("\"{}\" {}", path.string(), exists ? "is no model" : "does not exist"),
              "a folder with config.json, model.safetensors and tokenizer.json, or a .gguf file",
              exists ? "the download may be unfinished" : "is the name spelt right?");
}

// "license:" in the front matter of README.md: between the first two lines of "---".
std::string license_of(const fs::path& folder) {
  constexpr std::size_t kMost = std::size_t{1} << 22U;
  std::error_code problem;
  if (!fs::is_regular_file(folder / "README.md", problem)) return "";
  std::string text;
  try {
    text = read_file(folder / "README.md", kMost);
  } catch (const Error&) {
    return "";  // a README is not part of the model
  }
  if (text.rfind("---\n", 0) != 0) return "";
  const std::string front = text.substr(4, text.find("\n---", 3) - 3);
  const std::string key = "license:";
  for (std::size_t at = front.find(key); at != std::string::npos; at = front.find(key, at + 1)) {
    if (at > 0 && front[at - 1] != '\n') continue;
    std::string value = front.substr(at + key.size(), front.find('\n', at) - at - key.size());
    const auto is_space = [](char c) { return c == ' ' || c == '"' || c == '\'' || c == '\r'; };
    value.erase(std::remove_if(value.begin(), value.end(), is_space), value.end());
    return value;
  }
  return "";
}

std::string license_of(const GgufMetadata& metadata) {
  return metadata.has("general.license") ? metadata.text("general.license") : "";
}

std::uint64_t weight_bytes(const fs::path& folder) {
  std::uint64_t bytes = 0;
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator(folder, problem)) {
    const bool weights = entry.path().extension() == ".safetensors";
    const auto size = weights ? fs::file_size(entry.path(), problem) : 0;
    if (!problem) bytes += size;
  }
  return bytes;
}

struct Described {
  const Family* family = nullptr;
  FamilyShape shape;
  std::string license;
};

Described describe_folder(const fs::path& folder) {
  const JsonValue config = read_json_file(folder / "config.json");
  const Family& family = family_of_config(config);
  return {&family, family.read_config(config), license_of(folder)};
}

Described describe_gguf(const GgufFile& file, const fs::path& path) {
  const Family& family = family_of_gguf(*file.metadata);
  const std::string stated = license_of(*file.metadata);
  return {&family, family.read_gguf(file), stated.empty() ? license_of(path.parent_path()) : stated};
}

// What only the place and the papers of a model say.
std::shared_ptr<const Model> named(std::shared_ptr<const Model> model, const fs::path& path,
                                   const std::string& license) {
  if (!model) return model;
  auto result = std::make_shared<Model>(*model);
  result->config.name = learned_model_name(path);
  result->config.license = license;
  return result;
}

}  // namespace

bool is_learned_model(const fs::path& path) {
  std::error_code problem;
  if (fs::is_directory(path, problem)) {
    return fs::exists(path / "config.json", problem) || !gguf_inside(path).empty();
  }
  return path.extension() == ".gguf" && fs::exists(path, problem);
}

LearnedSummary summarize_learned_model(const fs::path& path) {
  refuse_no_model(path);
  const fs::path gguf = gguf_of(path);
  const Described described = gguf.empty() ? describe_folder(path) : describe_gguf(open_gguf(gguf), gguf);
  LearnedSummary summary;
  summary.family = described.shape.family;
  summary.license = described.license;
  summary.layers = described.shape.layers;
  summary.heads = described.shape.heads;
  summary.width = described.shape.width;
  summary.bytes = gguf.empty() ? weight_bytes(path) : fs::file_size(gguf);
  summary.fingerprint = fingerprint_of(gguf.empty() ? path : gguf);
  return summary;
}

std::shared_ptr<const Model> open_learned_model(const fs::path& path, const std::string& id, LoadControl* control) {
  refuse_no_model(path);
  const fs::path gguf = gguf_of(path);
  if (gguf.empty()) {
    const Described described = describe_folder(path);
    const TokenizerPointer tokenizer = read_tokenizer(path);
    const TensorFilePointer file = open_safetensors(path);
    return named(build_learned_model(described.shape, described.family->weight_names(), *file, tokenizer, id, control),
                 path, described.license);
  }
  const GgufFile file = open_gguf(gguf);
  const Described described = describe_gguf(file, gguf);
  const TokenizerPointer tokenizer = make_gguf_tokenizer(*file.metadata);
  return named(
      build_learned_model(described.shape, described.family->gguf_names(), *file.tensors, tokenizer, id, control), path,
      described.license);
}

}  // namespace core
