// Whether a model's weights fit into memory, asked before they are read.
#pragma once

#include <cstdint>

#include "core/model_files/tensor_file.h"

namespace core {

// Throws Error where the file's weights, as 32-bit numbers, need more than the `free` bytes (0: not known).
void check_weights_fit(const TensorFile& file, std::uint64_t free);

}  // namespace core
