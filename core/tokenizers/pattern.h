// What a step looks for in a text: a fixed string or a regular expression (PCRE2, Unicode).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/tokenizers/aligned_text.h"

namespace core {

// Immutable; safe to share between threads.
class TextPattern {
 public:
  // `place` names the pattern in messages. Throws Error where the text is empty.
  static TextPattern literal(std::string text, const std::string& place);
  // Written for Oniguruma, as in tokenizer.json; what PCRE2 reads otherwise is translated or refused. Throws Error.
  static TextPattern regex(std::string_view source, const std::string& place);

  // The whole of well-formed `text` as matches and what lies between them. An empty match directly behind another
  // match does not count. Throws Error where the search takes too many steps.
  TextPieces pieces(std::string_view text) const;

 private:
  struct Code;
  std::string literal_;
  std::shared_ptr<const Code> code_;
};

// The pattern as PCRE2 must read it to match what Oniguruma (Ruby syntax, Unicode) matches. Throws Error for what has
// no counterpart: sets in sets, && in sets, \h, \W in a set.
std::string translate_regex(std::string_view source, const std::string& place);

}  // namespace core
