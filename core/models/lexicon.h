// The lexicon: what is known of tens of thousands of words, read from assets/lexicon.txt with every line checked.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace core {

// The 15 meanings, in the order of the model's first components.
inline constexpr std::array<std::string_view, 15> kMeanings = {"person", "animal", "plant", "food",   "thing",
                                                               "place",  "nature", "group", "money",  "talk",
                                                               "mind",   "body",   "time",  "action", "quality"};
using Meanings = std::array<float, kMeanings.size()>;

// The position of a meaning's name in kMeanings, or kMeanings.size().
std::size_t meaning_index(std::string_view name);

enum class BaseKind : std::uint8_t { Noun, Verb, Adjective, Adverb };

struct LexiconEntry {
  std::string_view word;
  std::uint8_t commonness = 0;                   // 0 … 9: log2 of how often the word was tagged
  std::array<std::uint8_t, 4> kinds{};           // tenths, by BaseKind; 0 may mean a trace, see has()
  std::array<std::uint8_t, 15> noun_meanings{};  // tenths
  std::array<std::uint8_t, 15> verb_meanings{};
  std::array<std::uint8_t, 15> hints{};  // what the word suggests for its neighbours, 9 = 2.5
  std::int8_t verb_living = 0;           // −9 … 9: its subject is a thing … is alive
  std::int8_t adjective_living = 0;      // −9 … 9: it is said of things … of the living
  std::uint8_t has_kinds = 0;            // a bit for each kind that is listed, even as 0
  bool holder = false;                   // a container, building or room
  bool place_name = false;

  bool has(BaseKind kind) const { return (has_kinds >> static_cast<unsigned>(kind) & 1U) != 0; }
};

struct IrregularForm {
  std::string_view form, word;
  BaseKind kind = BaseKind::Noun;
};

class Lexicon {
 public:
  // Throws Error with the line, what it holds and what was expected.
  Lexicon(std::string text, const std::string& source);
  Lexicon(const Lexicon&) = delete;
  Lexicon& operator=(const Lexicon&) = delete;

  const LexiconEntry* find(std::string_view word) const;  // nullptr: unknown
  // The dictionary words that an irregular form may stand for: "mice" → mouse, "left" → leave.
  std::vector<IrregularForm> irregular(std::string_view form) const;
  const std::vector<LexiconEntry>& entries() const { return entries_; }

 private:
  void read_line(std::string_view line, std::size_t number, const std::string& source);

  std::string text_;  // what the views point into
  std::vector<LexiconEntry> entries_;
  std::unordered_map<std::string_view, std::size_t> index_;
  std::unordered_multimap<std::string_view, IrregularForm> irregular_;
};

}  // namespace core
