#include "core/model_files/safetensors_writer.h"

#include <array>
#include <bit>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>

#include "core/files.h"

namespace core {

namespace {

static_assert(std::endian::native == std::endian::little, "the file holds little-endian numbers");

std::size_t bytes_of(const Matrix& values) {
  return static_cast<std::size_t>(values.size()) * sizeof(float);
}

// The JSON header, padded with blanks to a multiple of 8 so that the numbers stand aligned.
std::string header_of(const std::vector<NamedMatrix>& arrays, const std::map<std::string, std::string>& metadata) {
  nlohmann::ordered_json header;
  if (!metadata.empty()) header["__metadata__"] = metadata;
  std::size_t at = 0;
  for (const NamedMatrix& one : arrays) {
    const std::size_t end = at + bytes_of(*one.values);
    header[one.name] = {
        {"dtype", "F32"}, {"shape", {one.values->rows(), one.values->cols()}}, {"data_offsets", {at, end}}};
    at = end;
  }
  std::string text = header.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  constexpr std::size_t kAlignment = 8;
  text.append((kAlignment - text.size() % kAlignment) % kAlignment, ' ');
  return text;
}

}  // namespace

void write_safetensors(const std::filesystem::path& path, const std::vector<NamedMatrix>& arrays,
                       const std::map<std::string, std::string>& metadata) {
  const std::string header = header_of(arrays, metadata);
  const std::uint64_t length = header.size();
  write_file_atomically(path, [&](const ByteSink& sink) {
    sink({reinterpret_cast<const char*>(&length), sizeof(length)});
    sink(header);
    for (const NamedMatrix& one : arrays) {
      sink({reinterpret_cast<const char*>(one.values->data()), bytes_of(*one.values)});
    }
  });
}

}  // namespace core
