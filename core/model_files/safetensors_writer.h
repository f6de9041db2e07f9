// Writing named arrays as one safetensors file (huggingface/safetensors, README, "Format").
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/tensor.h"

namespace core {

struct NamedMatrix {
  std::string name;
  const Matrix* values = nullptr;  // outlives the writing
};

// Each array becomes an F32 tensor of two dimensions. Throws Error on a path that cannot be written or a full disk;
// a file that was there before is then still whole.
void write_safetensors(const std::filesystem::path& path, const std::vector<NamedMatrix>& arrays,
                       const std::map<std::string, std::string>& metadata);

}  // namespace core
