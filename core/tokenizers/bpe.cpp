#include "core/tokenizers/bpe.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <queue>

#include "core/error.h"
#include "core/plain_text.h"
#include "core/tokenizers/unicode.h"

namespace core {

namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

std::uint64_t pair_key(int left, int right) {
  return (std::uint64_t{static_cast<std::uint32_t>(left)} << 32U) | static_cast<std::uint32_t>(right);
}

// A pair that could be merged: the one learned first goes first, of two such the one further left.
struct Candidate {
  std::uint32_t rank = 0;
  std::size_t at = 0;
  int id = 0;
  bool operator<(const Candidate& other) const { return rank != other.rank ? rank > other.rank : at > other.at; }
};

}  // namespace

// One piece of a word while it is being merged: a link of a list through a vector.
struct BytePairEncoding::Symbol {
  int id = 0;
  std::size_t bytes = 0;  // 0: merged into the one before
  std::size_t before = kNone, behind = kNone;
};

BytePairEncoding::BytePairEncoding(Vocabulary vocabulary, const std::vector<Merge>& merges, BpeSettings settings,
                                   const std::string& place)
    : PieceModel(std::move(vocabulary)), settings_(std::move(settings)), byte_ids_(256) {
  if (!settings_.unknown.empty()) unknown_ = required(settings_.unknown, place);
  for (std::size_t byte = 0; settings_.byte_fallback && byte < 256; ++byte) {
    byte_ids_[byte] = this->vocabulary().find(byte_piece(static_cast<unsigned char>(byte)));
  }
  merges_.reserve(merges.size());
  for (std::size_t rank = 0; rank < merges.size(); ++rank) {
    const auto& [left, right] = merges[rank];
    const std::string name = fmt::format("{}, merge {}", place, rank);
    const int left_id = required(left, name);
    const int right_id = required(right, name);
    if (right.size() < settings_.continuing_prefix.size()) {
      throw Error(fmt::format("{} joins \"{}\", which is shorter than the prefix", name, shown_text(right)),
                  "a piece that begins with \"" + shown_text(settings_.continuing_prefix) + "\"", "");
    }
    const int id = required(left + right.substr(settings_.continuing_prefix.size()), name);
    merges_[pair_key(left_id, right_id)] = {static_cast<std::uint32_t>(rank), id};
  }
}

int BytePairEncoding::required(const std::string& piece, const std::string& place) const {
  const auto id = vocabulary().find(piece);
  if (id) return *id;
  throw Error(fmt::format("{} names \"{}\", which the vocabulary lacks", place, shown_text(piece)),
              "pieces of the vocabulary", "vocabulary and merges belong to two tokenizers");
}

bool BytePairEncoding::append_bytes(Symbols& symbols, std::string_view character) const {
  const bool known = std::all_of(character.begin(), character.end(),
                                 [&](char c) { return byte_ids_[static_cast<unsigned char>(c)].has_value(); });
  if (!settings_.byte_fallback || !known) return false;
  for (const char c : character) symbols.push_back({*byte_ids_[static_cast<unsigned char>(c)], 1, kNone, kNone});
  return true;
}

BytePairEncoding::Symbols BytePairEncoding::symbols_of(std::string_view text) const {
  Symbols symbols;
  symbols.reserve(text.size());
  std::size_t unknown_bytes = 0;  // of an unknown stretch that is not written yet
  const auto write_unknown = [&] {
    if (unknown_bytes > 0) symbols.push_back({*unknown_, unknown_bytes, kNone, kNone});
    unknown_bytes = 0;
  };
  std::string spelt;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = code_point_at(text, at).size;
    const std::string_view character = text.substr(at, size);
    spelt = at > 0 ? settings_.continuing_prefix : "";
    spelt += character;
    at += size;
    if (at == text.size()) spelt += settings_.ending_suffix;
    if (const auto id = vocabulary().find(spelt)) {
      write_unknown();
      symbols.push_back({*id, size, kNone, kNone});
      continue;
    }
    if (append_bytes(symbols, spelt) || !unknown_) continue;
    if (!settings_.fuse_unknown) write_unknown();
    unknown_bytes += size;
  }
  write_unknown();
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    if (i > 0) symbols[i].before = i - 1;
    if (i + 1 < symbols.size()) symbols[i].behind = i + 1;
  }
  return symbols;
}

const BytePairEncoding::Result* BytePairEncoding::merge_of(const Symbol& left, const Symbol& right) const {
  const auto found = merges_.find(pair_key(left.id, right.id));
  return found == merges_.end() ? nullptr : &found->second;
}

void BytePairEncoding::merge(Symbols& symbols) const {
  std::priority_queue<Candidate> queue;
  const auto propose = [&](std::size_t left) {
    if (left == kNone || symbols[left].behind == kNone) return;
    const Result* merge = merge_of(symbols[left], symbols[symbols[left].behind]);
    if (merge != nullptr) queue.push({merge->rank, left, merge->id});
  };
  for (std::size_t i = 0; i + 1 < symbols.size(); ++i) propose(i);
  while (!queue.empty()) {
    const Candidate best = queue.top();
    queue.pop();
    Symbol& left = symbols[best.at];
    if (left.bytes == 0 || left.behind == kNone) continue;
    Symbol& right = symbols[left.behind];
    const Result* merge = merge_of(left, right);
    if (merge == nullptr || merge->id != best.id) continue;  // the pair has changed since
    left.id = best.id;
    left.bytes += right.bytes;
    right.bytes = 0;
    left.behind = right.behind;
    if (left.behind != kNone) symbols[left.behind].before = best.at;
    propose(left.before);
    propose(best.at);
  }
}

Pieces BytePairEncoding::split(std::string_view text) const {
  if (settings_.ignore_merges) {
    if (const auto id = vocabulary().find(text)) return {{*id, 0, text.size()}};
  }
  Symbols symbols = symbols_of(text);
  merge(symbols);
  Pieces pieces;
  std::size_t at = 0;
  for (const Symbol& symbol : symbols) {
    if (symbol.bytes == 0) continue;
    pieces.push_back({symbol.id, at, at + symbol.bytes});
    at += symbol.bytes;
  }
  return pieces;
}

}  // namespace core
