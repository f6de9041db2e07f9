// How messages about model files put names and shapes, and what a file that is no model file looks like.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/tensor.h"

namespace core {

// In quotes, on one line, cut where it is long.
std::string in_quotes(std::string_view name);
// "[2, 3]"
std::string shape_text(const std::vector<Index>& shape);

// Says what the bytes at the beginning of a file look like where they are known to be something else ("this is a GGUF
// file"), or returns `otherwise`.
std::string cause_by_beginning(std::string_view bytes, const std::string& otherwise);

}  // namespace core
