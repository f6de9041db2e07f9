#include "core/attention/token_reference.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "core/error.h"
#include "core/numbers.h"
#include "core/plain_text.h"
#include "core/spelling.h"

namespace core {

namespace {

// Marks that vocabularies put before a piece: byte-level BPE's space, SentencePiece's space, WordPiece's continuation.
std::string_view without_mark(std::string_view text) {
  for (const std::string_view mark : {std::string_view("Ġ"), std::string_view("▁"), std::string_view("##")}) {
    if (text.size() > mark.size() && text.substr(0, mark.size()) == mark) return text.substr(mark.size());
  }
  while (text.size() > 1 && text.front() == ' ') text.remove_prefix(1);
  return text;
}

bool matches(const Token& token, const std::string& folded) {
  for (const std::string_view form : {std::string_view(token.text), std::string_view(token.vocabulary)}) {
    if (fold_case(form) == folded || fold_case(without_mark(form)) == folded) return true;
  }
  return false;
}

std::vector<Index> positions_of(std::string_view word, const Tokens& tokens) {
  const std::string folded = fold_case(word);
  std::vector<Index> positions;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (matches(tokens[i], folded)) positions.push_back(static_cast<Index>(i));
  }
  return positions;
}

// A reference taken apart: the word and, behind #, which of its occurrences.
struct Wanted {
  std::string word;
  std::optional<long> number;
  bool quoted = false;
};

[[noreturn]] void refuse_quoting(std::string_view reference) {
  throw Error(fmt::format("the token {} has no closing quote", shown_text(reference)),
              "\"text\", with \\\" for a quote inside", "the shell may have taken the quotes: put '…' around the edit");
}

Wanted unquote(std::string_view reference) {
  Wanted wanted;
  wanted.quoted = true;
  std::size_t at = 1;
  for (; at < reference.size() && reference[at] != '"'; ++at) {
    if (reference[at] == '\\' && at + 1 < reference.size()) ++at;
    wanted.word += reference[at];
  }
  if (at >= reference.size()) refuse_quoting(reference);
  const std::string_view rest = reference.substr(at + 1);
  if (rest.empty()) return wanted;
  wanted.number = rest[0] == '#' ? parse_count(rest.substr(1)) : std::nullopt;
  if (!wanted.number) refuse_quoting(reference);
  return wanted;
}

Wanted take_apart(std::string_view reference, const Tokens& tokens) {
  if (!reference.empty() && reference[0] == '"') return unquote(reference);
  Wanted wanted{std::string(reference), std::nullopt, false};
  const std::size_t hash = reference.rfind('#');
  if (hash == std::string_view::npos || hash == 0 || !positions_of(reference, tokens).empty()) return wanted;
  wanted.number = parse_count(reference.substr(hash + 1));
  if (wanted.number) wanted.word = std::string(reference.substr(0, hash));
  return wanted;
}

// Tokens that follow each other and together spell the word: a word cut into pieces.
std::vector<Index> pieces_of(std::string_view word, const Tokens& tokens) {
  const std::string folded = fold_case(word);
  for (std::size_t first = 0; first < tokens.size(); ++first) {
    std::string spelt;
    std::vector<Index> pieces;
    for (std::size_t i = first; i < tokens.size() && spelt.size() < folded.size(); ++i) {
      spelt += fold_case(without_mark(tokens[i].text));
      pieces.push_back(static_cast<Index>(i));
    }
    if (pieces.size() > 1 && spelt == folded) return pieces;
  }
  return {};
}

std::string range_of(const Tokens& tokens) {
  return tokens.empty() ? "no word at all" : fmt::format("0 to {}", tokens.size() - 1);
}

[[noreturn]] void refuse_unknown(const Wanted& wanted, const Tokens& tokens, std::string_view sentence) {
  const std::string word = shown_text(wanted.word);
  if (const auto pieces = pieces_of(wanted.word, tokens); !pieces.empty()) {
    std::string list;
    for (const Index piece : pieces) {
      const Token& token = tokens[static_cast<std::size_t>(piece)];
      list += fmt::format("{}\"{}\" ({})", list.empty() ? "" : ", ", shown_text(token.vocabulary), piece);
    }
    throw Error(fmt::format("\"{}\" is several pieces here", word), "one of them: " + list,
                "this model cuts rare words into pieces");
  }
  std::vector<std::string> words;
  for (const Token& token : tokens) {
    const std::string one = token_word(token);
    if (std::find(words.begin(), words.end(), one) == words.end()) words.push_back(one);
  }
  const std::string near = did_you_mean(wanted.word, words, "it may belong to another sentence");
  constexpr std::size_t kShown = 12;
  const bool more = words.size() > kShown;
  if (more) words.resize(kShown);
  throw Error(fmt::format("{} has no word \"{}\"", sentence, word),
              tokens.empty() ? std::string("a sentence with words")
                             : fmt::format("one of {}{} or a position from {}",
                                           shown_text(fmt::format("{}", fmt::join(words, ", ")), 160),
                                           more ? ", …" : "", range_of(tokens)),
              near);
}

[[noreturn]] void refuse_ambiguous(const Wanted& wanted, const std::vector<Index>& positions) {
  const std::string word = shown_text(wanted.word);
  const std::size_t last = positions.size() - 1;
  if (wanted.number) {
    throw Error(fmt::format("\"{}\" has no occurrence {}", word, *wanted.number),
                fmt::format("{}#0{}", word, last > 0 ? fmt::format(" to {}#{}", word, last) : ""),
                fmt::format("it stands at position{} {}; occurrences count from 0", last > 0 ? "s" : "",
                            fmt::join(positions, ", ")));
  }
  throw Error(
      fmt::format("\"{}\" occurs {} times, at positions {}", word, positions.size(), fmt::join(positions, ", ")),
      fmt::format("{}#0 to {}#{} or a position", word, word, last), "say which one is meant");
}

bool can_stand_bare(std::string_view word) {
  if (word.empty() || parse_count(word)) return false;
  constexpr std::string_view kSpecial = " \t[],.=\"\\";
  return word.find_first_of(kSpecial) == std::string_view::npos && word.find('#') == std::string_view::npos &&
         is_valid_utf8(word);
}

std::string quoted(std::string_view word) {
  std::string text = "\"";
  for (const char letter : word) {
    if (letter == '"' || letter == '\\') text += '\\';
    text += letter;
  }
  return text + "\"";
}

}  // namespace

std::string token_word(const Token& token) {
  return std::string(without_mark(token.text));
}

Index find_token(std::string_view reference, const Tokens& tokens, std::string_view sentence) {
  if (const auto position = parse_count(reference)) {
    if (*position < static_cast<long>(tokens.size())) return *position;
    throw Error(fmt::format("{} has no token {}", sentence, *position), range_of(tokens), "positions count from 0");
  }
  const Wanted wanted = take_apart(reference, tokens);
  if (wanted.word.empty()) {
    throw Error("a token is missing", "a word of the sentence or its position, such as [it] or [3]", "");
  }
  const std::vector<Index> positions = positions_of(wanted.word, tokens);
  if (positions.empty()) refuse_unknown(wanted, tokens, sentence);
  const long number = wanted.number.value_or(0);
  if (number >= static_cast<long>(positions.size()) || (!wanted.number && positions.size() > 1)) {
    refuse_ambiguous(wanted, positions);
  }
  return positions[static_cast<std::size_t>(number)];
}

Occurrence occurrence_of(const Tokens& tokens, Index position) {
  const auto positions = positions_of(token_word(tokens[static_cast<std::size_t>(position)]), tokens);
  const auto found = std::find(positions.begin(), positions.end(), position);
  return {static_cast<Index>(found - positions.begin()), static_cast<Index>(positions.size())};
}

void refuse_second_word(const std::string& what, const Tokens& tokens) {
  const bool joined = std::any_of(tokens.begin(), tokens.end(), [](const Token& token) { return token.segment > 0; });
  if (joined) {
    throw Error(what + " names a word of a second sentence, and this model reads both as one",
                "a word of the one sequence", "name it without the 2; of equal words the#1 is the second");
  }
  throw Error(what + " names a word of a second sentence and there is none", "a second sentence",
              "give one with --second, or drop the 2");
}

std::string write_token(const Tokens& tokens, Index position) {
  const std::string word = token_word(tokens[static_cast<std::size_t>(position)]);
  if (word.empty() || !is_valid_utf8(word)) return std::to_string(position);
  const Occurrence occurrence = occurrence_of(tokens, position);
  if (occurrence.number >= occurrence.count) return std::to_string(position);
  const std::string text = can_stand_bare(word) ? word : quoted(word);
  return occurrence.count > 1 ? fmt::format("{}#{}", text, occurrence.number) : text;
}

}  // namespace core
