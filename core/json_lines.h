// In which lines of its text the values of a parsed JSON document stand, for messages.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>
#include <unordered_map>

namespace core {

using JsonLines = std::unordered_map<const nlohmann::json*, int>;

// `root` was parsed from `text`. Returns for each value the line on which it begins, counted from 1.
JsonLines find_lines(std::string_view text, const nlohmann::json& root);

}  // namespace core
