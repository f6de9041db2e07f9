#include "core/model_files/gguf_metadata.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/model_files/gguf_values.h"
#include "core/model_files/tensor_names.h"
#include "core/plain_text.h"
#include "core/spelling.h"

namespace core {

namespace {

constexpr std::size_t kLongestKey = 65535;  // the format's own limit

}  // namespace

MappedMetadata::MappedMetadata(std::shared_ptr<const MappedFile> file, GgufCursor& cursor, std::uint64_t count)
    : file_(std::move(file)) {
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::string_view key = cursor.text("a key of the metadata");
    if (key.size() > kLongestKey || !is_valid_utf8(key)) {
      throw Error(fmt::format("{}: key {} of the metadata is {}", source(), i,
                              key.size() > kLongestKey ? fmt::format("{} bytes long", key.size()) : "no text"),
                  fmt::format("a text of at most {} bytes", kLongestKey), "the file is damaged");
    }
    const auto kind = cursor.number<std::uint32_t>("the type of a value");
    const GgufValue value = take_gguf_value(cursor, kind, in_quotes(key));
    if (!values_.emplace(key, value).second) {
      throw Error(fmt::format("{}: the key {} stands twice", source(), in_quotes(key)), "each key once",
                  "the file is damaged or was edited by a faulty program");
    }
  }
}

void MappedMetadata::refuse(std::string_view key, const std::string& found, const std::string& expected) const {
  throw Error(fmt::format("{}: {} is {}", source(), in_quotes(key), found), expected,
              "made by a faulty or a newer conversion");
}

const GgufValue& MappedMetadata::at(std::string_view key) const {
  const auto found = values_.find(key);
  if (found != values_.end()) return found->second;
  std::vector<std::string> keys;
  for (const auto& [known, value] : values_) keys.push_back(known);
  throw Error(fmt::format("{} has no metadata {}", source(), in_quotes(key)), "a value under that key",
              did_you_mean(key, keys, "made by an old or a faulty conversion"));
}

const GgufValue& MappedMetadata::list_at(std::string_view key, std::string_view of_what) const {
  const GgufValue& value = at(key);
  if (value.kind != GgufKind::List) refuse(key, describe_gguf(value), fmt::format("a list of {}", of_what));
  return value;
}

bool MappedMetadata::has(std::string_view key) const {
  return values_.find(key) != values_.end();
}

std::string MappedMetadata::text(std::string_view key) const {
  const GgufValue& value = at(key);
  if (value.kind != GgufKind::Text) refuse(key, describe_gguf(value), "a text");
  if (!is_valid_utf8(value.bytes)) refuse(key, "a text with broken characters", "UTF-8");
  return std::string(value.bytes);
}

std::int64_t MappedMetadata::integer(std::string_view key, std::int64_t low, std::int64_t high) const {
  const GgufValue& value = at(key);
  const std::string expected = fmt::format("a whole number from {} to {}", low, high);
  const auto number = gguf_integer(value.kind, value.bytes.data());
  if (!number && value.kind == GgufKind::U64) refuse(key, "a number above 2^63", expected);
  if (!number) refuse(key, describe_gguf(value), expected);
  if (*number < low || *number > high) refuse(key, fmt::format("{}", *number), expected);
  return *number;
}

double MappedMetadata::number(std::string_view key) const {
  const GgufValue& value = at(key);
  const auto number = gguf_number(value.kind, value.bytes.data());
  if (!number) refuse(key, describe_gguf(value), "a number");
  if (!std::isfinite(*number)) refuse(key, fmt::format("{}", *number), "a finite number");
  return *number;
}

bool MappedMetadata::flag(std::string_view key) const {
  const GgufValue& value = at(key);
  if (value.kind != GgufKind::Bool) refuse(key, describe_gguf(value), "true or false");
  return value.bytes[0] != 0;
}

std::vector<std::string> MappedMetadata::texts(std::string_view key) const {
  const GgufValue& list = list_at(key, "texts");
  if (list.element != GgufKind::Text) refuse(key, describe_gguf(list), "a list of texts");
  GgufCursor cursor(list.bytes, source());
  std::vector<std::string> texts;
  texts.reserve(static_cast<std::size_t>(list.count));  // each takes 8 bytes in the file or more
  for (std::uint64_t i = 0; i < list.count; ++i) {
    const std::string_view text = cursor.text(in_quotes(key));
    if (!is_valid_utf8(text)) refuse(key, fmt::format("a list whose text {} has broken characters", i), "UTF-8");
    texts.emplace_back(text);
  }
  return texts;
}

std::vector<float> MappedMetadata::numbers(std::string_view key) const {
  const GgufValue& list = list_at(key, "numbers");
  const std::size_t width = gguf_width(list.element);
  std::vector<float> numbers;
  numbers.reserve(static_cast<std::size_t>(list.count));
  for (std::uint64_t i = 0; i < list.count; ++i) {
    const auto number = gguf_number(list.element, list.bytes.data() + i * width);
    if (!number) refuse(key, describe_gguf(list), "a list of numbers");
    if (!(std::abs(*number) <= double{std::numeric_limits<float>::max()})) {
      refuse(key, fmt::format("a list whose number {} is {}", i, *number), "finite numbers");
    }
    numbers.push_back(static_cast<float>(*number));
  }
  return numbers;
}

std::vector<std::int64_t> MappedMetadata::integers(std::string_view key) const {
  const GgufValue& list = list_at(key, "whole numbers");
  const std::size_t width = gguf_width(list.element);
  std::vector<std::int64_t> integers;
  integers.reserve(static_cast<std::size_t>(list.count));
  for (std::uint64_t i = 0; i < list.count; ++i) {
    const auto integer = gguf_integer(list.element, list.bytes.data() + i * width);
    if (!integer) refuse(key, describe_gguf(list), "a list of whole numbers below 2^63");
    integers.push_back(*integer);
  }
  return integers;
}

}  // namespace core
