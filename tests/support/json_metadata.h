// GGUF metadata from a JSON object, so that tests can write it as text.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/json_reader.h"
#include "core/model_files/gguf.h"

namespace support {

class MetadataOfJson : public core::GgufMetadata {
 public:
  explicit MetadataOfJson(core::JsonValue json) : json_(std::move(json)) {}
  std::string source() const override { return "gguf.json"; }
  bool has(std::string_view key) const override { return json_.has(key); }
  std::string text(std::string_view key) const override { return json_.at(key).text(); }
  std::int64_t integer(std::string_view key, std::int64_t low, std::int64_t high) const override {
    return json_.at(key).integer(low, high);
  }
  double number(std::string_view key) const override { return json_.at(key).number(); }
  bool flag(std::string_view key) const override { return json_.at(key).boolean(); }
  std::vector<std::string> texts(std::string_view key) const override { return json_.at(key).texts(); }
  std::vector<float> numbers(std::string_view key) const override { return json_.at(key).floats(); }
  std::vector<std::int64_t> integers(std::string_view key) const override {
    std::vector<std::int64_t> numbers;
    for (const core::JsonValue& item : json_.at(key).items()) numbers.push_back(item.integer(-128, 1000));
    return numbers;
  }

 private:
  core::JsonValue json_;
};

}  // namespace support
