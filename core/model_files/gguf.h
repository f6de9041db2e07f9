// Reads GGUF, versions 2 and 3: metadata by key, tensors by name, quantised blocks turned into floats.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/model_files/tensor_file.h"

namespace core {

// Getters throw Error where the key is missing or of another type; messages name file and key.
class GgufMetadata {
 public:
  virtual ~GgufMetadata() = default;
  virtual std::string source() const = 0;
  virtual bool has(std::string_view key) const = 0;
  virtual std::string text(std::string_view key) const = 0;
  virtual std::int64_t integer(std::string_view key, std::int64_t low, std::int64_t high) const = 0;
  virtual double number(std::string_view key) const = 0;
  virtual bool flag(std::string_view key) const = 0;
  virtual std::vector<std::string> texts(std::string_view key) const = 0;
  virtual std::vector<float> numbers(std::string_view key) const = 0;
  virtual std::vector<std::int64_t> integers(std::string_view key) const = 0;
};

struct GgufFile {
  std::shared_ptr<const GgufMetadata> metadata;
  TensorFilePointer tensors;  // shapes are given outermost first, the reverse of the order in the file
};

// Throws Error. Source: ggml-org/ggml docs/gguf.md; the blocks: ggml/src/ggml-quants.c, dequantize_row_*.
GgufFile open_gguf(const std::filesystem::path& path);

}  // namespace core
