// Reads safetensors, one file or the shards that an index lists, memory-mapped and with every rule of the format
// checked.
#pragma once

#include <filesystem>

#include "core/model_files/tensor_file.h"

namespace core {

// `path` is a .safetensors file, a model.safetensors.index.json, or a folder that holds either. Throws Error.
// Source: huggingface/safetensors, README "Format" and safetensors/src/tensor.rs (the rules that are checked).
TensorFilePointer open_safetensors(const std::filesystem::path& path);

}  // namespace core
