#include "core/tokenizers/gguf_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/plain_text.h"

namespace core {

namespace {

constexpr std::size_t kLongestPiece = 4096;  // bytes

TemplateItem end_item(const GgufMetadata& metadata, const Vocabulary& vocabulary, std::string_view key, bool wanted) {
  TemplateItem item;
  if (wanted) item.ids.push_back(static_cast<int>(metadata.integer(key, 0, vocabulary.size() - 1)));
  return item;
}

}  // namespace

std::vector<std::string> read_gguf_pieces(const GgufMetadata& metadata) {
  std::vector<std::string> pieces = metadata.texts(kGgufTokens);
  for (const std::string& piece : pieces) {
    if (piece.size() <= kLongestPiece) continue;
    throw Error(fmt::format("{}: {} has a piece of {} bytes", metadata.source(), kGgufTokens, piece.size()),
                fmt::format("at most {} bytes", kLongestPiece), "the file is damaged");
  }
  return pieces;
}

Vocabulary vocabulary_of(const std::vector<std::string>& pieces, const std::string& source) {
  Vocabulary vocabulary;
  std::int64_t next = 0;
  const std::string place = fmt::format("{}: {}", source, kGgufTokens);
  for (const std::string& piece : pieces) vocabulary.add(piece, next++, place);
  return vocabulary;
}

std::vector<AddedToken> read_gguf_added(const GgufMetadata& metadata, const Vocabulary& vocabulary) {
  std::vector<AddedToken> added;
  if (!metadata.has(kGgufTypes)) return added;
  const std::vector<std::int64_t> types = metadata.integers(kGgufTypes);
  if (types.size() != static_cast<std::size_t>(vocabulary.size())) {
    throw Error(fmt::format("{}: {} token types for {} tokens", metadata.source(), types.size(), vocabulary.size()),
                "one type a token", "the file is damaged");
  }
  for (std::size_t id = 0; id < types.size(); ++id) {
    const bool control = types[id] == static_cast<std::int64_t>(GgufTokenType::Control);
    if (!control && types[id] != static_cast<std::int64_t>(GgufTokenType::UserDefined)) continue;
    AddedToken token;
    token.id = static_cast<int>(id);
    token.content = vocabulary.text(token.id);
    token.special = control;
    if (!token.content.empty()) added.push_back(std::move(token));
  }
  return added;
}

void add_special(std::vector<AddedToken>& added, const Vocabulary& vocabulary, int id, bool takes_space_before) {
  const std::string content(vocabulary.text(id));
  const auto same = std::find_if(added.begin(), added.end(), [&](const AddedToken& token) { return token.id == id; });
  if (same != added.end()) {
    same->lstrip = same->lstrip || takes_space_before;
    return;
  }
  if (content.empty()) return;
  AddedToken token;
  token.id = id;
  token.content = content;
  token.special = true;
  token.lstrip = takes_space_before;
  added.push_back(std::move(token));
}

std::vector<std::pair<std::string, std::string>> read_gguf_merges(const GgufMetadata& metadata) {
  std::vector<std::pair<std::string, std::string>> merges;
  for (const std::string& merge : metadata.texts(kGgufMerges)) {
    const std::size_t space = merge.find(' ', 1);  // a piece may begin with a space
    if (space == std::string::npos) {
      throw Error(fmt::format("{}: the merge \"{}\" is one piece", metadata.source(), shown_text(merge)),
                  "two pieces with a space between them", "the file is damaged");
    }
    merges.emplace_back(merge.substr(0, space), merge.substr(space + 1));
  }
  return merges;
}

std::vector<float> read_gguf_scores(const GgufMetadata& metadata, const Vocabulary& vocabulary) {
  std::vector<float> scores = metadata.numbers(kGgufScores);
  if (scores.size() != static_cast<std::size_t>(vocabulary.size())) {
    throw Error(fmt::format("{}: {} token scores for {} tokens", metadata.source(), scores.size(), vocabulary.size()),
                "one score a token", "the file is damaged");
  }
  if (!std::all_of(scores.begin(), scores.end(), [](float score) { return std::isfinite(score); })) {
    throw Error(fmt::format("{}: {} has a score that is not finite", metadata.source(), kGgufScores), "finite scores",
                "the file is damaged");
  }
  return scores;
}

std::optional<int> find_gguf_id(const GgufMetadata& metadata, const Vocabulary& vocabulary, std::string_view key,
                                std::string_view piece) {
  if (metadata.has(key)) return static_cast<int>(metadata.integer(key, 0, vocabulary.size() - 1));
  return vocabulary.find(piece);
}

bool gguf_flag(const GgufMetadata& metadata, std::string_view key, bool otherwise) {
  return metadata.has(key) ? metadata.flag(key) : otherwise;
}

PostProcessor read_gguf_ends(const GgufMetadata& metadata, const Vocabulary& vocabulary, bool begins_if_silent) {
  const TemplateItem first = {TemplateItem::Kind::First, {}}, second = {TemplateItem::Kind::Second, {}};
  const TemplateItem begin =
      end_item(metadata, vocabulary, kGgufBegin, gguf_flag(metadata, "tokenizer.ggml.add_bos_token", begins_if_silent));
  const TemplateItem end =
      end_item(metadata, vocabulary, kGgufEnd, gguf_flag(metadata, "tokenizer.ggml.add_eos_token", false));
  PostProcessor post;
  post.single = {begin, first, end};
  post.pair = {begin, first, end, begin, second, end};
  return post;
}

}  // namespace core
