// GGUF's quantised types of 256 values a block ("K"): a scale for the block, and a small scale for each part of it.
// Source: ggml-org/ggml, src/ggml-common.h (block_q4_K … block_q6_K) and src/ggml-quants.c (dequantize_row_*).
//
//   Q4_K, 144 bytes   d f16 | e f16 | 12 bytes: 8 pairs (s, t) of six bits | 128 × two codes of four bits
//   Q5_K, 176 bytes   d f16 | e f16 | the same 12 bytes | 32 bytes of fifth bits | 128 × two codes of four bits
//       A part is 32 values: d s c − e t. Bytes 32k … 32k + 31 of the codes hold part 2k in their low and part 2k + 1
//       in their high four bits; bit p of byte j of the fifth bits belongs to value j of part p.
//       Pairs 0 to 3: s and t are the low six bits of bytes p and p + 4. Pairs 4 to 7: the low four bits of s and t are
//       the low and the high half of byte p + 4, their upper two bits the upper two of bytes p − 4 and p.
//   Q6_K, 210 bytes   128 bytes of low four bits | 64 bytes of high two bits | 16 × s int8 | d f16
//       A part is 16 values: d s (c − 32). In each half of 128 values, in quarters of 32: quarters 0 and 1 are the low
//       four bits of bytes 0 to 31 and 32 to 63, quarters 2 and 3 their high four; bits 2n and 2n + 1 of byte j of the
//       high bits belong to value j of quarter n.
#include <array>
#include <cstring>

#include "core/model_files/block_types.h"
#include "core/model_files/half.h"

namespace core {

namespace {

constexpr Index kValues = 256;  // of a block
constexpr Index kPart = 32;
constexpr unsigned kParts = 8;

float half_at(const std::uint8_t* bytes) {
  std::uint16_t number = 0;
  std::memcpy(&number, bytes, sizeof(number));
  return float_of_half(number);
}

// What a part's codes are multiplied by and what is then taken off.
struct PartScale {
  float scale = 0;
  float offset = 0;
};

// From the 16 bytes that open a block of Q4_K and Q5_K.
std::array<PartScale, kParts> part_scales(const std::uint8_t* block) {
  const float d = half_at(block);
  const float e = half_at(block + 2);
  const std::uint8_t* packed = block + 4;
  std::array<PartScale, kParts> parts;
  for (unsigned p = 0; p < 4; ++p) {
    const unsigned s = packed[p] & 63U;
    const unsigned t = packed[p + 4] & 63U;
    const unsigned later_s = (packed[p + 8] & 15U) | (packed[p] >> 6U << 4U);
    const unsigned later_t = (packed[p + 8] >> 4U) | (packed[p + 4] >> 6U << 4U);
    parts[p] = {d * static_cast<float>(s), e * static_cast<float>(t)};
    parts[p + 4] = {d * static_cast<float>(later_s), e * static_cast<float>(later_t)};
  }
  return parts;
}

}  // namespace

void decode_q4_k(const std::uint8_t* bytes, Index blocks, float* values) {
  for (Index b = 0; b < blocks; ++b, bytes += 144) {
    const auto parts = part_scales(bytes);
    for (unsigned p = 0; p < kParts; ++p, values += kPart) {
      const std::uint8_t* codes = bytes + 16 + p / 2 * kPart;
      const unsigned shift = p % 2 * 4;
      for (Index j = 0; j < kPart; ++j) {
        values[j] = parts[p].scale * static_cast<float>(codes[j] >> shift & 15) - parts[p].offset;
      }
    }
  }
}

void decode_q5_k(const std::uint8_t* bytes, Index blocks, float* values) {
  for (Index b = 0; b < blocks; ++b, bytes += 176) {
    const auto parts = part_scales(bytes);
    const std::uint8_t* fifth_bits = bytes + 16;
    for (unsigned p = 0; p < kParts; ++p, values += kPart) {
      const std::uint8_t* codes = bytes + 48 + p / 2 * kPart;
      const unsigned shift = p % 2 * 4;
      for (Index j = 0; j < kPart; ++j) {
        const int code = (codes[j] >> shift & 15) | ((fifth_bits[j] >> p & 1) << 4);
        values[j] = parts[p].scale * static_cast<float>(code) - parts[p].offset;
      }
    }
  }
}

void decode_q6_k(const std::uint8_t* bytes, Index blocks, float* values) {
  for (Index b = 0; b < blocks; ++b, bytes += 210) {
    const float d = half_at(bytes + 208);
    for (unsigned part = 0; part < kValues / 16; ++part, values += 16) {
      const unsigned half = part / 8, quarter = part / 2 % 4, start = part % 2 * 16;
      const std::uint8_t* low = bytes + half * 64 + quarter % 2 * 32 + start;
      const std::uint8_t* high = bytes + 128 + half * 32 + start;
      const float scale = d * static_cast<float>(static_cast<std::int8_t>(bytes[192 + part]));
      for (unsigned j = 0; j < 16; ++j) {
        const int code = (low[j] >> quarter / 2 * 4 & 15) | ((high[j] >> quarter * 2 & 3) << 4);
        values[j] = scale * static_cast<float>(code - 32);
      }
    }
  }
}

}  // namespace core
