#include "core/tokenizers/added_tokens.h"

#include <algorithm>

#include "core/tokenizers/unicode.h"

namespace core {

namespace {

// \w of Unicode's annex 18, asked of single characters.
bool is_word_character(const TextPattern& word, char32_t code) {
  std::string text;
  append_code_point(text, code);
  const TextPieces pieces = word.pieces(text);
  return pieces.size() == 1 && pieces[0].match;
}

std::size_t spaces_before(std::string_view text, std::size_t at) {
  while (at > 0) {
    const CodePoint point = code_point_before(text, at);
    if (!is_white_space(point.code)) break;
    at -= point.size;
  }
  return at;
}

std::size_t spaces_behind(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const CodePoint point = code_point_at(text, at);
    if (!is_white_space(point.code)) break;
    at += point.size;
  }
  return at;
}

}  // namespace

void TextFinder::add(std::string text, std::size_t token) {
  if (text.empty()) return;
  std::vector<std::size_t>& lengths = lengths_[static_cast<unsigned char>(text[0])];
  if (std::find(lengths.begin(), lengths.end(), text.size()) == lengths.end()) {
    lengths.insert(std::upper_bound(lengths.begin(), lengths.end(), text.size(), std::greater<>()), text.size());
  }
  tokens_.emplace(std::move(text), token);  // of two that are spelt alike the first wins
}

TextFinder::Hit TextFinder::find(std::string_view text, std::size_t at) const {
  if (tokens_.empty()) return {};
  for (; at < text.size(); ++at) {
    for (const std::size_t length : lengths_[static_cast<unsigned char>(text[at])]) {
      if (length > text.size() - at) continue;
      const auto found = tokens_.find(text.substr(at, length));
      if (found != tokens_.end()) return {at, at + length, found->second};
    }
  }
  return {};
}

AddedTokens::AddedTokens(std::vector<AddedToken> tokens, const TextStep& normalize) : tokens_(std::move(tokens)) {
  // Special tokens come first, so that they win where two are spelt alike.
  std::stable_sort(tokens_.begin(), tokens_.end(),
                   [](const AddedToken& a, const AddedToken& b) { return a.special && !b.special; });
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    by_id_.emplace(tokens_[i].id, i);
    if (tokens_[i].single_word && !word_character_) {
      word_character_ =
          TextPattern::regex("[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}]", "a word character");
    }
    AlignedText content = AlignedText::of(tokens_[i].content);
    if (tokens_[i].normalized && normalize) normalize(content);
    (tokens_[i].normalized ? normalized_ : plain_).add(content.text(), i);
  }
}

const AddedToken* AddedTokens::find(int id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &tokens_[found->second];
}

const AddedToken* AddedTokens::find(std::string_view content) const {
  const auto found = std::find_if(tokens_.begin(), tokens_.end(),
                                  [content](const AddedToken& token) { return token.content == content; });
  return found == tokens_.end() ? nullptr : &*found;
}

bool AddedTokens::within_word(std::string_view text, std::size_t from, std::size_t to) const {
  return (from > 0 && is_word_character(*word_character_, code_point_before(text, from).code)) ||
         (to < text.size() && is_word_character(*word_character_, code_point_at(text, to).code));
}

void AddedTokens::cut(TextParts& parts, const AlignedText& aligned, const TextFinder& finder) const {
  const std::string_view text = aligned.text();
  std::size_t done = 0;
  const auto put = [&](std::size_t from, std::size_t to, std::optional<int> id) {
    if (from < to) parts.push_back({aligned.slice(from, to), id});
  };
  for (TextFinder::Hit hit = finder.find(text, 0); hit.token != std::string_view::npos;
       hit = finder.find(text, std::max(hit.to, std::size_t{1}))) {
    const AddedToken& token = tokens_[hit.token];
    if (token.single_word && within_word(text, hit.from, hit.to)) continue;
    const std::size_t from = token.lstrip ? std::max(spaces_before(text, hit.from), done) : hit.from;
    const std::size_t to = token.rstrip ? spaces_behind(text, hit.to) : hit.to;
    put(done, from, std::nullopt);
    put(std::max(from, done), to, token.id);
    done = to;
  }
  put(done, text.size(), std::nullopt);
}

TextParts AddedTokens::split(const AlignedText& text, const TextStep& normalize) const {
  TextParts parts;
  cut(parts, text, plain_);
  split_parts(parts, [&](TextParts& result, AlignedText& part) {
    if (normalize) normalize(part);
    cut(result, part, normalized_);
  });
  return parts;
}

}  // namespace core
