#include <fmt/format.h>

#include <algorithm>

#include "core/error.h"
#include "core/tokenizers/gguf_parts.h"
#include "core/tokenizers/wordpiece.h"

namespace core {

namespace {

constexpr std::string_view kContinues = "##";

bool is_bracketed(std::string_view piece) {
  return piece.size() >= 2 && piece.front() == '[' && piece.back() == ']';
}

// llama.cpp's converter (convert_hf_to_gguf.py, BertModel) marks the pieces that begin a word, ▁the, instead of those
// that continue one, ##s; control tokens and, in older files, all in brackets stay as they are.
std::vector<std::string> original_pieces(const GgufMetadata& metadata) {
  std::vector<std::string> pieces = read_gguf_pieces(metadata);
  std::vector<std::int64_t> types;
  if (metadata.has(kGgufTypes)) types = metadata.integers(kGgufTypes);
  for (std::size_t id = 0; id < pieces.size(); ++id) {
    std::string& piece = pieces[id];
    const bool control = id < types.size() && types[id] == static_cast<std::int64_t>(GgufTokenType::Control);
    if (control || is_bracketed(piece)) continue;
    const bool begins = piece.compare(0, kSpaceMark.size(), kSpaceMark) == 0;
    piece = begins ? piece.substr(kSpaceMark.size()) : std::string(kContinues) + piece;
  }
  return pieces;
}

// The file does not say whether the model knows upper case; a vocabulary made of lower-cased text has no capitals.
bool has_capitals(const Vocabulary& vocabulary) {
  for (int id = 0; id < vocabulary.size(); ++id) {
    const std::string_view piece = vocabulary.text(id);
    const bool capital = std::any_of(piece.begin(), piece.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (capital && !is_bracketed(piece)) return true;
  }
  return false;
}

TemplateItem required(const GgufMetadata& metadata, const Vocabulary& vocabulary, std::string_view key,
                      std::string_view other_key, std::string_view piece) {
  const std::string_view used = metadata.has(key) ? key : other_key;
  const auto id = find_gguf_id(metadata, vocabulary, used, piece);
  if (id) return {TemplateItem::Kind::Special, {*id}};
  throw Error(fmt::format("{}: {} is missing, and no piece is {}", metadata.source(), key, piece),
              fmt::format("the id of {}", piece), "the file is damaged, or its tokenizer is no WordPiece");
}

}  // namespace

TokenizerPointer make_gguf_wordpiece(const GgufMetadata& metadata) {
  Vocabulary vocabulary = vocabulary_of(original_pieces(metadata), metadata.source());
  const TemplateItem first = {TemplateItem::Kind::First, {}}, second = {TemplateItem::Kind::Second, {}};
  const TemplateItem begin = required(metadata, vocabulary, "tokenizer.ggml.cls_token_id", kGgufBegin, "[CLS]");
  // The key's spelling is the format's.
  const TemplateItem end = required(metadata, vocabulary, "tokenizer.ggml.seperator_token_id", kGgufEnd, "[SEP]");
  PipelineParts parts;
  parts.place = metadata.source();
  std::vector<AddedToken> added = read_gguf_added(metadata, vocabulary);
  for (const std::string_view piece : {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"}) {
    if (const auto id = vocabulary.find(piece)) add_special(added, vocabulary, *id);
  }
  const bool lower = !has_capitals(vocabulary);
  parts.normalize = bert_normalizer({true, true, lower, lower});
  parts.added = AddedTokens(std::move(added), parts.normalize);
  parts.split = bert_splitter();
  parts.post.single = {begin, first, end};
  parts.post.pair = {begin, first, end, second, end};
  parts.mask = find_gguf_id(metadata, vocabulary, kGgufMask, "[MASK]");
  WordPieceSettings settings;
  if (const auto unknown = find_gguf_id(metadata, vocabulary, kGgufUnknown, settings.unknown)) {
    settings.unknown = vocabulary.text(*unknown);
  }
  parts.model = std::make_shared<WordPiece>(std::move(vocabulary), settings, parts.place);
  return std::make_shared<Pipeline>(std::move(parts));
}

}  // namespace core
