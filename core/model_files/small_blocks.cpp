// GGUF's quantised types of 32 values a block: a scale for the block, 4, 5 or 8 bits a value.
// Source: ggml-org/ggml, src/ggml-common.h (block_q4_0 … block_q8_0) and src/ggml-quants.c (dequantize_row_*).
//
//   type  bytes  layout                                        value of code c
//   Q4_0   18    d f16 | 16 × two codes                        d (c − 8)
//   Q4_1   20    d f16 | m f16 | 16 × two codes                d c + m
//   Q5_0   22    d f16 | 32 high bits | 16 × two codes         d (c − 16)
//   Q5_1   24    d f16 | m f16 | 32 high bits | 16 × two codes d c + m
//   Q8_0   34    d f16 | 32 × int8                             d c
//
// Byte j holds value j in its low four bits and value j + 16 in its high ones; bit j of the high bits, counted from the
// lowest of a little-endian number, is the fifth bit of value j. Products are rounded before sums, as there.
#include <array>
#include <cstring>

#include "core/model_files/block_types.h"
#include "core/model_files/half.h"

namespace core {

namespace {

constexpr Index kValues = 32;  // of a block
constexpr Index kHalf = kValues / 2;

template <class Number>
Number number_at(const std::uint8_t* bytes) {
  Number number{};
  std::memcpy(&number, bytes, sizeof(number));
  return number;
}

float half_at(const std::uint8_t* bytes) {
  return float_of_half(number_at<std::uint16_t>(bytes));
}

// In two sweeps over 16 bytes, which compilers turn into vector code.
template <class ValueOf>
void spread_nibbles(const std::uint8_t* codes, float* values, const ValueOf& value_of) {
  for (Index j = 0; j < kHalf; ++j) values[j] = value_of(static_cast<float>(codes[j] & 15));
  for (Index j = 0; j < kHalf; ++j) values[j + kHalf] = value_of(static_cast<float>(codes[j] >> 4));
}

// The 32 codes of five bits, one a byte.
std::array<std::uint8_t, kValues> five_bit_codes(const std::uint8_t* high_bits, const std::uint8_t* codes) {
  const auto high = number_at<std::uint32_t>(high_bits);
  std::array<std::uint8_t, kValues> whole{};
  for (unsigned j = 0; j < kHalf; ++j) {
    whole[j] = static_cast<std::uint8_t>((codes[j] & 15U) | ((high >> j & 1U) << 4U));
    whole[j + kHalf] = static_cast<std::uint8_t>((codes[j] >> 4U) | ((high >> (j + kHalf) & 1U) << 4U));
  }
  return whole;
}

template <class ValueOf>
void spread_bytes(const std::array<std::uint8_t, kValues>& codes, float* values, const ValueOf& value_of) {
  for (std::size_t j = 0; j < codes.size(); ++j) values[j] = value_of(static_cast<float>(codes[j]));
}

}  // namespace

void decode_q4_0(const std::uint8_t* bytes, Index blocks, float* values) {
  for (Index b = 0; b < blocks; ++b, bytes += 18, values += kValues) {
    const float d = half_at(bytes);
    spread_nibbles(bytes + 2, values, [d](float code) { return d * (code - 8.0F); });
  }
}

void decode_q4_1(const std::uint8_t* bytes, Index blocks, float* values) {
  for (Index b = 0; b < blocks; ++b, bytes += 20, values += kValues) {
    const float d = half_at(bytes);
    const float m = half_at(bytes + 2);
    spread_nibbles(bytes + 4, values, [d, m](float code) { return d * code + m; });
  }
}

void decode_q5_0(const std::uint8_t* bytes, Index blocks, float* values) {
  for (Index b = 0; b < blocks; ++b, bytes += 22, values += kValues) {
    const float d = half_at(bytes);
    spread_bytes(five_bit_codes(bytes + 2, bytes + 6), values, [d](float code) { return d * (code - 16.0F); });
  }
}

void decode_q5_1(const std::uint8_t* bytes, Index blocks, float* values) {
  for (Index b = 0; b < blocks; ++b, bytes += 24, values += kValues) {
    const float d = half_at(bytes);
    const float m = half_at(bytes + 2);
    spread_bytes(five_bit_codes(bytes + 4, bytes + 8), values, [d, m](float code) { return d * code + m; });
  }
}

void decode_q8_0(const std::uint8_t* bytes, Index blocks, float* values) {
  for (Index b = 0; b < blocks; ++b, bytes += 34, values += kValues) {
    const float scale = half_at(bytes);
    for (Index j = 0; j < kValues; ++j) {
      values[j] = scale * static_cast<float>(static_cast<std::int8_t>(bytes[2 + j]));
    }
  }
}

}  // namespace core
