#include <fmt/format.h>

#include <map>

#include "core/error.h"
#include "core/plain_text.h"
#include "core/tokenizers/bpe.h"
#include "core/tokenizers/gguf_parts.h"

namespace core {

namespace {

// How the named pre-tokenizers cut a text before its words are merged. Source: the tokenizer.json files that
// llama.cpp's convert_hf_to_gguf_update.py knows them by; src/llama-vocab.cpp, llm_tokenizer_bpe.
constexpr std::string_view kLlama3 =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr std::string_view kQwen2 =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

struct NamedSplit {
  std::string_view pattern;  // "": GPT-2's
  bool digits_alone = false;
  bool ignore_merges = false;
};

// "default" is what converters wrote before they named the pre-tokenizer; AutoTokenizer reads it as GPT-2's.
NamedSplit named_split(const GgufMetadata& metadata) {
  static const std::map<std::string, NamedSplit, std::less<>> kSplits = {{"default", {}},
                                                                         {"gpt-2", {}},
                                                                         {"smollm", {"", true, false}},
                                                                         {"llama-bpe", {kLlama3, false, true}},
                                                                         {"llama3", {kLlama3, false, true}},
                                                                         {"qwen2", {kQwen2, false, false}}};
  const std::string name = metadata.text("tokenizer.ggml.pre");
  const auto found = kSplits.find(name);
  if (found != kSplits.end()) return found->second;
  throw Error(fmt::format("{}: tokenizer.ggml.pre is \"{}\"", metadata.source(), shown_text(name)),
              "default, gpt-2, smollm, llama-bpe, llama3 or qwen2", "a pre-tokenizer that is not known here");
}

SplitStep make_split(const NamedSplit& split) {
  std::vector<SplitStep> steps;
  if (split.digits_alone) steps.push_back(digit_splitter(true));
  if (!split.pattern.empty()) {
    steps.push_back(
        pattern_splitter(TextPattern::regex(split.pattern, "tokenizer.ggml.pre"), SplitBehavior::Isolated, false));
  }
  steps.push_back(byte_level_splitter(false, split.pattern.empty()));
  return sequence_of(std::move(steps));
}

}  // namespace

TokenizerPointer make_gguf_bytes(const GgufMetadata& metadata) {
  const NamedSplit split = named_split(metadata);
  Vocabulary vocabulary = vocabulary_of(read_gguf_pieces(metadata), metadata.source());
  PipelineParts parts;
  parts.place = metadata.source();
  parts.added = AddedTokens(read_gguf_added(metadata, vocabulary), {});
  parts.split = make_split(split);
  parts.post = read_gguf_ends(metadata, vocabulary, false);
  parts.spelling = Spelling::Bytes;
  BpeSettings settings;
  settings.ignore_merges = split.ignore_merges;
  parts.model =
      std::make_shared<BytePairEncoding>(std::move(vocabulary), read_gguf_merges(metadata), settings, parts.place);
  return std::make_shared<Pipeline>(std::move(parts));
}

}  // namespace core
