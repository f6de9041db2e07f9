// Parsing JSON text into a tree, strictly; the checked way to read the tree is json_reader.h.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/json_reader.h"

namespace core {

// Throws Error as parse_json does.
nlohmann::json parse_strict_json(std::string_view text, const std::string& source, const JsonLimits& limits);

}  // namespace core
