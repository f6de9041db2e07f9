// The pieces of a vocabulary by their text and by their id.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace core {

// Finds std::string keys by std::string_view without a copy.
struct TextHash {
  using is_transparent = void;  // NOLINT(readability-identifier-naming): the standard's name
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <typename Value>
using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

// All texts stand in one string and one table finds them: a piece takes some 20 bytes beside its text.
class Vocabulary {
 public:
  static constexpr int kMaxPieces = 2'000'000;

  // `place` names the piece in messages. Throws Error where the text or the id is taken, or the id is out of range.
  void add(std::string_view text, std::int64_t id, const std::string& place);

  std::optional<int> find(std::string_view text) const;
  // "" where no piece has this id. Valid until the next add() and as long as the vocabulary stays where it is.
  std::string_view text(int id) const;
  std::size_t count() const { return count_; }
  int size() const { return static_cast<int>(places_.size()); }  // one more than the largest id
  std::size_t longest() const { return longest_; }               // in bytes

 private:
  static constexpr std::uint32_t kFree = UINT32_MAX;
  struct Place {
    std::uint32_t from = kFree, size = 0;  // in texts_
  };
  std::size_t slot_of(std::string_view text) const;  // where it stands, or may stand
  void widen();

  std::string texts_;
  std::vector<Place> places_;        // by id
  std::vector<std::int32_t> slots_;  // ids by the hash of their text, −1 where free; half of them stay free
  std::size_t count_ = 0, longest_ = 0;
};

// Stands for a space where pieces are spelt as SentencePiece does: ▁.
inline constexpr std::string_view kSpaceMark = "\u2581";

// The piece by which an unknown byte is written, "<0x0A>".
std::string byte_piece(unsigned char byte);
// The byte of such a piece.
std::optional<unsigned char> byte_of_piece(std::string_view piece);

}  // namespace core
