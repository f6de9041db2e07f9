#include "core/tokenizers/pipeline.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.h"
#include "core/plain_text.h"
#include "core/tokenizers/byte_alphabet.h"
#include "core/tokenizers/unicode.h"

namespace core {

namespace {

constexpr std::size_t kCachedWordBytes = 256;

void check_template(const std::vector<TemplateItem>& items, const PipelineParts& parts) {
  for (const TemplateItem& item : items) {
    for (const int id : item.ids) {
      const bool known = parts.added.find(id) != nullptr || !parts.model->vocabulary().text(id).empty();
      if (known) continue;
      throw Error(fmt::format("{}: the post-processor adds the token {}, which the vocabulary lacks", parts.place, id),
                  "ids of the vocabulary", "vocabulary and post-processor belong to two tokenizers");
    }
  }
}

// Bytes that form no character are shown as the byte-fallback pieces are spelt.
std::string with_visible_bytes(std::string_view bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t size = code_point_at(bytes, at).size;
    const auto first = static_cast<unsigned char>(bytes[at]);
    if (size == 1 && first >= 0x80) {
      text += byte_piece(first);
    } else {
      text += bytes.substr(at, size);
    }
    at += size;
  }
  return text;
}

std::string with_spaces(std::string_view piece) {
  std::string text;
  for (std::size_t at = 0; at < piece.size();) {
    const bool mark = piece.substr(at, kSpaceMark.size()) == kSpaceMark;
    text += mark ? ' ' : piece[at];
    at += mark ? kSpaceMark.size() : 1;
  }
  return text;
}

std::string without_ends(std::string text, const std::string& prefix, const std::string& suffix) {
  if (!prefix.empty() && text.size() > prefix.size() && text.compare(0, prefix.size(), prefix) == 0) {
    text.erase(0, prefix.size());
  }
  const bool ends = !suffix.empty() && text.size() > suffix.size() &&
                    text.compare(text.size() - suffix.size(), suffix.size(), suffix) == 0;
  if (ends) text.resize(text.size() - suffix.size());
  return text;
}

// As it stands in a sentence: without the space before it, unless there is nothing else.
std::string without_leading_space(const std::string& text) {
  const std::size_t from = text.find_first_not_of(' ');
  return from == std::string::npos ? text : text.substr(from);
}

}  // namespace

Pipeline::Pipeline(PipelineParts parts) : parts_(std::move(parts)), size_(parts_.model->vocabulary().size()) {
  for (const AddedToken& token : parts_.added.tokens()) size_ = std::max(size_, Index{token.id} + 1);
  check_template(parts_.post.single, parts_);
  check_template(parts_.post.pair, parts_);
}

std::string Pipeline::piece(int id) const {
  const AddedToken* added = parts_.added.find(id);
  return added != nullptr ? added->content : std::string(parts_.model->vocabulary().text(id));
}

std::string Pipeline::shown(int id) const {
  if (const AddedToken* added = parts_.added.find(id)) return added->content;
  const std::string piece(parts_.model->vocabulary().text(id));
  if (parts_.spelling == Spelling::Bytes) {
    const auto bytes = from_byte_alphabet(piece);
    return bytes ? with_visible_bytes(*bytes) : piece;
  }
  if (parts_.spelling == Spelling::Marked) {
    const auto byte = byte_of_piece(piece);
    if (byte && *byte < 0x80) return std::string(1, static_cast<char>(*byte));
    return byte ? piece : with_spaces(piece);
  }
  return without_ends(piece, parts_.model->continuing_prefix(), parts_.model->ending_suffix());
}

FoundTokens Pipeline::find(std::string_view given) const {
  TextParts parts = parts_.added.split(AlignedText::of(given), parts_.normalize);
  if (parts_.split) parts_.split(parts);
  FoundTokens found;
  TextMap<Pieces> cache;  // most words stand in a text several times
  for (const TextPart& part : parts) {
    const std::string& text = part.text.text();
    if (part.id) {
      found.push_back({*part.id, part.text.source(0, text.size()), text});
      continue;
    }
    Pieces pieces;
    const auto cached = cache.find(text);
    pieces = cached != cache.end() ? cached->second : parts_.model->split(text);
    for (const Piece& piece : pieces) {
      found.push_back(
          {piece.id, part.text.source(piece.from, piece.to), std::string(parts_.model->vocabulary().text(piece.id))});
    }
    if (cached == cache.end() && text.size() <= kCachedWordBytes) cache.emplace(text, std::move(pieces));
  }
  for (const PostProcessor::Trim& trim : parts_.post.trims) trim_spans(found, given, trim);
  return found;
}

void Pipeline::append(Tokens& tokens, const FoundTokens& found, std::string_view text) const {
  for (const FoundToken& item : found) {
    Token token;
    token.id = item.id;
    token.vocabulary = piece(item.id);
    token.from = std::min(item.span.from, text.size());
    token.to = std::min(std::max(item.span.to, token.from), text.size());
    token.known = item.id != parts_.model->unknown_id();
    token.text = without_leading_space(shown(item.id));
    if (!token.known) token.text = with_visible_bytes(text.substr(token.from, token.to - token.from));
    tokens.push_back(std::move(token));
  }
}

void Pipeline::append_special(Tokens& tokens, const TemplateItem& item) const {
  for (const int id : item.ids) {
    Token token;
    token.id = id;
    token.vocabulary = token.text = piece(id);
    token.special = true;
    tokens.push_back(std::move(token));
  }
}

Tokens Pipeline::tokenize(std::string_view text) const {
  const FoundTokens found = find(text);
  Tokens tokens;
  for (const TemplateItem& item : parts_.post.single) {
    if (item.kind == TemplateItem::Kind::First) append(tokens, found, text);
    append_special(tokens, item);
  }
  return tokens;
}

Tokens Pipeline::tokenize_pair(std::string_view first, std::string_view second, std::size_t& second_from) const {
  const FoundTokens found = find(first), found_second = find(second);
  Tokens tokens;
  for (const TemplateItem& item : parts_.post.pair) {
    if (item.kind == TemplateItem::Kind::First) append(tokens, found, first);
    if (item.kind == TemplateItem::Kind::Second) {
      second_from = tokens.size();
      append(tokens, found_second, second);
    }
    append_special(tokens, item);
  }
  return tokens;
}

}  // namespace core
