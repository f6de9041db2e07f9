#include "tests/fuzz/json_mutation.h"

#include <array>
#include <nlohmann/json.hpp>
#include <random>

#include "tests/support/model_files.h"

namespace fuzz {

namespace {

using nlohmann::json;

const std::array<const char*, 18> kExtremes = {"null",       "true",
                                               "false",      "0",
                                               "-1",         "1e300",
                                               "4294967296", "18446744073709551615",
                                               "0.5",        "1999999",
                                               "\"\"",       "\"\\u0000\"",
                                               "\" \"",      "\"(a+)+$\"",
                                               "[]",         "{}",
                                               "[[[]]]",     "{\"type\": \"Sequence\"}"};

// A value somewhere below: at each level one child, more often a small one than one of a vocabulary.
json* somewhere(json& root, std::mt19937_64& random) {
  json* at = &root;
  for (std::size_t depth = 0; at->is_structured() && !at->empty(); ++depth) {
    if (depth > 0 && random() % 4 == 0) return at;
    auto child = at->begin();
    std::advance(child, static_cast<std::ptrdiff_t>(random() % at->size()));
    at = &*child;
  }
  return at;
}

void leave_out(json& value, std::mt19937_64& random) {
  if (!value.is_structured() || value.empty()) return;
  auto child = value.begin();
  std::advance(child, static_cast<std::ptrdiff_t>(random() % value.size()));
  value.erase(child);
}

void damage(json& root, std::mt19937_64& random) {
  for (std::uint64_t changes = 1 + random() % 3; changes > 0; --changes) {
    json* const value = somewhere(root, random);
    switch (random() % 4) {
      case 0:
        leave_out(*value, random);
        break;
      case 1: {
        const json other = *somewhere(root, random);  // a copy: it may hold `value`
        *somewhere(root, random) = other;
        break;
      }
      default:
        *value = json::parse(kExtremes[random() % kExtremes.size()]);
    }
  }
}

}  // namespace

std::function<void(std::string& bytes)> mend_json(const std::vector<std::filesystem::path>& files) {
  std::vector<std::string> texts;
  texts.reserve(files.size());
  for (const std::filesystem::path& file : files) texts.push_back(support::read_bytes(file));
  return [texts](std::string& bytes) {
    if (json::accept(bytes)) return;
    std::mt19937_64 random(std::hash<std::string>{}(bytes));
    json root = json::parse(texts[random() % texts.size()]);
    damage(root, random);
    bytes = root.dump(-1, ' ', false, json::error_handler_t::replace);
  };
}

}  // namespace fuzz
