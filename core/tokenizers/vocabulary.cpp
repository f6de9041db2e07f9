#include "core/tokenizers/vocabulary.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.h"
#include "core/plain_text.h"

namespace core {

void Vocabulary::add(std::string text, std::int64_t id, const std::string& place) {
  if (id < 0 || id >= kMaxPieces) {
    throw Error(fmt::format("{} gives \"{}\" the id {}", place, shown_text(text), id),
                fmt::format("an id from 0 to {}", kMaxPieces - 1), "the vocabulary is damaged");
  }
  const auto index = static_cast<std::size_t>(id);
  if (index >= texts_.size()) {
    texts_.resize(index + 1);
    taken_.resize(index + 1, false);
  }
  if (taken_[index]) {
    throw Error(fmt::format("{} gives the id {} to \"{}\" and to \"{}\"", place, id, shown_text(texts_[index]),
                            shown_text(text)),
                "one piece for an id", "the vocabulary is damaged");
  }
  if (!ids_.emplace(text, static_cast<int>(id)).second) {
    throw Error(fmt::format("{} has the piece \"{}\" twice", place, shown_text(text)), "each piece once",
                "the vocabulary is damaged");
  }
  taken_[index] = true;
  longest_ = std::max(longest_, text.size());
  texts_[index] = std::move(text);
}

std::optional<int> Vocabulary::find(std::string_view text) const {
  const auto found = ids_.find(text);
  if (found == ids_.end()) return std::nullopt;
  return found->second;
}

const std::string& Vocabulary::text(int id) const {
  static const std::string kNone;
  return id >= 0 && id < size() ? texts_[static_cast<std::size_t>(id)] : kNone;
}

std::string byte_piece(unsigned char byte) {
  return fmt::format("<0x{:02X}>", byte);
}

std::optional<unsigned char> byte_of_piece(std::string_view piece) {
  if (piece.size() != 6 || piece.substr(0, 3) != "<0x" || piece[5] != '>') return std::nullopt;
  unsigned byte = 0;
  for (const char c : piece.substr(3, 2)) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (c < 'A' || c > 'F')) return std::nullopt;
    byte = byte * 16 + static_cast<unsigned>(digit ? c - '0' : c - 'A' + 10);
  }
  return static_cast<unsigned char>(byte);
}

}  // namespace core
