#include "core/tokenizers/contractions.h"

#include <utf8proc.h>

#include <array>

#include "core/characters.h"

namespace core {

namespace {

constexpr std::string_view kTypographicApostrophe = "\xE2\x80\x99";

// Where the lower-case, plain spelling is cut in two, or 0.
std::size_t cut_of(const std::string& spelling) {
  constexpr std::array<std::string_view, 6> kEndings = {"'s", "'re", "'ve", "'ll", "'d", "'m"};
  for (const auto ending : kEndings) {
    if (spelling.size() > ending.size() && spelling.ends_with(ending)) return spelling.size() - ending.size();
  }
  const auto apostrophe = spelling.find('\'');
  if (apostrophe == std::string::npos || apostrophe == 0 || apostrophe + 1 >= spelling.size()) return 0;
  const auto prefix = spelling.substr(0, apostrophe);
  const bool one_letter = prefix.size() == 1 && std::string_view("cdjlmnst").find(prefix[0]) != std::string_view::npos;
  return one_letter || prefix == "qu" || prefix == "jusqu" || prefix == "lorsqu" ? apostrophe + 1 : 0;
}

// The bytes of the written word that its first `plain_bytes` plain bytes stand for.
std::size_t written_bytes(std::string_view word, std::size_t plain_bytes) {
  std::size_t bytes = 0;
  for (std::size_t plain = 0; plain < plain_bytes && bytes < word.size(); ++plain) {
    bytes += word.substr(bytes).starts_with(kTypographicApostrophe) ? kTypographicApostrophe.size() : 1;
  }
  return bytes;
}

std::string plain_spelling(std::string_view word) {
  std::string plain;
  for (std::size_t at = 0; at < word.size();) {
    const bool typographic = word.substr(at).starts_with(kTypographicApostrophe);
    char letter = typographic ? '\'' : word[at];
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    plain += letter;
    at += typographic ? kTypographicApostrophe.size() : 1;
  }
  return plain;
}

Token part_of(const Token& token, std::size_t from, std::size_t to) {
  Token part = token;
  part.text = token.text.substr(from, to - from);
  part.vocabulary = part.text;
  part.from = token.from + from;
  part.to = token.from + to;
  return part;
}

}  // namespace

Tokens split_contractions(const Tokens& words) {
  Tokens tokens;
  tokens.reserve(words.size());
  for (const Token& word : words) {
    const std::size_t cut = written_bytes(word.text, cut_of(plain_spelling(word.text)));
    if (cut == 0) {
      tokens.push_back(word);
      continue;
    }
    tokens.push_back(part_of(word, 0, cut));
    tokens.push_back(part_of(word, cut, word.text.size()));
  }
  return tokens;
}

std::string lookup_spelling(std::string_view word) {
  std::string lower;
  const std::string plain = plain_spelling(word);
  for (std::size_t at = 0; at < plain.size();) {
    const Character character = character_at(plain, at);
    if (character.code < 0) {
      lower += plain[at++];
      continue;
    }
    std::array<utf8proc_uint8_t, 4> letter{};
    const auto written = utf8proc_encode_char(utf8proc_tolower(character.code), letter.data());
    lower.append(reinterpret_cast<const char*>(letter.data()), static_cast<std::size_t>(written));
    at += character.size;
  }
  return lower;
}

bool starts_upper(std::string_view word) {
  if (word.empty()) return false;
  return utf8proc_category(character_at(word, 0).code) == UTF8PROC_CATEGORY_LU;
}

}  // namespace core
