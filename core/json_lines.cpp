#include "core/json_lines.h"

#include <algorithm>
#include <string>

namespace core {

namespace {

using nlohmann::json;

// Walks text and tree side by side, in the order of the text. The text is known to be well formed.
class Walk {
 public:
  Walk(std::string_view text, JsonLines& lines) : text_(text), lines_(lines) {}

  void visit(const json& value) {
    skip_blanks();
    lines_[&value] = line_;
    if (value.is_object()) {
      visit_members(value);
    } else if (value.is_array()) {
      visit_items(value);
    } else if (value.is_string()) {
      skip_string();
    } else {
      at_ = std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size());
    }
  }

 private:
  void skip_blanks() {
    for (; at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos; ++at_) {
      if (text_[at_] == '\n') ++line_;
    }
  }
  // Over one sign such as a bracket, and the blanks before it.
  void skip_sign() {
    skip_blanks();
    at_ = std::min(at_ + 1, text_.size());
  }
  void skip_string() {
    ++at_;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    at_ = std::min(at_ + 1, text_.size());
  }

  void visit_members(const json& object) {
    skip_sign();
    for (std::size_t i = 0; i < object.size(); ++i) {
      skip_blanks();
      const std::size_t from = at_;
      skip_string();
      const auto name = json::parse(text_.substr(from, at_ - from)).get<std::string>();
      skip_sign();  // the colon
      visit(object.at(name));
      skip_sign();  // comma or closing brace
    }
    if (object.empty()) skip_sign();
  }

  void visit_items(const json& list) {
    skip_sign();
    for (const json& item : list) {
      visit(item);
      skip_sign();
    }
    if (list.empty()) skip_sign();
  }

  std::string_view text_;
  JsonLines& lines_;
  std::size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

JsonLines find_lines(std::string_view text, const json& root) {
  JsonLines lines;
  Walk(text, lines).visit(root);
  return lines;
}

}  // namespace core
