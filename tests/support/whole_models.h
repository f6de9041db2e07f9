// The tiny models of tests/data/whole as folders that can be opened: weights and tokenizer side by side.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace support {

// The names of the folders of tests/data/whole, sorted.
std::vector<std::string> whole_model_names();
std::filesystem::path whole_models_folder();
// Copies the model with its tokenizer into folder/NAME; returns that.
std::filesystem::path put_whole_model(const std::string& name, const std::filesystem::path& folder);
// The references of a model, as paths.
std::vector<std::filesystem::path> references_of(const std::string& name);

}  // namespace support
