#include "core/json_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <mutex>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/files.h"
#include "core/json_lines.h"
#include "core/json_parser.h"

namespace core {

using nlohmann::json;

struct JsonValue::Document {
  json root;
  std::string source;
  std::string text;                // kept so that messages can name the line; empty for very long documents
  mutable std::once_flag counted;  // guards `lines`, which are looked for when the first is asked for
  mutable JsonLines lines;
};

namespace {

constexpr std::size_t kShownBytes = 60;
constexpr std::size_t kKeptBytes = 4U << 20U;

// The value as a message shows it: short, one line, valid UTF-8.
std::string describe(const json& value) {
  if (value.is_object()) return value.empty() ? "an empty object" : "an object";
  if (value.is_array()) return fmt::format("a list of {}", value.size());
  std::string text = value.dump();  // escapes control characters; the parser has checked UTF-8
  if (text.size() <= kShownBytes) return text;
  std::size_t end = kShownBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

bool is_plain_key(std::string_view key) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  return !key.empty() && key.size() <= kShownBytes && std::all_of(key.begin(), key.end(), plain);
}

}  // namespace

JsonValue::JsonValue(std::shared_ptr<const Document> document, const json* value, std::string path)
    : document_(std::move(document)), value_(value), path_(std::move(path)) {}

JsonValue JsonValue::child(const json& value, std::string_view key) const {
  const std::string step = is_plain_key(key) ? (path_.empty() ? "" : ".") + std::string(key)
                                             : fmt::format("[{}]", describe(json(std::string(key))));
  return {document_, &value, path_ + step};
}

JsonValue JsonValue::child(const json& value, std::size_t index) const {
  return {document_, &value, fmt::format("{}[{}]", path_, index)};
}

std::string JsonValue::place() const {
  // Where all stands on one line its number says nothing.
  const bool several = document_->text.find('\n') != std::string::npos;
  const std::string line = several ? fmt::format(", line {}", this->line()) : "";
  return document_->source + line + (path_.empty() ? "" : ": " + path_);
}

int JsonValue::line() const {
  const Document& document = *document_;
  std::call_once(document.counted, [&] {
    if (!document.text.empty()) document.lines = find_lines(document.text, document.root);
  });
  const auto found = document.lines.find(value_);
  return found == document.lines.end() ? 0 : found->second;
}

void JsonValue::refuse(const std::string& expected, const std::string& likely_cause) const {
  throw Error(fmt::format("{} is {}", place(), describe(*value_)), expected, likely_cause);
}

void JsonValue::expect_object() const {
  if (!value_->is_object()) refuse("an object");
}

void JsonValue::expect_list() const {
  if (!value_->is_array()) refuse("a list");
}

bool JsonValue::has(std::string_view key) const {
  expect_object();
  return value_->contains(std::string(key));
}

JsonValue JsonValue::at(std::string_view key) const {
  expect_object();
  const auto found = value_->find(std::string(key));
  if (found != value_->end()) return child(*found, key);
  std::string names;
  for (const auto& member : value_->items()) {
    if (names.size() > kShownBytes) break;
    names += (names.empty() ? "" : ", ") + describe(json(member.key()));
  }
  throw Error(fmt::format("{} has no \"{}\"", place(), key), fmt::format("the key \"{}\"", key),
              names.empty() ? "the object is empty" : "it has " + names);
}

std::optional<JsonValue> JsonValue::find(std::string_view key) const {
  expect_object();
  const auto found = value_->find(std::string(key));
  if (found == value_->end() || found->is_null()) return std::nullopt;
  return child(*found, key);
}

std::vector<std::pair<std::string, JsonValue>> JsonValue::members() const {
  expect_object();
  std::vector<std::pair<std::string, JsonValue>> members;
  members.reserve(value_->size());
  for (const auto& member : value_->items()) members.emplace_back(member.key(), child(member.value(), member.key()));
  return members;
}

void JsonValue::allow_only(std::initializer_list<std::string_view> keys) const {
  expect_object();
  for (const auto& member : value_->items()) {
    if (std::find(keys.begin(), keys.end(), member.key()) != keys.end()) continue;
    const JsonValue unknown = child(member.value(), member.key());
    const bool same_line = unknown.line() == line();
    throw Error(fmt::format("{} has an unknown key {}{}", place(), describe(json(member.key())),
                            same_line ? "" : fmt::format(" (line {})", unknown.line())),
                fmt::format("only {}", fmt::join(keys, ", ")), "misspelt, or written by a newer version");
  }
}

std::size_t JsonValue::size() const {
  if (!value_->is_structured()) refuse("a list or an object");
  return value_->size();
}

JsonValue JsonValue::item(std::size_t index) const {
  expect_list();
  if (index >= value_->size()) refuse(fmt::format("at least {} values", index + 1));
  return child((*value_)[index], index);
}

std::vector<JsonValue> JsonValue::items() const {
  expect_list();
  std::vector<JsonValue> items;
  items.reserve(value_->size());
  for (std::size_t i = 0; i < value_->size(); ++i) items.push_back(child((*value_)[i], i));
  return items;
}

std::vector<float> JsonValue::floats() const {
  expect_list();
  std::vector<float> numbers;
  numbers.reserve(value_->size());
  constexpr double kLargest = std::numeric_limits<float>::max();
  for (const JsonValue& item : items()) numbers.push_back(static_cast<float>(item.number(-kLargest, kLargest)));
  return numbers;
}

std::vector<float> JsonValue::floats(std::size_t count) const {
  expect_list();
  if (value_->size() != count) refuse(fmt::format("a list of {} numbers", count));
  return floats();
}

std::vector<std::string> JsonValue::texts() const {
  std::vector<std::string> texts;
  for (const JsonValue& item : items()) texts.push_back(item.text());
  return texts;
}

std::string JsonValue::text(std::size_t max_bytes) const {
  if (!value_->is_string()) refuse("a text");
  const auto& text = value_->get_ref<const std::string&>();
  if (text.size() > max_bytes) refuse(fmt::format("a text of at most {} bytes", max_bytes));
  return text;
}

bool JsonValue::boolean() const {
  if (!value_->is_boolean()) refuse("true or false");
  return value_->get<bool>();
}

std::int64_t JsonValue::integer(std::int64_t low, std::int64_t high) const {
  const std::string expected = fmt::format("a whole number from {} to {}", low, high);
  std::int64_t number = 0;
  if (value_->is_number_unsigned()) {
    const auto large = value_->get<std::uint64_t>();
    if (large > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) refuse(expected);
    number = static_cast<std::int64_t>(large);
  } else if (value_->is_number_integer()) {
    number = value_->get<std::int64_t>();
  } else {
    constexpr double kExact = 9007199254740992.0;  // 2^53: every whole number up to it is a double
    const double fraction = value_->is_number_float() ? value_->get<double>() : 0.5;
    if (std::abs(fraction) > kExact || std::trunc(fraction) != fraction) refuse(expected);
    number = static_cast<std::int64_t>(fraction);
  }
  if (number < low || number > high) refuse(expected);
  return number;
}

double JsonValue::number(double low, double high) const {
  const bool any = low == std::numeric_limits<double>::lowest() && high == std::numeric_limits<double>::max();
  const std::string expected = any ? "a number" : fmt::format("a number from {} to {}", low, high);
  if (!value_->is_number()) refuse(expected);
  const auto number = value_->get<double>();
  if (!(number >= low && number <= high)) refuse(expected);
  return number;
}

bool JsonValue::is_null() const {
  return value_->is_null();
}
bool JsonValue::is_object() const {
  return value_->is_object();
}
bool JsonValue::is_text() const {
  return value_->is_string();
}
bool JsonValue::is_number() const {
  return value_->is_number();
}

JsonValue parse_json(std::string_view text, const std::string& source, const JsonLimits& limits) {
  const std::string_view kept = text.size() <= kKeptBytes ? text : std::string_view();
  const auto document = std::make_shared<JsonValue::Document>();
  document->root = parse_strict_json(text, source, limits);
  document->source = source;
  document->text = std::string(kept);
  return {document, &document->root, ""};
}

JsonValue read_json_file(const std::filesystem::path& path, const JsonLimits& limits) {
  return parse_json(read_file(path, limits.bytes), path.filename().string(), limits);
}

}  // namespace core
