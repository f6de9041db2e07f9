#include "core/model_files/safetensors_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

#include "core/error.h"
#include "core/json_reader.h"
#include "core/model_files/tensor_names.h"

namespace core {

namespace {

static_assert(std::endian::native == std::endian::little, "the file holds little-endian numbers");

constexpr std::size_t kLengthBytes = 8;
constexpr std::uint64_t kLongestHeader = 100'000'000;  // the format's own limit
constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();
// A tensor takes about eight values; models have hundreds of tensors.
constexpr JsonLimits kLimits{.bytes = kLongestHeader, .depth = 4, .values = 1'000'000};

// The header's text, after its length was checked against the file.
std::string_view header_text(const MappedFile& file) {
  const std::string_view bytes = file.bytes();
  if (bytes.size() < kLengthBytes) {
    throw Error(fmt::format("{} holds {} bytes", file.name(), bytes.size()), "at least 8, the length of its header",
                "the file is cut short: a download that stopped?");
  }
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), sizeof(length));
  if (length > kLongestHeader) {
    throw Error(fmt::format("{} says that its header takes {} bytes", file.name(), length),
                fmt::format("at most {}", kLongestHeader),
                cause_by_beginning(bytes, "the file is damaged or is no safetensors file"));
  }
  const std::string_view rest = bytes.substr(kLengthBytes);
  if (length > rest.size()) {
    throw Error(fmt::format("{} says that its header takes {} bytes and holds {} after its length", file.name(), length,
                            rest.size()),
                "the whole header", "the file is cut short: a download that stopped?");
  }
  if (length == 0 || rest[0] != '{') {
    throw Error(fmt::format("the header of {} does not begin with a brace", file.name()), "{ and a JSON object",
                "the file is damaged or is no safetensors file");
  }
  return rest.substr(0, static_cast<std::size_t>(length));
}

const NumberType& type_of(const JsonValue& entry) {
  const JsonValue dtype = entry.at("dtype");
  const NumberType* const type = safetensors_type(dtype.text());
  if (type == nullptr) dtype.refuse("a number type such as F32, F16 or BF16", "written by a newer program?");
  return *type;
}

TensorPlace read_place(const std::string& name, const JsonValue& entry, std::size_t data_begin,
                       const std::shared_ptr<const MappedFile>& file) {
  entry.allow_only({"dtype", "shape", "data_offsets"});
  const NumberType& type = type_of(entry);
  std::vector<Index> shape;
  for (const JsonValue& size : entry.at("shape").items()) shape.push_back(size.integer(0, kLargest));
  const JsonValue offsets = entry.at("data_offsets");
  if (offsets.size() != 2) offsets.refuse("two offsets, where the tensor begins and where it ends");
  const auto begin = static_cast<std::size_t>(offsets.item(0).integer(0, kLargest));
  const auto end = static_cast<std::size_t>(offsets.item(1).integer(0, kLargest));
  if (begin > end) {
    throw Error(
        fmt::format("{}: tensor {} begins at byte {} and ends at {}", file->name(), in_quotes(name), begin, end),
        "an end behind the beginning", "the file is damaged");
  }
  const std::size_t available = file->bytes().size() - data_begin;
  if (end > available) {
    throw Error(fmt::format("{}: tensor {} ends at byte {} of {}", file->name(), in_quotes(name), end, available),
                "tensors within the file", "the file is cut short: a download that stopped?");
  }
  if (const auto bytes = bytes_of(shape, type); bytes != end - begin) {
    throw Error(fmt::format("{}: tensor {} has {} bytes", file->name(), in_quotes(name), end - begin),
                bytes ? fmt::format("{} for {} {}", *bytes, type.name, shape_text(shape))
                      : fmt::format("a tensor that a file can hold, not {} {}", type.name, shape_text(shape)),
                "the file is damaged");
  }
  return {{name, shape, std::string(type.name)}, &type, file, data_begin + begin, end - begin};
}

// The tensors must fill the file from the header to its end, each byte belonging to one of them.
void expect_gapless(const std::vector<TensorPlace>& places, std::size_t data_begin, const MappedFile& file) {
  std::size_t filled = data_begin;
  std::string former = "the header";
  for (const TensorPlace& place : places) {
    const std::string name = "tensor " + in_quotes(place.tensor.name);
    if (place.begin < filled) {
      throw Error(fmt::format("{}: {} overlaps {}", file.name(), name, former), "tensors one behind the other",
                  "the file is damaged");
    }
    if (place.begin > filled) {
      throw Error(fmt::format("{}: {} bytes between {} and {} belong to no tensor", file.name(), place.begin - filled,
                              former, name),
                  "tensors one behind the other", "the file is damaged");
    }
    filled = place.begin + place.bytes;
    former = name;
  }
  if (filled != file.bytes().size()) {
    throw Error(
        fmt::format("{}: {} bytes behind {} belong to no tensor", file.name(), file.bytes().size() - filled, former),
        "a file that ends with its last tensor", "two files run together, or the header is damaged");
  }
}

}  // namespace

std::vector<TensorPlace> read_safetensors_header(const std::shared_ptr<const MappedFile>& file) {
  const std::string_view text = header_text(*file);
  const std::size_t data_begin = kLengthBytes + text.size();
  std::vector<TensorPlace> places;
  for (const auto& [name, entry] : parse_json(text, "the header of " + file->name(), kLimits).members()) {
    if (name == "__metadata__") {
      for (const auto& [key, value] : entry.members()) static_cast<void>(value.text(kLongestHeader));
    } else {
      places.push_back(read_place(name, entry, data_begin, file));
    }
  }
  std::sort(places.begin(), places.end(), [](const TensorPlace& a, const TensorPlace& b) {
    return std::pair(a.begin, a.bytes) < std::pair(b.begin, b.bytes);
  });
  expect_gapless(places, data_begin, *file);
  return places;
}

}  // namespace core
