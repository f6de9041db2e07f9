#include <fmt/format.h>

#include <map>

#include "core/error.h"
#include "core/plain_text.h"
#include "core/tokenizers/bpe.h"
#include "core/tokenizers/pipeline.h"

namespace core {

namespace {

constexpr std::string_view kTokens = "tokenizer.ggml.tokens";
constexpr std::string_view kTypes = "tokenizer.ggml.token_type";
enum TokenType : std::int64_t { kControl = 3, kUserDefined = 4 };  // ggml-org/llama.cpp include/llama.h

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

NamedSplit named_split(const GgufMetadata& metadata) {
  static const std::map<std::string, NamedSplit, std::less<>> kSplits = {{"gpt-2", {}},
                                                                         {"smollm", {"", true, false}},
                                                                         {"llama-bpe", {kLlama3, false, true}},
                                                                         {"llama3", {kLlama3, false, true}},
                                                                         {"qwen2", {kQwen2, false, false}}};
  const std::string name = metadata.text("tokenizer.ggml.pre");
  const auto found = kSplits.find(name);
  if (found != kSplits.end()) return found->second;
  throw Error(fmt::format("{}: tokenizer.ggml.pre is \"{}\"", metadata.source(), shown_text(name)),
              "gpt-2, smollm, llama-bpe, llama3 or qwen2", "a pre-tokenizer that is not known here");
}

SplitStep make_split(const NamedSplit& split) {
  std::vector<SplitStep> steps;
  if (split.digits_alone) steps.push_back(digit_splitter(true));
  if (!split.pattern.empty()) {
    steps.push_back(
        pattern_splitter(Pattern::regex(split.pattern, "tokenizer.ggml.pre"), SplitBehavior::Isolated, false));
  }
  steps.push_back(byte_level_splitter(false, split.pattern.empty()));
  return sequence_of(std::move(steps));
}

std::vector<Merge> read_merges(const GgufMetadata& metadata) {
  std::vector<Merge> merges;
  for (const std::string& merge : metadata.texts("tokenizer.ggml.merges")) {
    const std::size_t space = merge.find(' ', 1);  // a piece may begin with a space
    if (space == std::string::npos) {
      throw Error(fmt::format("{}: the merge \"{}\" is one piece", metadata.source(), shown_text(merge)),
                  "two pieces with a space between them", "the file is damaged");
    }
    merges.emplace_back(merge.substr(0, space), merge.substr(space + 1));
  }
  return merges;
}

std::vector<AddedToken> read_added(const GgufMetadata& metadata, const Vocabulary& vocabulary) {
  std::vector<AddedToken> added;
  if (!metadata.has(kTypes)) return added;
  const std::vector<std::int64_t> types = metadata.integers(kTypes);
  if (types.size() != static_cast<std::size_t>(vocabulary.size())) {
    throw Error(fmt::format("{}: {} token types for {} tokens", metadata.source(), types.size(), vocabulary.size()),
                "one type a token", "the file is damaged");
  }
  for (std::size_t id = 0; id < types.size(); ++id) {
    if (types[id] != kControl && types[id] != kUserDefined) continue;
    AddedToken token;
    token.id = static_cast<int>(id);
    token.content = vocabulary.text(token.id);
    token.special = types[id] == kControl;
    if (!token.content.empty()) added.push_back(std::move(token));
  }
  return added;
}

TemplateItem end_token(const GgufMetadata& metadata, std::string_view flag, std::string_view key, int size) {
  TemplateItem item;
  if (metadata.has(flag) && metadata.flag(flag))
    item.ids.push_back(static_cast<int>(metadata.integer(key, 0, size - 1)));
  return item;
}

}  // namespace

TokenizerPointer make_gguf_tokenizer(const GgufMetadata& metadata) {
  const std::string kind = metadata.text("tokenizer.ggml.model");
  if (kind != "gpt2") {
    throw Error(fmt::format("{}: tokenizer.ggml.model is \"{}\"", metadata.source(), shown_text(kind)), "gpt2",
                "a tokenizer that is not known here");
  }
  const NamedSplit split = named_split(metadata);
  Vocabulary vocabulary;
  std::int64_t next = 0;
  const std::string place = fmt::format("{}: {}", metadata.source(), kTokens);
  for (std::string& text : metadata.texts(kTokens)) vocabulary.add(std::move(text), next++, place);
  PipelineParts parts;
  parts.place = metadata.source();
  parts.added = AddedTokens(read_added(metadata, vocabulary), {});
  parts.split = make_split(split);
  const TemplateItem first = {TemplateItem::Kind::First, {}}, second = {TemplateItem::Kind::Second, {}};
  const TemplateItem begin =
      end_token(metadata, "tokenizer.ggml.add_bos_token", "tokenizer.ggml.bos_token_id", vocabulary.size());
  const TemplateItem end =
      end_token(metadata, "tokenizer.ggml.add_eos_token", "tokenizer.ggml.eos_token_id", vocabulary.size());
  parts.post.single = {begin, first, end};
  parts.post.pair = {begin, first, end, begin, second, end};
  parts.spelling = Spelling::Bytes;
  BpeSettings settings;
  settings.ignore_merges = split.ignore_merges;
  parts.model = std::make_shared<BytePairEncoding>(std::move(vocabulary), read_merges(metadata), settings, parts.place);
  return std::make_shared<Pipeline>(std::move(parts));
}

}  // namespace core
