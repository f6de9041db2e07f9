#include "core/attention/edit_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "core/attention/edit_site.h"
#include "core/attention/settings.h"
#include "core/attention/token_reference.h"
#include "core/error.h"
#include "core/numbers.h"
#include "core/plain_text.h"
#include "core/spelling.h"

namespace core {

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Reads one edit from left to right.
class EditParser {
 public:
  EditParser(std::string_view text, const Model& model, const Tokens& tokens, const Tokens& second_tokens)
      : text_(trimmed(text)), rest_(text_), model_(model), tokens_(tokens), second_tokens_(second_tokens) {}

  Edit parse() {
    read_site();
    read_address();
    expect('[');
    read_indices();
    read_value();
    check();
    return edit_;
  }

 private:
  [[noreturn]] void refuse_form(const std::string& what) const {
    throw Error(fmt::format("the edit \"{}\" {}", shown_text(text_), what),
                "an edit such as x[it].animal=0.9 or score@1.2[it,cat]=3", "heed trace --help lists all forms");
  }

  void read_site() {
    const std::size_t end = rest_.find_first_of("@[");
    const std::string_view word = trimmed(rest_.substr(0, end));
    if (end == std::string_view::npos) refuse_form("names no place in [ ]");
    rest_.remove_prefix(end);
    if (find_site(word, edit_)) return;
    const bool second = word.size() > 1 && word.back() == '2';
    throw Error(fmt::format("there is nothing called \"{}\" to edit", shown_text(word)),
                "x, q, k, v, score, weight, output, residual, W_Q, W_K, W_V, W_O, x2, k2 or v2",
                did_you_mean(word, site_words(), second ? "the second sentence has only x2, k2 and v2" : ""));
  }

  void read_address() {
    if (edit_.site == Site::X) {
      if (rest_.front() == '@') refuse_form("gives x a layer; x stands before all layers (use residual@layer)");
      return;
    }
    if (rest_.front() != '@') {
      refuse_form(has_head(edit_.site) ? "names no head; write @layer.head before the ["
                                       : "names no layer; write @layer before the [");
    }
    const std::size_t end = rest_.find('[');
    if (end == std::string_view::npos) refuse_form("names no place in [ ]");
    const std::string_view address = trimmed(rest_.substr(1, end - 1));
    rest_.remove_prefix(end);
    if (has_head(edit_.site)) {
      std::tie(edit_.layer, edit_.head) = parse_head(address, model_);
      return;
    }
    const auto layer = parse_count(address);
    if (!layer) refuse_form("names no layer; write residual@0[…]");
    edit_.layer = *layer;
  }

  void expect(char sign) {
    rest_ = trimmed(rest_);
    if (rest_.empty() || rest_.front() != sign) refuse_form(fmt::format("has no \"{}\" where it belongs", sign));
    rest_.remove_prefix(1);
  }

  // The text up to `end`; text in quotes is passed over whole.
  std::string_view read_until(char end) {
    rest_ = trimmed(rest_);
    std::size_t at = 0;
    if (!rest_.empty() && rest_[0] == '"') {
      for (at = 1; at < rest_.size() && rest_[at] != '"'; ++at) {
        if (rest_[at] == '\\') ++at;
      }
    }
    at = rest_.find(end, std::min(at, rest_.size()));
    if (at == std::string_view::npos) refuse_form(fmt::format("has no \"{}\" where it belongs", end));
    const std::string_view read = trimmed(rest_.substr(0, at));
    rest_.remove_prefix(at + 1);
    return read;
  }

  Index token(std::string_view reference, bool second) const {
    if (second && second_tokens_.empty()) {
      throw Error(fmt::format("the edit \"{}\" names a word of a second sentence and there is none", shown_text(text_)),
                  "a second sentence", "give one with --second, or drop the 2");
    }
    return find_token(reference, second ? second_tokens_ : tokens_, second ? "the second sentence" : "the sentence");
  }

  void read_indices() {
    const bool cross = has_head(edit_.site) && head_of(edit_, model_).keys == KeySource::Second;
    if (is_matrix(edit_.site)) {
      edit_.row = find_component(row_names(edit_, model_), row_count(), read_until(','));
      edit_.column = find_component(column_names(edit_, model_), column_count(edit_, model_), read_until(']'));
    } else if (is_pair(edit_.site)) {
      edit_.row = token(read_until(','), false);
      edit_.column = token(read_until(']'), cross);
    } else {
      check_sentence(cross);
      edit_.row = token(read_until(']'), edit_.second);
      expect('.');
      read_component();
    }
  }

  Index row_count() const { return edit_.site == Site::WO ? head_of(edit_, model_).d_v : model_.config.width; }

  // A cross head's keys are the second sentence's words: k@ would change nothing that is looked at.
  void check_sentence(bool cross) const {
    if (!cross || edit_.second || (edit_.site != Site::K && edit_.site != Site::V)) return;
    const std::string word = site_word(edit_);
    throw Error(fmt::format("head {} takes its keys and values from the second sentence", head_of(edit_, model_).id),
                fmt::format("{}2@ instead of {}@", word, word), "the 2 says that the word is the second sentence's");
  }

  void read_component() {
    const std::size_t end = rest_.rfind('=');
    const std::string_view name = trimmed(rest_.substr(0, end));
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end);
    edit_.column =
        name == "*" ? kAllComponents : find_component(column_names(edit_, model_), column_count(edit_, model_), name);
  }

  void read_value() {
    rest_ = trimmed(rest_);
    if (rest_.empty() || rest_.front() != '=') refuse_form("has no \"=\" and new value");
    const std::string_view value = trimmed(rest_.substr(1));
    const auto number = parse_number(value);
    if (!number) {
      throw Error(fmt::format("the new value \"{}\" in \"{}\" is no finite 32-bit number", shown_text(value),
                              shown_text(text_)),
                  "a number such as 0.9 or -2", "");
    }
    edit_.value = *number;
  }

  void check() const {
    check_edit(edit_, model_, static_cast<Index>(tokens_.size()), static_cast<Index>(second_tokens_.size()));
  }

  std::string_view text_, rest_;
  const Model& model_;
  const Tokens& tokens_;
  const Tokens& second_tokens_;
  Edit edit_;
};

// A component as find_component reads it back: its name, or its number where the name would not do.
std::string write_component(const std::vector<std::string>& names, Index component) {
  if (component == kAllComponents) return "*";
  if (component >= static_cast<Index>(names.size())) return std::to_string(component);
  const std::string& name = names[static_cast<std::size_t>(component)];
  const bool first = std::find(names.begin(), names.end(), name) - names.begin() == component;
  const bool plain = !name.empty() && name != "*" && name.find_first_of("[],=\" \t") == std::string::npos;
  return first && plain ? name : std::to_string(component);
}

}  // namespace

std::pair<Index, Index> parse_head(std::string_view text, const Model& model) {
  const std::size_t dot = text.find('.');
  const auto layer = parse_count(trimmed(text.substr(0, dot)));
  if (layer && dot != std::string_view::npos) return {*layer, find_head(model, *layer, trimmed(text.substr(dot + 1)))};
  std::vector<std::string> labels;
  for (std::size_t l = 0; l < model.config.layers.size(); ++l) {
    for (const HeadConfig& head : model.config.layers[l].heads) {
      if (head.id == text) {
        throw Error(fmt::format("\"{}\" names no layer", shown_text(text)), "layer.head",
                    fmt::format("did you mean \"{}.{}\"?", l, head.id));
      }
      labels.push_back(fmt::format("{}.{}", l, head.id));
    }
  }
  throw Error(fmt::format("\"{}\" is no head", shown_text(text)), "layer.head, such as 0.0 or " + labels.back(),
              did_you_mean(text, labels, "heed list heads names them all"));
}

Edit parse_edit(std::string_view text, const Model& model, const Tokens& tokens, const Tokens& second_tokens) {
  return EditParser(text, model, tokens, second_tokens).parse();
}

std::string write_site(const Edit& edit, const Model& model, const Tokens& tokens, const Tokens& second_tokens) {
  std::string text = site_word(edit);
  if (has_head(edit.site)) text += "@" + head_label(model, edit.layer, edit.head);
  if (edit.site == Site::Residual) text += fmt::format("@{}", edit.layer);
  if (is_matrix(edit.site)) {
    return text + fmt::format("[{},{}]", write_component(row_names(edit, model), edit.row),
                              write_component(column_names(edit, model), edit.column));
  }
  if (is_pair(edit.site)) {
    const bool cross = head_of(edit, model).keys == KeySource::Second;
    return text + fmt::format("[{},{}]", write_token(tokens, edit.row),
                              write_token(cross ? second_tokens : tokens, edit.column));
  }
  return text + fmt::format("[{}].{}", write_token(edit.second ? second_tokens : tokens, edit.row),
                            write_component(column_names(edit, model), edit.column));
}

std::string write_edit(const Edit& edit, const Model& model, const Tokens& tokens, const Tokens& second_tokens) {
  return write_site(edit, model, tokens, second_tokens) + "=" + shortest_number(edit.value);
}

}  // namespace core
