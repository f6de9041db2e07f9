#include "core/tokenizers/words.h"

#include <utf8proc.h>

#include <string>

#include "core/characters.h"

namespace core {

namespace {

bool is_ideograph(utf8proc_int32_t code) {
  return (code >= 0x3040 && code <= 0x30FF) || (code >= 0x3400 && code <= 0x9FFF) ||
         (code >= 0xF900 && code <= 0xFAFF) || (code >= 0x20000 && code <= 0x3FFFF);
}

enum class Kind { Space, Letter, Mark, Joiner, Ideograph, Sign, Broken };

Kind kind_of(const Character& character) {
  const utf8proc_int32_t code = character.code;
  if (code < 0) return Kind::Broken;
  if (code == '\'' || code == 0x2019 || code == '-' || code == 0x2010) return Kind::Joiner;
  if (is_ideograph(code)) return Kind::Ideograph;
  switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return Kind::Letter;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
      return Kind::Mark;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
      return Kind::Space;
    default:
      return Kind::Sign;
  }
}

// The end of a word that begins at `at`: letters and marks, and single joiners between letters.
std::size_t word_end(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size()) {
    const Character character = character_at(text, end);
    const Kind kind = kind_of(character);
    if (kind == Kind::Letter || kind == Kind::Mark) {
      end += character.size;
      continue;
    }
    const std::size_t next = end + character.size;
    const bool joins =
        kind == Kind::Joiner && end > at && next < text.size() && kind_of(character_at(text, next)) == Kind::Letter;
    if (!joins) break;
    end = next;
  }
  return end;
}

// The end of one visible sign: a whole grapheme, so that an emoji of several code points stays one token.
std::size_t sign_end(std::string_view text, std::size_t at) {
  Character previous = character_at(text, at);
  std::size_t end = at + previous.size;
  utf8proc_int32_t state = 0;
  while (end < text.size()) {
    const Character next = character_at(text, end);
    if (next.code < 0 || utf8proc_grapheme_break_stateful(previous.code, next.code, &state)) break;
    previous = next;
    end += next.size;
  }
  return end;
}

Token make_token(std::string_view text, std::size_t from, std::size_t to) {
  Token token;
  token.text = std::string(text.substr(from, to - from));
  token.vocabulary = token.text;
  token.from = from;
  token.to = to;
  return token;
}

}  // namespace

Tokens split_words(std::string_view text) {
  Tokens tokens;
  std::size_t at = 0;
  while (at < text.size()) {
    const Character character = character_at(text, at);
    std::size_t end = at + character.size;
    const Kind kind = kind_of(character);
    if (kind == Kind::Space) {
      at = end;
      continue;
    }
    if (kind == Kind::Letter || kind == Kind::Mark) end = word_end(text, at);
    if (kind == Kind::Sign || kind == Kind::Ideograph) end = sign_end(text, at);
    Token token = make_token(text, at, end);
    if (kind == Kind::Broken) token.text = token.vocabulary = "\xEF\xBF\xBD";
    tokens.push_back(std::move(token));
    at = end;
  }
  return tokens;
}

bool is_punctuation(std::string_view token) {
  if (token.empty()) return true;
  const Kind kind = kind_of(character_at(token, 0));
  return kind == Kind::Sign || kind == Kind::Joiner || kind == Kind::Broken;
}

}  // namespace core
