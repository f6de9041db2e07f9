#include "core/model_files/gguf.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "core/error.h"
#include "core/model_files/gguf_cursor.h"
#include "core/model_files/gguf_metadata.h"
#include "core/model_files/mapped_tensors.h"
#include "core/model_files/tensor_names.h"
#include "core/plain_text.h"

namespace core {

namespace {

constexpr std::size_t kSmallestPair = 8 + 4 + 1;        // an empty key, a type, a byte
constexpr std::size_t kSmallestTensor = 8 + 4 + 4 + 8;  // an empty name, no dimensions, a type, an offset
constexpr std::uint32_t kMostDimensions = 4;            // GGML_MAX_DIMS
constexpr std::size_t kLongestName = 65535;
constexpr std::int64_t kDefaultAlignment = 32;

struct Counts {
  std::uint64_t tensors = 0;
  std::uint64_t pairs = 0;
};

void read_magic(GgufCursor& cursor, std::string_view bytes) {
  const std::string_view magic = cursor.take(4, "its first four bytes");
  if (magic == "GGUF") return;
  const std::string cause = magic == "FUGG" ? "a big-endian file, for another kind of processor: convert it"
                                            : cause_by_beginning(bytes, "the file is damaged or is no GGUF file");
  throw Error(fmt::format("{} begins with {}", cursor.source(), in_quotes(magic)), "\"GGUF\"", cause);
}

void read_version(GgufCursor& cursor) {
  const auto version = cursor.number<std::uint32_t>("its version");
  if (version == 2 || version == 3) return;
  if (version != 0 && (version & 0xffffU) == 0) {
    throw Error(fmt::format("{} holds big-endian numbers", cursor.source()), "little-endian ones",
                "made for another kind of processor: gguf_convert_endian.py of the gguf package turns them round");
  }
  throw Error(fmt::format("{} is of GGUF version {}", cursor.source(), version), "version 2 or 3",
              version == 1                 ? "an early file: convert the model again"
              : version > 3 && version < 9 ? "written by a newer program"
                                           : "the file is damaged");
}

Counts read_counts(GgufCursor& cursor) {
  Counts counts;
  counts.tensors = cursor.count(kSmallestTensor, "tensors");
  counts.pairs = cursor.count(kSmallestPair, "pairs of metadata");
  return counts;
}

std::size_t alignment_of(const GgufMetadata& metadata) {
  constexpr const char* kKey = "general.alignment";
  if (!metadata.has(kKey)) return kDefaultAlignment;
  const auto alignment = metadata.integer(kKey, 1, std::numeric_limits<std::uint32_t>::max());
  if ((alignment & (alignment - 1)) == 0) return static_cast<std::size_t>(alignment);
  throw Error(fmt::format("{}: {} is {}", metadata.source(), kKey, alignment), "a power of two", "the file is damaged");
}

void expect_whole_model(const GgufMetadata& metadata) {
  constexpr const char* kKey = "split.count";
  if (!metadata.has(kKey)) return;
  const auto parts = metadata.integer(kKey, 0, std::numeric_limits<std::int64_t>::max());
  if (parts <= 1) return;
  throw Error(fmt::format("{} is one of {} parts of a model", metadata.source(), parts), "a model in one file",
              "join them with llama-gguf-split --merge");
}

// Reads one tensor's description; `begin` still counts from where the data begin.
TensorPlace read_tensor(GgufCursor& cursor, const std::shared_ptr<const MappedFile>& file) {
  const std::string_view name = cursor.text("a tensor's name");
  if (name.size() > kLongestName || !is_valid_utf8(name)) {
    throw Error(fmt::format("{}: the name of a tensor is {}", cursor.source(),
                            name.size() > kLongestName ? fmt::format("{} bytes long", name.size()) : "no text"),
                fmt::format("a text of at most {} bytes", kLongestName), "the file is damaged");
  }
  const std::string what = "tensor " + in_quotes(name);
  const auto dimensions = cursor.number<std::uint32_t>(what);
  if (dimensions > kMostDimensions) {
    throw Error(fmt::format("{}: {} has {} dimensions", cursor.source(), what, dimensions),
                fmt::format("at most {}", kMostDimensions), "the file is damaged");
  }
  std::vector<Index> shape(dimensions);
  for (std::uint32_t i = 0; i < dimensions; ++i) {
    const auto size = cursor.number<std::uint64_t>(what);
    if (size > static_cast<std::uint64_t>(std::numeric_limits<Index>::max())) {
      throw Error(fmt::format("{}: {} has a dimension of {}", cursor.source(), what, size), "one that a file can hold",
                  "the file is damaged");
    }
    shape[dimensions - 1 - i] = static_cast<Index>(size);  // the file gives the innermost first
  }
  const auto code = cursor.number<std::uint32_t>(what);
  const auto offset = cursor.number<std::uint64_t>(what);
  const NumberType* const type = gguf_type(code);
  if (type == nullptr) {
    throw Error(fmt::format("{}: {} is of the unknown type {}", cursor.source(), what, code),
                "one of " + readable_gguf_types(), "a type that was given up or is newer, or the file is damaged");
  }
  const auto bytes = bytes_of(shape, *type);
  if (!bytes || (type->values > 1 && (shape.empty() || shape.back() % type->values != 0))) {
    throw Error(fmt::format("{}: {} of type {} is shaped {}", cursor.source(), what, type->name, shape_text(shape)),
                type->values > 1 ? fmt::format("rows of a multiple of {} values", type->values)
                                 : "a shape that a file can hold",
                "the file is damaged");
  }
  return {{std::string(name), shape, std::string(type->name)}, type, file, static_cast<std::size_t>(offset), *bytes};
}

// Turns offsets into places in the file and checks them.
void place_tensors(std::vector<TensorPlace>& places, std::size_t data_begin, std::size_t alignment,
                   const MappedFile& file) {
  const std::size_t size = file.bytes().size();
  const std::size_t available = size > data_begin ? size - data_begin : 0;
  for (TensorPlace& place : places) {
    const std::string what = fmt::format("{}: tensor {}", file.name(), in_quotes(place.tensor.name));
    if (place.begin % alignment != 0) {
      throw Error(fmt::format("{} begins at byte {} of the data", what, place.begin),
                  fmt::format("a multiple of {}", alignment), "the file is damaged");
    }
    if (place.begin > available || place.bytes > available - place.begin) {
      throw Error(fmt::format("{} takes {} bytes from byte {} of {}", what, place.bytes, place.begin, available),
                  "tensors within the file", "the file is cut short, a download that stopped, or damaged");
    }
    place.begin += data_begin;
  }
}

void expect_apart(const std::vector<TensorPlace>& places, const MappedFile& file) {
  std::vector<const TensorPlace*> sorted;
  for (const TensorPlace& place : places) {
    if (place.bytes > 0) sorted.push_back(&place);
  }
  std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->begin < b->begin; });
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    const TensorPlace& former = *sorted[i - 1];
    if (former.begin + former.bytes <= sorted[i]->begin) continue;
    throw Error(fmt::format("{}: tensors {} and {} overlap", file.name(), in_quotes(former.tensor.name),
                            in_quotes(sorted[i]->tensor.name)),
                "each byte in one tensor", "the file is damaged");
  }
}

}  // namespace

GgufFile open_gguf(const std::filesystem::path& path) {
  const auto file = std::make_shared<const MappedFile>(path);
  GgufCursor cursor(file->bytes(), file->name());
  read_magic(cursor, file->bytes());
  read_version(cursor);
  const Counts counts = read_counts(cursor);
  auto metadata = std::make_shared<const MappedMetadata>(file, cursor, counts.pairs);
  expect_whole_model(*metadata);
  const std::size_t alignment = alignment_of(*metadata);
  std::vector<TensorPlace> places;
  for (std::uint64_t i = 0; i < counts.tensors; ++i) places.push_back(read_tensor(cursor, file));
  const std::size_t data_begin = (cursor.position() + alignment - 1) / alignment * alignment;
  place_tensors(places, data_begin, alignment, *file);
  expect_apart(places, *file);
  return {metadata, make_mapped_tensors(file->name(), std::move(places))};
}

}  // namespace core
