#include "core/tokenizers/vocabulary.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/error.h"
#include "core/plain_text.h"

namespace core {

void Vocabulary::add(std::string_view text, std::int64_t id, const std::string& place) {
  if (id < 0 || id >= kMaxPieces) {
    throw Error(fmt::format("{} gives \"{}\" the id {}", place, shown_text(text), id),
                fmt::format("an id from 0 to {}", kMaxPieces - 1), "the vocabulary is damaged");
  }
  const auto index = static_cast<std::size_t>(id);
  if (index >= places_.size()) places_.resize(index + 1);
  if (places_[index].from != kFree) {
    throw Error(fmt::format("{} gives the id {} to \"{}\" and to \"{}\"", place, id,
                            shown_text(this->text(static_cast<int>(id))), shown_text(text)),
                "one piece for an id", "the vocabulary is damaged");
  }
  if (2 * (count_ + 1) > slots_.size()) widen();
  const std::size_t slot = slot_of(text);
  if (slots_[slot] >= 0) {
    throw Error(fmt::format("{} has the piece \"{}\" twice", place, shown_text(text)), "each piece once",
                "the vocabulary is damaged");
  }
  if (text.size() >= kFree - texts_.size()) {
    throw Error(fmt::format("the pieces of {} hold more than {} bytes", place, kFree), "a vocabulary", "it is damaged");
  }
  slots_[slot] = static_cast<std::int32_t>(id);
  places_[index] = {static_cast<std::uint32_t>(texts_.size()), static_cast<std::uint32_t>(text.size())};
  texts_ += text;
  ++count_;
  longest_ = std::max(longest_, text.size());
}

std::optional<int> Vocabulary::find(std::string_view text) const {
  if (slots_.empty()) return std::nullopt;
  const std::int32_t id = slots_[slot_of(text)];
  return id < 0 ? std::nullopt : std::optional<int>(id);
}

std::string_view Vocabulary::text(int id) const {
  if (id < 0 || id >= size()) return {};
  const Place& place = places_[static_cast<std::size_t>(id)];
  return place.from == kFree ? std::string_view() : std::string_view(texts_).substr(place.from, place.size);
}

std::size_t Vocabulary::slot_of(std::string_view text) const {
  const std::size_t mask = slots_.size() - 1;  // a power of two
  std::size_t slot = TextHash{}(text)&mask;
  while (slots_[slot] >= 0 && this->text(slots_[slot]) != text) slot = (slot + 1) & mask;
  return slot;
}

void Vocabulary::widen() {
  constexpr std::size_t kLeast = 64;
  const std::vector<std::int32_t> former = std::move(slots_);
  slots_.assign(std::max(kLeast, 2 * former.size()), -1);
  for (const std::int32_t id : former) {
    if (id >= 0) slots_[slot_of(text(id))] = id;
  }
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
