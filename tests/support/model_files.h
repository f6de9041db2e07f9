// Building small model files byte by byte, whole and damaged, for the tests of their readers.
#pragma once

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace support {

// The bytes of a number, little-endian.
template <class Number>
std::string raw(Number number) {
  std::string bytes(sizeof(number), '\0');
  std::memcpy(bytes.data(), &number, sizeof(number));
  return bytes;
}
std::string raw_floats(const std::vector<float>& values);

std::string read_bytes(const std::filesystem::path& path);
// Little-endian floats, as tests/data/make_model_file_references.py writes them.
std::vector<float> read_floats(const std::filesystem::path& path);

std::string safetensors_bytes(const std::string& header, const std::string& data);

// A GGUF file in pieces, each of which a test may replace.
struct GgufParts {
  std::string magic = "GGUF";
  std::uint32_t version = 3;
  std::uint64_t tensor_count = 0, pair_count = 0;
  std::string pairs, tensors, data;

  void add_pair(std::string_view key, std::uint32_t type, const std::string& value);
  void add_tensor(std::string_view name, const std::vector<std::uint64_t>& dimensions, std::uint32_t type,
                  std::uint64_t offset);
  std::string bytes() const;  // the data begin at a multiple of 32
};

std::string gguf_text(std::string_view text);  // a length and the bytes

// The message of the error that `action` throws, or "accepted".
std::string refusal(const auto& action);

}  // namespace support

#include "core/error.h"

std::string support::refusal(const auto& action) {
  try {
    action();
  } catch (const core::Error& error) {
    return error.what();
  }
  return "accepted";
}
