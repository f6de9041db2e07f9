// What the kinds of GGUF tokenizers have in common, and the functions that build each kind.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model_files/gguf.h"
#include "core/tokenizers/pipeline.h"

namespace core {

// Keys of the metadata (ggml-org/ggml docs/gguf.md; those of BERT's tokens: llama.cpp gguf-py/gguf/constants.py).
inline constexpr std::string_view kGgufTokens = "tokenizer.ggml.tokens";
inline constexpr std::string_view kGgufTypes = "tokenizer.ggml.token_type";
inline constexpr std::string_view kGgufScores = "tokenizer.ggml.scores";
inline constexpr std::string_view kGgufMerges = "tokenizer.ggml.merges";
inline constexpr std::string_view kGgufBegin = "tokenizer.ggml.bos_token_id";
inline constexpr std::string_view kGgufEnd = "tokenizer.ggml.eos_token_id";
inline constexpr std::string_view kGgufUnknown = "tokenizer.ggml.unknown_token_id";
inline constexpr std::string_view kGgufMask = "tokenizer.ggml.mask_token_id";

// ggml-org/llama.cpp include/llama.h, llama_token_type.
enum class GgufTokenType : std::uint8_t { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6 };

std::vector<std::string> read_gguf_pieces(const GgufMetadata& metadata);
Vocabulary vocabulary_of(const std::vector<std::string>& pieces, const std::string& source);
// The tokens that are looked for in a text as they stand: control and user-defined ones.
std::vector<AddedToken> read_gguf_added(const GgufMetadata& metadata, const Vocabulary& vocabulary);
// Adds one more such token, unless it is there.
void add_special(std::vector<AddedToken>& added, const Vocabulary& vocabulary, int id, bool takes_space_before = false);
std::vector<std::pair<std::string, std::string>> read_gguf_merges(const GgufMetadata& metadata);
std::vector<float> read_gguf_scores(const GgufMetadata& metadata, const Vocabulary& vocabulary);

// The id under a key; where the key is missing, that of the piece; nothing where there is none.
std::optional<int> find_gguf_id(const GgufMetadata& metadata, const Vocabulary& vocabulary, std::string_view key,
                                std::string_view piece);
bool gguf_flag(const GgufMetadata& metadata, std::string_view key, bool otherwise);
// begin text end, and begin first end begin second end, as add_bos_token and add_eos_token ask for.
PostProcessor read_gguf_ends(const GgufMetadata& metadata, const Vocabulary& vocabulary, bool begins_if_silent);

TokenizerPointer make_gguf_bytes(const GgufMetadata& metadata);      // "gpt2": byte-level BPE
TokenizerPointer make_gguf_marked(const GgufMetadata& metadata);     // "llama": SentencePiece's BPE
TokenizerPointer make_gguf_wordpiece(const GgufMetadata& metadata);  // "bert"
TokenizerPointer make_gguf_unigram(const GgufMetadata& metadata);    // "t5", also XLM-RoBERTa's

}  // namespace core
