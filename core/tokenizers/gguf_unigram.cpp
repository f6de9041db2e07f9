#include "core/error.h"
#include "core/tokenizers/gguf_parts.h"
#include "core/tokenizers/precompiled_map.h"
#include "core/tokenizers/unigram.h"

namespace core {

namespace {

constexpr std::string_view kMap = "tokenizer.ggml.precompiled_charsmap";

TextStep read_map(const GgufMetadata& metadata) {
  if (!metadata.has(kMap)) return {};
  std::string bytes;
  for (const std::int64_t value : metadata.integers(kMap)) {
    if (value < -128 || value > 255) throw Error(metadata.source() + ": " + std::string(kMap), "bytes", "");
    bytes += static_cast<char>(static_cast<unsigned char>(value & 0xFF));
  }
  return [map = PrecompiledMap(bytes, metadata.source() + ": " + std::string(kMap))](AlignedText& text) {
    map.apply(text);
  };
}

SplitStep read_split(const GgufMetadata& metadata) {
  if (!gguf_flag(metadata, "tokenizer.ggml.remove_extra_whitespaces", true)) {
    throw Error(metadata.source() + ": tokenizer.ggml.remove_extra_whitespaces is false", "true",
                "a Unigram tokenizer of a kind that is not known here");
  }
  const bool prepends = gguf_flag(metadata, "tokenizer.ggml.add_space_prefix", true);
  return sequence_of({white_space_splitter(),
                      metaspace_splitter(std::string(kSpaceMark), prepends ? Prepend::Always : Prepend::Never, true)});
}

// <s> A </s> </s> B </s>, as XLM-RoBERTa joins two texts; T5 has no <s>.
PostProcessor read_ends(const GgufMetadata& metadata, const Vocabulary& vocabulary) {
  PostProcessor post = read_gguf_ends(metadata, vocabulary, false);
  const TemplateItem begin = post.single.front(), end = post.single.back();
  const TemplateItem first = {TemplateItem::Kind::First, {}}, second = {TemplateItem::Kind::Second, {}};
  post.pair = {begin, first, end};
  if (!begin.ids.empty()) post.pair.push_back(end);
  post.pair.push_back(second);
  post.pair.push_back(end);
  return post;
}

}  // namespace

TokenizerPointer make_gguf_unigram(const GgufMetadata& metadata) {
  Vocabulary vocabulary = vocabulary_of(read_gguf_pieces(metadata), metadata.source());
  const std::vector<float> scores = read_gguf_scores(metadata, vocabulary);
  PipelineParts parts;
  parts.place = metadata.source();
  parts.normalize = read_map(metadata);
  parts.mask = find_gguf_id(metadata, vocabulary, kGgufMask, "<mask>");
  std::vector<AddedToken> added = read_gguf_added(metadata, vocabulary);
  for (const std::string_view piece : {"<s>", "<pad>", "</s>", "<unk>"}) {
    if (const auto id = vocabulary.find(piece)) add_special(added, vocabulary, *id);
  }
  if (parts.mask) add_special(added, vocabulary, *parts.mask, true);  // as XLM-RoBERTa lists it
  parts.added = AddedTokens(std::move(added), parts.normalize);
  parts.split = read_split(metadata);
  parts.post = read_ends(metadata, vocabulary);
  parts.spelling = Spelling::Marked;
  UnigramSettings settings;
  settings.unknown = find_gguf_id(metadata, vocabulary, kGgufUnknown, "<unk>");
  settings.byte_fallback = vocabulary.find(byte_piece(0)).has_value();
  parts.model = std::make_shared<Unigram>(std::move(vocabulary), std::vector<double>(scores.begin(), scores.end()),
                                          settings, parts.place);
  return std::make_shared<Pipeline>(std::move(parts));
}

}  // namespace core
