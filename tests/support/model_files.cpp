#include "tests/support/model_files.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace support {

namespace fs = std::filesystem;

std::string raw_floats(const std::vector<float>& values) {
  std::string bytes;
  for (const float value : values) bytes += raw(value);
  return bytes;
}

std::string read_bytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("run from the repository's root: no " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<float> read_floats(const fs::path& path) {
  const std::string bytes = read_bytes(path);
  std::vector<float> values(bytes.size() / sizeof(float));
  std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
  return values;
}

std::string safetensors_bytes(const std::string& header, const std::string& data) {
  return raw(std::uint64_t{header.size()}) + header + data;
}

void GgufParts::add_pair(std::string_view key, std::uint32_t type, const std::string& value) {
  pairs += gguf_text(key) + raw(type) + value;
  ++pair_count;
}

void GgufParts::add_tensor(std::string_view name, const std::vector<std::uint64_t>& dimensions, std::uint32_t type,
                           std::uint64_t offset) {
  tensors += gguf_text(name) + raw(static_cast<std::uint32_t>(dimensions.size()));
  for (const std::uint64_t size : dimensions) tensors += raw(size);
  tensors += raw(type) + raw(offset);
  ++tensor_count;
}

std::string GgufParts::bytes() const {
  std::string all = magic + raw(version) + raw(tensor_count) + raw(pair_count) + pairs + tensors;
  constexpr std::size_t kAlignment = 32;
  all.append((kAlignment - all.size() % kAlignment) % kAlignment, '\0');
  return all + data;
}

std::string gguf_text(std::string_view text) {
  return raw(std::uint64_t{text.size()}) + std::string(text);
}

}  // namespace support
