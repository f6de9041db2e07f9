#include "core/tokenizers/aligned_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.h"
#include "core/text.h"
#include "core/tokenizers/unicode.h"

namespace core {

namespace {

// How many times as long, and how many bytes more, steps may make a text.
constexpr std::size_t kGrowth = 100;
constexpr std::size_t kSmallGrowth = std::size_t{64} << 10U;

// Bytes of `given` that one U+FFFD stands for: as many as repair_utf8 replaces at once.
std::size_t broken_length(std::string_view given, std::size_t at) {
  std::size_t length = 1;
  while (length < 3 && at + length < given.size() && repair_utf8(given.substr(at, length + 1)) == "\uFFFD") {
    ++length;
  }
  return length;
}

}  // namespace

AlignedText AlignedText::of(std::string_view given) {
  AlignedText result;
  result.text_.reserve(given.size());
  result.sources_.reserve(given.size());
  for (std::size_t at = 0; at < given.size();) {
    const CodePoint point = code_point_at(given, at);
    const bool broken = point.size == 1 && static_cast<unsigned char>(given[at]) >= 0x80;
    const std::size_t size = broken ? broken_length(given, at) : point.size;
    append_code_point(result.text_, point.code);
    result.sources_.resize(result.text_.size(), {at, at + size});
    at += size;
  }
  result.spare_ = kGrowth * result.text_.size() + kSmallGrowth;
  return result;
}

void AlignedText::grow_to(std::size_t bytes) {
  if (bytes <= text_.size()) return;
  const std::size_t more = bytes - text_.size();
  if (more > spare_) {
    throw Error(fmt::format("the tokenizer makes {} bytes of {} bytes of text", bytes, text_.size()),
                "a text that stays about as long as it was typed", "its tokenizer.json is damaged or hostile");
  }
  spare_ -= more;
}

AlignedText AlignedText::slice(std::size_t from, std::size_t to) const {
  AlignedText part;
  part.text_ = text_.substr(from, to - from);
  part.sources_.assign(sources_.begin() + static_cast<std::ptrdiff_t>(from),
                       sources_.begin() + static_cast<std::ptrdiff_t>(to));
  part.origin_ = source(from, to).from;
  if (!text_.empty()) {
    const double share = static_cast<double>(to - from) / static_cast<double>(text_.size());
    part.spare_ = static_cast<std::size_t>(share * static_cast<double>(spare_));
  }
  return part;
}

void AlignedText::crop(std::size_t from, std::size_t to) {
  const std::size_t origin = origin_;
  *this = slice(from, to);
  origin_ = origin;
}

ByteSpan AlignedText::source(std::size_t from, std::size_t to) const {
  if (from >= to || to > sources_.size()) return {origin_ + from, origin_ + to};
  return {sources_[from].from, sources_[to - 1].to};
}

void AlignedText::transform(const CharacterChanges& changes, std::size_t removed) {
  std::size_t old = 0;  // in text_
  const auto skip = [&](std::size_t characters) {
    for (; characters > 0 && old < text_.size(); --characters) old += code_point_at(text_, old).size;
  };
  skip(removed);
  std::string text;
  std::vector<ByteSpan> sources;
  text.reserve(text_.size());
  sources.reserve(text_.size());
  for (const CharacterChange& change : changes) {
    const bool is_new = change.change > 0 || old >= sources_.size();
    ByteSpan source{origin_, origin_};
    if (!is_new) source = sources_[old];
    if (is_new && old > 0) source = sources_[old - 1];
    if (change.change <= 0) skip(1 + static_cast<std::size_t>(-change.change));
    append_code_point(text, change.code);
    sources.resize(text.size(), source);
  }
  grow_to(text.size());
  text_ = std::move(text);
  sources_ = std::move(sources);
}

void AlignedText::keep_if(const std::function<bool(char32_t)>& keep) {
  CharacterChanges changes;
  changes.reserve(text_.size());
  std::size_t removed = 0;  // before the first that stays
  for (std::size_t at = 0; at < text_.size();) {
    const CodePoint point = code_point_at(text_, at);
    at += point.size;
    if (keep(point.code)) {
      changes.push_back({point.code, 0});
    } else if (changes.empty()) {
      ++removed;
    } else {
      --changes.back().change;
    }
  }
  transform(changes, removed);
}

void AlignedText::map(const std::function<char32_t(char32_t)>& change) {
  CharacterChanges changes;
  changes.reserve(text_.size());
  for (std::size_t at = 0; at < text_.size();) {
    const CodePoint point = code_point_at(text_, at);
    at += point.size;
    changes.push_back({change(point.code), 0});
  }
  transform(changes);
}

void AlignedText::prepend(std::string_view addition) {
  if (text_.empty() || addition.empty()) return;
  const ByteSpan first = sources_[0];
  grow_to(text_.size() + addition.size());
  text_.insert(0, addition);
  sources_.insert(sources_.begin(), addition.size(), first);
}

void AlignedText::replace(const TextPieces& pieces, std::string_view content) {
  std::size_t bytes = 0;
  for (const TextPiece& piece : pieces) bytes += piece.match ? content.size() : piece.to - piece.from;
  grow_to(bytes);
  std::string text;
  std::vector<ByteSpan> sources;
  for (const TextPiece& piece : pieces) {
    if (!piece.match) {
      text.append(text_, piece.from, piece.to - piece.from);
      sources.insert(sources.end(), sources_.begin() + static_cast<std::ptrdiff_t>(piece.from),
                     sources_.begin() + static_cast<std::ptrdiff_t>(piece.to));
      continue;
    }
    // What replaces a match comes from the match's last character; from the one before where the match is empty.
    ByteSpan source{origin_, origin_};
    if (!sources.empty()) source = sources.back();
    if (piece.to > piece.from) source = sources_[piece.to - 1];
    text.append(content);
    sources.resize(text.size(), source);
  }
  grow_to(text.size());
  text_ = std::move(text);
  sources_ = std::move(sources);
}

}  // namespace core
