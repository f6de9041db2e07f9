// The pieces of a vocabulary by their text and by their id.
#pragma once

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

class Vocabulary {
 public:
  static constexpr int kMaxPieces = 2'000'000;

  // `place` names the piece in messages. Throws Error where the text or the id is taken, or the id is out of range.
  void add(std::string text, std::int64_t id, const std::string& place);

  std::optional<int> find(std::string_view text) const;
  const std::string& text(int id) const;  // "" where no piece has this id
  std::size_t count() const { return ids_.size(); }
  int size() const { return static_cast<int>(texts_.size()); }  // one more than the largest id
  std::size_t longest() const { return longest_; }              // in bytes
  const std::vector<std::string>& texts() const { return texts_; }

 private:
  TextMap<int> ids_;
  std::vector<std::string> texts_;
  std::vector<bool> taken_;
  std::size_t longest_ = 0;
};

// Stands for a space where pieces are spelt as SentencePiece does: ▁.
inline constexpr std::string_view kSpaceMark = "\u2581";

// The piece by which an unknown byte is written, "<0x0A>".
std::string byte_piece(unsigned char byte);
// The byte of such a piece.
std::optional<unsigned char> byte_of_piece(std::string_view piece);

}  // namespace core
