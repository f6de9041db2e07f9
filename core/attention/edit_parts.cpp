#include "core/attention/edit_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "core/attention/edit_site.h"
#include "core/error.h"
#include "core/numbers.h"
#include "core/plain_text.h"
#include "core/spelling.h"

namespace core {

namespace {

// Cuts from left to right.
class EditSplitter {
 public:
  explicit EditSplitter(std::string_view text) : text_(trim_blanks(text)), rest_(text_) {}

  EditParts split() {
    take_site();
    take_address();
    expect('[');
    take_places();
    take_value();
    return parts_;
  }

 private:
  [[noreturn]] void refuse(const std::string& what) const {
    throw Error(fmt::format("the edit \"{}\" {}", shown_text(text_), what),
                "an edit such as x[it].animal=0.9 or score@1.2[it,cat]=3", "heed trace --help lists all forms");
  }

  void take_site() {
    const std::size_t end = rest_.find_first_of("@[");
    if (end == std::string_view::npos) refuse("names no place in [ ]");
    const std::string_view word = trim_blanks(rest_.substr(0, end));
    rest_.remove_prefix(end);
    Edit edit;
    if (!find_site(word, edit)) {
      const std::vector<std::string> words = site_words();
      std::vector<std::string> of_second;
      std::copy_if(words.begin(), words.end(), std::back_inserter(of_second),
                   [](const std::string& one) { return one.back() == '2'; });
      const bool second = word.size() > 1 && word.back() == '2';
      throw Error(fmt::format("there is nothing called \"{}\" to edit", shown_text(word)), one_of(words),
                  did_you_mean(word, words, second ? "the second sentence has only " + one_of(of_second) : ""));
    }
    parts_.site = edit.site;
    parts_.second = edit.second;
  }

  void take_address() {
    if (parts_.site == Site::X) {
      if (rest_.front() == '@') refuse("gives x a layer; x stands before all layers (use residual@layer)");
      return;
    }
    const bool layer_only = parts_.site == Site::Residual;
    if (rest_.front() != '@') {
      refuse(layer_only ? "names no layer; write @layer before the ["
                        : "names no head; write @layer.head before the [");
    }
    const std::size_t end = rest_.find('[');
    if (end == std::string_view::npos) refuse("names no place in [ ]");
    parts_.address = trim_blanks(rest_.substr(1, end - 1));
    rest_.remove_prefix(end);
    if (layer_only && !parse_count(parts_.address)) refuse("names no layer; write residual@0[…]");
  }

  void expect(char sign) {
    rest_ = trim_blanks(rest_);
    if (rest_.empty() || rest_.front() != sign) refuse(fmt::format("has no \"{}\" where it belongs", sign));
    rest_.remove_prefix(1);
  }

  // The text up to `end`; text in quotes is passed over whole.
  std::string take_until(char end) {
    rest_ = trim_blanks(rest_);
    std::size_t at = 0;
    if (!rest_.empty() && rest_[0] == '"') {
      for (at = 1; at < rest_.size() && rest_[at] != '"'; ++at) {
        if (rest_[at] == '\\') ++at;
      }
    }
    at = rest_.find(end, std::min(at, rest_.size()));
    if (at == std::string_view::npos) refuse(fmt::format("has no \"{}\" where it belongs", end));
    const std::string_view taken = trim_blanks(rest_.substr(0, at));
    rest_.remove_prefix(at + 1);
    return std::string(taken);
  }

  void take_places() {
    if (is_matrix(parts_.site) || is_pair(parts_.site)) {
      parts_.row = take_until(',');
      parts_.column = take_until(']');
      return;
    }
    parts_.row = take_until(']');
    expect('.');
    const std::size_t end = rest_.rfind('=');
    parts_.column = trim_blanks(rest_.substr(0, end));
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end);
  }

  void take_value() {
    rest_ = trim_blanks(rest_);
    if (rest_.empty() || rest_.front() != '=') refuse("has no \"=\" and new value");
    const std::string_view value = trim_blanks(rest_.substr(1));
    const auto number = parse_number(value);
    if (!number) {
      throw Error(fmt::format("the new value \"{}\" in \"{}\" is no finite 32-bit number", shown_text(value),
                              shown_text(text_)),
                  "a number such as 0.9 or -2", "");
    }
    parts_.value = *number;
  }

  std::string_view text_, rest_;
  EditParts parts_;
};

}  // namespace

std::string_view trim_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

EditParts split_edit(std::string_view text) {
  return EditSplitter(text).split();
}

}  // namespace core
