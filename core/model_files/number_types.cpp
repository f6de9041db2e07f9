#include "core/model_files/number_types.h"

#include <algorithm>
#include <array>

#include "core/model_files/block_types.h"

namespace core {

namespace {

// Source: huggingface/safetensors, safetensors/src/tensor.rs, Dtype. Two of the four-bit and four of the six-bit floats
// share their bytes.
constexpr std::array kSafetensorsTypes = {NumberType{"F32", 1, 4, decode_f32},
                                          NumberType{"F16", 1, 2, decode_f16},
                                          NumberType{"BF16", 1, 2, decode_bf16},
                                          NumberType{"BOOL", 1, 1},
                                          NumberType{"U8", 1, 1},
                                          NumberType{"I8", 1, 1},
                                          NumberType{"U16", 1, 2},
                                          NumberType{"I16", 1, 2},
                                          NumberType{"U32", 1, 4},
                                          NumberType{"I32", 1, 4},
                                          NumberType{"U64", 1, 8},
                                          NumberType{"I64", 1, 8},
                                          NumberType{"F64", 1, 8},
                                          NumberType{"C64", 1, 8},
                                          NumberType{"F8_E5M2", 1, 1},
                                          NumberType{"F8_E4M3", 1, 1},
                                          NumberType{"F8_E8M0", 1, 1},
                                          NumberType{"F8_E4M3FNUZ", 1, 1},
                                          NumberType{"F8_E5M2FNUZ", 1, 1},
                                          NumberType{"F4", 2, 1},
                                          NumberType{"F6_E2M3", 4, 3},
                                          NumberType{"F6_E3M2", 4, 3}};

// Source: ggml-org/ggml, include/ggml.h (enum ggml_type) and src/ggml-common.h (sizes of the blocks).
constexpr std::array kGgufTypes = {
    NumberType{"F32", 1, 4, decode_f32, 0},        NumberType{"F16", 1, 2, decode_f16, 1},
    NumberType{"BF16", 1, 2, decode_bf16, 30},     NumberType{"Q4_0", 32, 18, decode_q4_0, 2},
    NumberType{"Q4_1", 32, 20, decode_q4_1, 3},    NumberType{"Q5_0", 32, 22, decode_q5_0, 6},
    NumberType{"Q5_1", 32, 24, decode_q5_1, 7},    NumberType{"Q8_0", 32, 34, decode_q8_0, 8},
    NumberType{"Q4_K", 256, 144, decode_q4_k, 12}, NumberType{"Q5_K", 256, 176, decode_q5_k, 13},
    NumberType{"Q6_K", 256, 210, decode_q6_k, 14}, NumberType{"Q8_1", 32, 40, nullptr, 9},
    NumberType{"Q2_K", 256, 84, nullptr, 10},      NumberType{"Q3_K", 256, 110, nullptr, 11},
    NumberType{"Q8_K", 256, 292, nullptr, 15},     NumberType{"IQ2_XXS", 256, 66, nullptr, 16},
    NumberType{"IQ2_XS", 256, 74, nullptr, 17},    NumberType{"IQ3_XXS", 256, 98, nullptr, 18},
    NumberType{"IQ1_S", 256, 50, nullptr, 19},     NumberType{"IQ4_NL", 32, 18, nullptr, 20},
    NumberType{"IQ3_S", 256, 110, nullptr, 21},    NumberType{"IQ2_S", 256, 82, nullptr, 22},
    NumberType{"IQ4_XS", 256, 136, nullptr, 23},   NumberType{"I8", 1, 1, nullptr, 24},
    NumberType{"I16", 1, 2, nullptr, 25},          NumberType{"I32", 1, 4, nullptr, 26},
    NumberType{"I64", 1, 8, nullptr, 27},          NumberType{"F64", 1, 8, nullptr, 28},
    NumberType{"IQ1_M", 256, 56, nullptr, 29},     NumberType{"TQ1_0", 256, 54, nullptr, 34},
    NumberType{"TQ2_0", 256, 66, nullptr, 35},     NumberType{"MXFP4", 32, 17, nullptr, 39},
    NumberType{"NVFP4", 64, 36, nullptr, 40},      NumberType{"Q1_0", 128, 18, nullptr, 41}};

template <class Types>
std::string readable(const Types& types) {
  std::string names;
  for (const NumberType& type : types) {
    if (type.decode != nullptr) names += (names.empty() ? "" : ", ") + std::string(type.name);
  }
  return names;
}

template <class Types, class Condition>
const NumberType* first_with(const Types& types, const Condition& condition) {
  const auto* const found = std::find_if(types.begin(), types.end(), condition);
  return found == types.end() ? nullptr : found;
}

}  // namespace

const NumberType* safetensors_type(std::string_view name) {
  return first_with(kSafetensorsTypes, [&](const NumberType& type) { return type.name == name; });
}

const NumberType* gguf_type(std::uint32_t code) {
  return first_with(kGgufTypes, [&](const NumberType& type) { return type.gguf_code == std::int64_t{code}; });
}

std::string readable_safetensors_types() {
  return readable(kSafetensorsTypes);
}

std::string readable_gguf_types() {
  return readable(kGgufTypes);
}

}  // namespace core
