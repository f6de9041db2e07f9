// The header of one safetensors file: which tensor stands where, every rule of the format checked.
#pragma once

#include <memory>
#include <vector>

#include "core/model_files/mapped_tensors.h"

namespace core {

// In the order of their bytes. Throws Error. Source: huggingface/safetensors, README "Format" and
// safetensors/src/tensor.rs (read_metadata and validate).
std::vector<TensorPlace> read_safetensors_header(const std::shared_ptr<const MappedFile>& file);

}  // namespace core
