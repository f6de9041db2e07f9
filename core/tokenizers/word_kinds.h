// Word kinds, and the tagger that picks one for each word before the model runs: the most likely chain (Viterbi).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace core {

enum class WordKind : std::uint8_t {
  Noun,
  Name,
  Verb,
  Adjective,
  Adverb,
  Pronoun,
  Possessive,
  Determiner,
  Preposition,
  Conjunction,
  Relative,
  Auxiliary,
  Be,
  And,
  Mark,  // the 's of "girl's"
  Punctuation
};
inline constexpr std::array<std::string_view, 16> kWordKindNames = {
    "noun",        "name",        "verb",     "adjective", "adverb", "pronoun", "possessive",      "determiner",
    "preposition", "conjunction", "relative", "auxiliary", "be",     "and",     "possessive mark", "punctuation"};
inline constexpr std::size_t kWordKinds = kWordKindNames.size();

constexpr std::size_t index_of(WordKind kind) {
  return static_cast<std::size_t>(kind);
}

using KindShares = std::array<float, kWordKinds>;  // how often a spelling is of each kind; sums to about 1
// [from][to] log scores; row kWordKinds is the start of a sentence.
using KindPairs = std::array<std::array<float, kWordKinds>, kWordKinds + 1>;

enum class VerbForm : std::uint8_t { None, Base, ThirdPerson, Past, Ing };

// What the tagger sees of a word.
struct TaggedWord {
  KindShares shares{};
  VerbForm verb_form = VerbForm::None;
  bool plural = false;            // as a noun
  bool sentence_end = false;      // . ! ?
  bool breaks = false;            // any punctuation that ends a clause
  bool possessive_or_is = false;  // 's
  bool takes_base = false;        // he, she, it … or a singular noun: no base form follows
  bool object_pronoun = false;    // him, them, me, us: no finite verb follows
  bool may_join = false;          // before, since, as …: preposition, or conjunction when a verb follows
};

std::vector<WordKind> tag_words(const std::vector<TaggedWord>& words, const KindPairs& pairs);

}  // namespace core
