// Reading JSON that may be damaged or hostile: every refusal names the file, the place, what was found and expected.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <limits>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace core {

struct JsonLimits {
  std::size_t bytes = std::size_t{64} << 20U;
  std::size_t depth = 64;  // nested lists and objects; a deep tree overflows the stack when it is freed
  std::size_t values = 20'000'000;
};

// One value of a document and the way to it. Keeps the document alive; cheap to copy. Every getter throws Error.
class JsonValue {
 public:
  // Objects.
  bool has(std::string_view key) const;
  JsonValue at(std::string_view key) const;                   // throws where the key is missing
  std::optional<JsonValue> find(std::string_view key) const;  // nothing where the key is missing or its value is null
  std::vector<std::pair<std::string, JsonValue>> members() const;       // in the order of their names
  void allow_only(std::initializer_list<std::string_view> keys) const;  // throws on any other key
  // Lists.
  std::size_t size() const;  // of a list or an object
  JsonValue item(std::size_t index) const;
  std::vector<JsonValue> items() const;
  std::vector<float> floats() const;                   // a list of finite numbers
  std::vector<float> floats(std::size_t count) const;  // exactly so many
  std::vector<std::string> texts() const;
  // Leaves; ranges include both ends.
  std::string text(std::size_t max_bytes = 1'000'000) const;
  bool boolean() const;
  std::int64_t integer(std::int64_t low, std::int64_t high) const;  // 3 and 3.0, but not 3.5
  double number(double low = std::numeric_limits<double>::lowest(),
                double high = std::numeric_limits<double>::max()) const;

  bool is_null() const;
  bool is_object() const;
  bool is_text() const;
  bool is_number() const;

  // "session.json: layers[2].head", for messages about this value; a text of several lines also has its line named:
  // "lesson.json, line 12: steps[2].text".
  std::string place() const;
  int line() const;  // on which the value begins, from 1; 0 where the document is too long to keep its text
  // Refuses this value: "PLACE is FOUND; expected EXPECTED (LIKELY CAUSE)".
  [[noreturn]] void refuse(const std::string& expected, const std::string& likely_cause = "") const;
  const nlohmann::json& raw() const { return *value_; }

 private:
  struct Document;
  JsonValue(std::shared_ptr<const Document> document, const nlohmann::json* value, std::string path);
  JsonValue child(const nlohmann::json& value, std::string_view key) const;
  JsonValue child(const nlohmann::json& value, std::size_t index) const;
  void expect_object() const;
  void expect_list() const;
  friend JsonValue parse_json(std::string_view, const std::string&, const JsonLimits&);

  std::shared_ptr<const Document> document_;
  const nlohmann::json* value_;  // inside document_
  std::string path_;             // "layers[2].head", "" for the whole document
};

// Parses one JSON document. `source` names it in messages. Throws Error, with the line, on a syntax error, bad UTF-8, a
// key that stands twice in one object, a number too large for a double, too many bytes, levels or values.
JsonValue parse_json(std::string_view text, const std::string& source, const JsonLimits& limits = {});
// Reads and parses a file; messages name it by its file name. Throws Error.
JsonValue read_json_file(const std::filesystem::path& path, const JsonLimits& limits = {});

}  // namespace core
