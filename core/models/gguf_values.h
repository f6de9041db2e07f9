// Reading a model's shape from GGUF metadata, and how GGUF calls weights (ggml-org/llama.cpp,
// gguf-py/gguf/constants.py).
#pragma once

#include <string>

#include "core/models/family.h"

namespace core {

// Sizes that every architecture writes under its own name: embedding_length, block_count, attention.head_count …
FamilyShape read_gguf_sizes(const GgufFile& file, const std::string& architecture);
// Llama, Qwen 2, Qwen 3: sizes, epsilon, rotary positions with their scaling, grouped keys.
FamilyShape read_gguf_decoder(const GgufFile& file, const std::string& architecture);
const WeightNames& gguf_decoder_names();
const WeightNames& gguf_bert_names();

}  // namespace core
