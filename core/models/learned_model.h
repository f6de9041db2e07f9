// Opens a model with learned weights: a folder as Hugging Face lays it out, or one GGUF file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "core/models/learned_weights.h"
#include "core/tokenizers/tokenizer.h"

namespace core {

// What a model says of itself without a weight being read.
struct LearnedSummary {
  std::string family, license;
  Index layers = 0, heads = 0, width = 0;  // heads of one layer
  std::uint64_t bytes = 0;                 // of the weights on disk
  std::string fingerprint;                 // core/models/measured.h
};

// Whether the path looks like a model: a .gguf file, or a folder with a config.json or exactly one .gguf file.
bool is_learned_model(const std::filesystem::path& path);
// Throws Error where the model is damaged or of a family that Heed does not know.
LearnedSummary summarize_learned_model(const std::filesystem::path& path);
// Throws Error; returns null where `control` was cancelled.
std::shared_ptr<const Model> open_learned_model(const std::filesystem::path& path, const std::string& id,
                                                LoadControl* control = nullptr);

// The parts of opening, for models that are not on disk. `names` are the family's for this kind of file.
std::shared_ptr<const Model> build_learned_model(const FamilyShape& shape, const WeightNames& names,
                                                 const TensorFile& file, TokenizerPointer tokenizer,
                                                 const std::string& id, LoadControl* control = nullptr);
const Family& family_of_config(const JsonValue& config);
const Family& family_of_gguf(const GgufMetadata& metadata);

}  // namespace core
