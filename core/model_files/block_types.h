// Reading blocks of numbers as 32-bit floats: one function a type of number_types.h.
#pragma once

#include <cstdint>

#include "core/tensor.h"

namespace core {

// plain_numbers.cpp: one value a block
void decode_f32(const std::uint8_t* bytes, Index count, float* values);
void decode_f16(const std::uint8_t* bytes, Index count, float* values);
void decode_bf16(const std::uint8_t* bytes, Index count, float* values);

// small_blocks.cpp: 32 values a block
void decode_q4_0(const std::uint8_t* bytes, Index blocks, float* values);
void decode_q4_1(const std::uint8_t* bytes, Index blocks, float* values);
void decode_q5_0(const std::uint8_t* bytes, Index blocks, float* values);
void decode_q5_1(const std::uint8_t* bytes, Index blocks, float* values);
void decode_q8_0(const std::uint8_t* bytes, Index blocks, float* values);

// super_blocks.cpp: 256 values a block
void decode_q4_k(const std::uint8_t* bytes, Index blocks, float* values);
void decode_q5_k(const std::uint8_t* bytes, Index blocks, float* values);
void decode_q6_k(const std::uint8_t* bytes, Index blocks, float* values);

}  // namespace core
