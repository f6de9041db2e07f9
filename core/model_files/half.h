// The 16-bit floats of model files as 32-bit floats, exactly: every 16-bit float is also a 32-bit float.
#pragma once

#include <bit>
#include <cstdint>

namespace core {

// IEEE 754 binary16: sign, 5 bits of exponent (bias 15), 10 bits of fraction. Without branches, so that the compiler
// turns a loop of these into vector code on any processor. Infinity and NaN stay what they are.
inline float float_of_half(std::uint16_t half) {
  const std::uint32_t sign = (half & 0x8000U) << 16U;
  const std::uint32_t magnitude = half & 0x7fffU;
  constexpr std::uint32_t kBias = (127U - 15U) << 23U;
  const std::uint32_t special = magnitude >= 0x7c00U ? kBias : 0U;  // the exponent of all ones stays all ones
  const std::uint32_t normal = (magnitude << 13U) + kBias + special;
  // Below 2^-14 the value is fraction × 2^-24, the spacing of floats from 0.5 to 1: add and subtract 0.5.
  const float small = std::bit_cast<float>(magnitude + 0x3f000000U) - 0.5F;
  return std::bit_cast<float>((magnitude < 0x0400U ? std::bit_cast<std::uint32_t>(small) : normal) | sign);
}

// bfloat16: the upper half of a 32-bit float.
inline float float_of_bfloat(std::uint16_t upper) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(upper) << 16U);
}

}  // namespace core
