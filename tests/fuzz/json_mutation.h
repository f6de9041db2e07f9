// Damage to what a JSON file says instead of to its syntax.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace fuzz {

// For Target::mend: a text that is no JSON any more becomes one of the files with a few values left out, exchanged or
// set to extremes. The same text always gives the same file.
std::function<void(std::string& bytes)> mend_json(const std::vector<std::filesystem::path>& files);

}  // namespace fuzz
