#include "core/tokenizers/unigram.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.h"
#include "core/plain_text.h"
#include "core/tokenizers/unicode.h"

namespace core {

namespace {

constexpr double kUnknownPenalty = 10;  // below the least score
constexpr std::size_t kNowhere = std::numeric_limits<std::size_t>::max();

unsigned char byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

}  // namespace

PiecesByPrefix::PiecesByPrefix(const Vocabulary& vocabulary) : starts_(257) {
  entries_.reserve(vocabulary.count());
  for (int id = 0; id < vocabulary.size(); ++id) {
    if (!vocabulary.text(id).empty()) entries_.push_back({vocabulary.text(id), id});
  }
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.text < b.text; });
  for (const Entry& entry : entries_) ++starts_[byte_at(entry.text, 0) + std::size_t{1}];
  for (std::size_t byte = 1; byte < starts_.size(); ++byte) starts_[byte] += starts_[byte - 1];
}

template <typename Found>
void PiecesByPrefix::find(std::string_view text, Found found) const {
  if (text.empty() || entries_.empty()) return;
  auto from = entries_.begin() + static_cast<std::ptrdiff_t>(starts_[byte_at(text, 0)]);
  auto to = entries_.begin() + static_cast<std::ptrdiff_t>(starts_[byte_at(text, 0) + std::size_t{1}]);
  for (std::size_t depth = 1; from != to; ++depth) {
    // All entries of [from, to) begin with the first `depth` bytes; the shortest stands first.
    if (from->text.size() == depth) {
      found(from->id, depth);
      ++from;
    }
    if (depth >= text.size()) return;
    const unsigned char byte = byte_at(text, depth);
    from = std::partition_point(from, to, [&](const Entry& e) { return byte_at(e.text, depth) < byte; });
    to = std::partition_point(from, to, [&](const Entry& e) { return byte_at(e.text, depth) == byte; });
  }
}

Unigram::Unigram(Vocabulary vocabulary, std::vector<double> scores, UnigramSettings settings, const std::string& place)
    : PieceModel(std::move(vocabulary)),
      scores_(std::move(scores)),
      settings_(settings),
      by_prefix_(this->vocabulary()) {
  if (scores_.size() != static_cast<std::size_t>(this->vocabulary().size())) {
    throw Error(fmt::format("{} has {} scores for {} pieces", place, scores_.size(), this->vocabulary().size()),
                "one score a piece", "the vocabulary is damaged");
  }
  if (settings_.unknown && (*settings_.unknown < 0 || *settings_.unknown >= this->vocabulary().size())) {
    throw Error(fmt::format("{} gives the unknown piece the id {}", place, *settings_.unknown),
                fmt::format("an id below {}", this->vocabulary().size()), "");
  }
  double least = scores_.empty() ? 0 : scores_[0];
  for (const double score : scores_) {
    if (!std::isfinite(score)) throw Error(place + " has a score that is not finite", "finite scores", "");
    least = std::min(least, score);
  }
  unknown_score_ = least - kUnknownPenalty;
}

// The best cut of the text up to one byte: its score and where its last piece begins.
struct Unigram::Node {
  int id = 0;
  double score = 0;
  std::size_t from = kNowhere;
};

std::vector<Unigram::Node> Unigram::best_paths(std::string_view text) const {
  std::vector<Node> nodes(text.size() + 1);
  const auto offer = [&](std::size_t from, std::size_t to, int id, double score) {
    const double sum = score + nodes[from].score;
    if (nodes[to].from == kNowhere || sum > nodes[to].score) nodes[to] = {id, sum, from};
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = code_point_at(text, at).size;
    bool alone = false;  // a piece covers just this character
    by_prefix_.find(text.substr(at), [&](int id, std::size_t bytes) {
      offer(at, at + bytes, id, scores_[static_cast<std::size_t>(id)]);
      alone = alone || bytes == size;
    });
    if (!alone) {
      if (!settings_.unknown) {
        throw Error(fmt::format("\"{}\" is not in the vocabulary", shown_text(text.substr(at, size))),
                    "a vocabulary with a piece for what is unknown", "unk_id is missing");
      }
      offer(at, at + size, *settings_.unknown, unknown_score_);
    }
    at += size;
  }
  return nodes;
}

void Unigram::append_unknown(Pieces& pieces, std::string_view text, std::size_t from, std::size_t to) const {
  const std::string_view unknown = text.substr(from, to - from);
  if (const auto id = vocabulary().find(unknown)) {
    pieces.push_back({*id, from, to});
    return;
  }
  Pieces bytes;
  for (const char c : unknown) {
    const auto id =
        settings_.byte_fallback ? vocabulary().find(byte_piece(static_cast<unsigned char>(c))) : std::nullopt;
    if (!id) break;
    bytes.push_back({*id, from, to});
  }
  if (bytes.size() != unknown.size()) bytes = {{*settings_.unknown, from, to}};
  pieces.insert(pieces.end(), bytes.begin(), bytes.end());
}

Pieces Unigram::split(std::string_view text) const {
  const std::vector<Node> nodes = best_paths(text);
  std::vector<std::size_t> ends;
  for (std::size_t at = text.size(); at > 0; at = nodes[at].from) ends.push_back(at);
  Pieces pieces;
  std::size_t unknown_from = kNowhere;  // neighbouring unknown characters are one
  std::size_t at = 0;
  for (auto end = ends.rbegin(); end != ends.rend(); at = *end++) {
    const bool unknown = settings_.unknown && nodes[*end].id == *settings_.unknown;
    if (unknown) {
      if (unknown_from == kNowhere) unknown_from = at;
      continue;
    }
    if (unknown_from != kNowhere) append_unknown(pieces, text, unknown_from, at);
    unknown_from = kNowhere;
    pieces.push_back({nodes[*end].id, at, *end});
  }
  if (unknown_from != kNowhere) append_unknown(pieces, text, unknown_from, text.size());
  return pieces;
}

}  // namespace core
