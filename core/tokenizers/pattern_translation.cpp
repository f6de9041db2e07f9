#define PCRE2_CODE_UNIT_WIDTH 8
#include <fmt/format.h>
#include <pcre2.h>

#include "core/error.h"
#include "core/plain_text.h"
#include "core/tokenizers/pattern.h"

namespace core {

namespace {

// Oniguruma's classes in Unicode (doc/RE). PCRE2's \s also takes U+180E, its \w neither marks nor connectors.
// PCRE2 knows White_Space by name since 10.40; older ones take U+180E for a space.
constexpr bool kKnowsNames = PCRE2_MAJOR > 10 || PCRE2_MINOR >= 40;
constexpr std::string_view kSpace = kKnowsNames ? "\\p{White_Space}" : "\\s";
constexpr std::string_view kNoSpace = kKnowsNames ? "\\P{White_Space}" : "\\S";
constexpr std::string_view kWordParts = "\\p{L}\\p{M}\\p{Nd}\\p{Pc}";

// Walks over a pattern once, copying what both engines read alike.
class Translator {
 public:
  Translator(std::string_view source, const std::string& place) : source_(source), place_(place) {}

  std::string run() {
    while (at_ < source_.size()) {
      const char c = source_[at_];
      if (c == '\\') {
        escape();
      } else if (c == '[') {
        open_set();
      } else if (c == ']' && in_set_) {
        in_set_ = false;
        copy(1);
      } else if (in_set_ && source_.substr(at_, 2) == "&&") {
        refuse("&& in a set");
      } else if (!in_set_ && source_.substr(at_, 2) == "}+") {
        refuse("{…}+");
      } else {
        copy(1);
      }
    }
    return result_;
  }

 private:
  void copy(std::size_t count) {
    result_ += source_.substr(at_, count);
    at_ += count;
  }

  void put(std::string_view text, std::size_t instead_of) {
    result_ += text;
    at_ += instead_of;
  }

  [[noreturn]] void refuse(std::string_view what) const {
    throw Error(fmt::format("{}: \"{}\" uses {}, which has no counterpart here", place_, shown_text(source_), what),
                "a regular expression that PCRE2 reads alike", "it was written for another engine");
  }

  void open_set() {
    if (in_set_) {
      if (source_.substr(at_, 2) != "[:") refuse("a set within a set");
      const std::size_t end = source_.find(":]", at_);
      if (end == std::string_view::npos) refuse("a set within a set");
      copy(end + 2 - at_);
      return;
    }
    in_set_ = true;
    copy(1);
    if (at_ < source_.size() && source_[at_] == '^') copy(1);
    if (at_ < source_.size() && source_[at_] == ']') copy(1);  // the first one stands for itself
  }

  void escape() {
    if (at_ + 1 >= source_.size()) {
      copy(1);
      return;
    }
    switch (source_[at_ + 1]) {
      case 's':
        return put(kSpace, 2);
      case 'S':
        return put(kNoSpace, 2);
      case 'w':
        return put(in_set_ ? std::string(kWordParts) : fmt::format("[{}]", kWordParts), 2);
      case 'W':
        if (in_set_) refuse("\\W in a set");
        return put(fmt::format("[^{}]", kWordParts), 2);
      case 'h':
      case 'H':
        refuse("\\h");
      default:
        return copy(escape_size());
    }
  }

  // \p{Lu}, \x{3000}: the braces belong to it.
  std::size_t escape_size() const {
    const bool braces = source_.substr(at_ + 2, 1) == "{";
    const std::size_t end = braces ? source_.find('}', at_) : std::string_view::npos;
    return end == std::string_view::npos ? 2 : end + 1 - at_;
  }

  std::string_view source_;
  const std::string& place_;
  std::string result_;
  std::size_t at_ = 0;
  bool in_set_ = false;
};

}  // namespace

std::string translate_regex(std::string_view source, const std::string& place) {
  return Translator(source, place).run();
}

}  // namespace core
