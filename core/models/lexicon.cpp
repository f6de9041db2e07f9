#include "core/models/lexicon.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.h"
#include "core/models/table_text.h"
#include "core/plain_text.h"

namespace core {

namespace {

constexpr std::string_view kHeading = "# heed lexicon 1.";
constexpr std::string_view kMeaningLetters = "PALFTCNGMKDBIXQ";  // in the order of kMeanings
constexpr std::string_view kKindLetters = "nvar";

struct Place {
  const std::string& source;
  std::size_t line;

  [[noreturn]] void refuse(std::string_view found, const std::string& expected) const {
    throw Error(fmt::format("{} line {}: \"{}\"", source, line, shown_text(found)), expected,
                "the file is damaged; restore it or make it again with assets/make_lexicon.py");
  }
};

// Reads letter-digit pairs such as "G4H3" into `shares`.
template <std::size_t count>
void read_pairs(std::string_view text, std::string_view letters, std::array<std::uint8_t, count>& shares,
                const Place& place) {
  if (text.size() % 2 != 0) place.refuse(text, "pairs of a letter and a digit");
  for (std::size_t at = 0; at < text.size(); at += 2) {
    const auto letter = letters.find(text[at]);
    if (letter == std::string_view::npos) place.refuse(text, fmt::format("one of the letters {}", letters));
    if (text[at + 1] < '0' || text[at + 1] > '9') place.refuse(text, "a digit behind each letter");
    shares[letter] = static_cast<std::uint8_t>(text[at + 1] - '0');
  }
}

std::int8_t read_signed(std::string_view text, const Place& place) {
  if (text.size() != 2 || (text[0] != '+' && text[0] != '-') || text[1] < '0' || text[1] > '9') {
    place.refuse(text, "a sign and a digit, as in v+4");
  }
  const int digit = text[1] - '0';
  return static_cast<std::int8_t>(text[0] == '-' ? -digit : digit);
}

void read_field(std::string_view field, LexiconEntry& entry, const Place& place) {
  const std::string_view rest = field.substr(1);
  switch (field[0]) {
    case '=':
      return read_pairs(rest, kMeaningLetters, entry.noun_meanings, place);
    case '/':
      return read_pairs(rest, kMeaningLetters, entry.verb_meanings, place);
    case '>':
      return read_pairs(rest, kMeaningLetters, entry.hints, place);
    case 'v':
      entry.verb_living = read_signed(rest, place);
      return;
    case 'a':
      entry.adjective_living = read_signed(rest, place);
      return;
    case '@':
      entry.holder = true;
      return;
    case '$':
      entry.place_name = true;
      return;
    default:
      place.refuse(field, "a field that begins with one of = / > v a @ $");
  }
}

// Takes the text before the next space from `line`.
std::string_view next_field(std::string_view& line) {
  const auto end = std::min(line.find(' '), line.size());
  const auto field = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return field;
}

}  // namespace

std::size_t meaning_index(std::string_view name) {
  return static_cast<std::size_t>(std::find(kMeanings.begin(), kMeanings.end(), name) - kMeanings.begin());
}

Lexicon::Lexicon(std::string text, const std::string& source) : text_(std::move(text)) {
  if (!text_.starts_with(kHeading)) {
    Place{source, 1}.refuse(text_.substr(0, text_.find('\n')), fmt::format("a file that begins with \"{}\"", kHeading));
  }
  expect_plain_lines(text_, source);
  const auto lines = static_cast<std::size_t>(std::count(text_.begin(), text_.end(), '\n'));
  entries_.reserve(lines);
  std::string_view rest = text_;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto line = rest.substr(0, end);
    if (!line.empty() && line[0] != '#') read_line(line, number, source);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (entries_.empty()) Place{source, 1}.refuse("no words", "tens of thousands of lines");
  expect_last_line(text_, source);
  index_.reserve(entries_.size());
  for (std::size_t i = 0; i < entries_.size(); ++i) index_.emplace(entries_[i].word, i);
}

void Lexicon::read_line(std::string_view line, std::size_t number, const std::string& source) {
  const Place place{source, number};
  const std::string_view whole = line;
  const auto word = next_field(line);
  const auto second = next_field(line);
  if (word.empty() || second.empty()) place.refuse(whole, "a word, a space and its kinds");
  if (second[0] == '<') {
    const auto kind = kKindLetters.find(line);
    if (line.size() != 1 || kind == std::string_view::npos) place.refuse(whole, "form <word and one of n v a r");
    irregular_.emplace(word, IrregularForm{word, second.substr(1), static_cast<BaseKind>(kind)});
    return;
  }
  LexiconEntry entry;
  entry.word = word;
  if (second[0] < '0' || second[0] > '9') place.refuse(second, "a digit for how common the word is, then its kinds");
  entry.commonness = static_cast<std::uint8_t>(second[0] - '0');
  read_pairs(second.substr(1), kKindLetters, entry.kinds, place);
  for (std::size_t at = 1; at < second.size(); at += 2) {
    entry.has_kinds = static_cast<std::uint8_t>(entry.has_kinds | 1U << kKindLetters.find(second[at]));
  }
  while (!line.empty()) {
    const auto field = next_field(line);
    if (field.empty()) place.refuse(whole, "one space between fields");
    read_field(field, entry, place);
  }
  entries_.push_back(entry);
}

const LexiconEntry* Lexicon::find(std::string_view word) const {
  const auto found = index_.find(word);
  return found == index_.end() ? nullptr : &entries_[found->second];
}

std::vector<IrregularForm> Lexicon::irregular(std::string_view form) const {
  std::vector<IrregularForm> forms;
  const auto [from, to] = irregular_.equal_range(form);
  for (auto it = from; it != to; ++it) forms.push_back(it->second);
  return forms;
}

}  // namespace core
