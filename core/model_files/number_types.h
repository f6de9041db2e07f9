// THE list of number types that stand in model files: how they are called, how many bytes they take, how they are read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/tensor.h"

namespace core {

// Quantised types store values in blocks; of a plain type a block is one value.
struct NumberType {
  // Turns `blocks` whole blocks into blocks × values floats. The bytes need no alignment.
  using Decode = void (*)(const std::uint8_t* bytes, Index blocks, float* values);

  std::string_view name;        // as the files spell it
  Index values = 1;             // of one block
  std::size_t bytes = 0;        // of one block
  Decode decode = nullptr;      // nothing: such tensors may stand in a file but are not read as floats
  std::int64_t gguf_code = -1;  // ggml_type; -1: not in GGUF
};

constexpr Index kLargestBlock = 256;  // values

// Nothing where the name or code is not known.
const NumberType* safetensors_type(std::string_view name);
const NumberType* gguf_type(std::uint32_t code);

// "F32, F16 and BF16" and the like, for messages.
std::string readable_safetensors_types();
std::string readable_gguf_types();

}  // namespace core
