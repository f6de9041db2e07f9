// The plain float types, little-endian as both formats store them.
#include <bit>
#include <cstring>

#include "core/model_files/block_types.h"
#include "core/model_files/half.h"

namespace core {

static_assert(std::endian::native == std::endian::little, "the files hold little-endian numbers");

namespace {

std::uint16_t two_bytes(const std::uint8_t* bytes) {
  std::uint16_t number = 0;
  std::memcpy(&number, bytes, sizeof(number));
  return number;
}

}  // namespace

void decode_f32(const std::uint8_t* bytes, Index count, float* values) {
  std::memcpy(values, bytes, static_cast<std::size_t>(count) * sizeof(float));
}

void decode_f16(const std::uint8_t* bytes, Index count, float* values) {
  for (Index i = 0; i < count; ++i) values[i] = float_of_half(two_bytes(bytes + 2 * i));
}

void decode_bf16(const std::uint8_t* bytes, Index count, float* values) {
  for (Index i = 0; i < count; ++i) values[i] = float_of_bfloat(two_bytes(bytes + 2 * i));
}

}  // namespace core
