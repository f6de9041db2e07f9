// Expressions from text to tree, by recursive descent: or, and, not, comparison, sum, product, sign, value.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "core/error.h"
#include "core/lessons/expression.h"
#include "core/lessons/expression_names.h"
#include "core/lessons/expression_tree.h"
#include "core/plain_text.h"

namespace core {

namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
NodePointer make_node(ExpressionNode node) {
  return std::make_shared<const ExpressionNode>(std::move(node));
}

NodePointer make_branch(NodeKind kind, std::vector<NodePointer> children, char sign = 0) {
  ExpressionNode node;
  node.kind = kind;
  node.sign = sign;
  node.children = std::move(children);
  return make_node(std::move(node));
}

struct Spelling {
  std::string_view text;
  Comparison comparison;
};
// Longer spellings stand before those that they begin with.
constexpr std::array<Spelling, 11> kComparisons = {{{"<=", Comparison::LessOrEqual},
                                                    {">=", Comparison::GreaterOrEqual},
                                                    {"!=", Comparison::NotEqual},
                                                    {"==", Comparison::Equal},
                                                    {"≤", Comparison::LessOrEqual},
                                                    {"≥", Comparison::GreaterOrEqual},
                                                    {"≠", Comparison::NotEqual},
                                                    {"<", Comparison::Less},
                                                    {">", Comparison::Greater},
                                                    {"=", Comparison::Equal},
                                                    {"contains", Comparison::Contains}}};

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}
  NodePointer parse() {
    NodePointer root = any();
    skip_blanks();
    if (at_ < text_.size()) refuse("the end, or an operator");
    return root;
  }

 private:
  [[noreturn]] void refuse(const std::string& expected, const std::string& cause = "") const {
    const std::string rest(text_.substr(std::min(at_, text_.size())));
    throw Error(fmt::format("the expression \"{}\" has {}", shown_text(text_, 100),
                            rest.empty() ? "nothing more" : "\"" + shown_text(rest, 30) + "\""),
                expected, cause);
  }

  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n')) ++at_;
  }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(std::string_view sign) {
    skip_blanks();
    if (text_.substr(at_, sign.size()) != sign) return false;
    const std::size_t after = at_ + sign.size();
    const bool word = is_letter(sign.front());
    if (word && after < text_.size() && (is_letter(text_[after]) || is_digit(text_[after]))) return false;
    at_ = after;
    return true;
  }
  void need(std::string_view sign) {
    if (!take(sign)) refuse(fmt::format("\"{}\"", sign));
  }

  NodePointer any() {
    if (++depth_ > kMostNesting) refuse(fmt::format("at most {} levels of parentheses", kMostNesting));
    NodePointer left = all();
    while (take("or")) left = make_branch(NodeKind::Or, {left, all()});
    --depth_;
    return left;
  }
  NodePointer all() {
    NodePointer left = negation();
    while (take("and")) left = make_branch(NodeKind::And, {left, negation()});
    return left;
  }
  NodePointer negation() {
    if (!take("not")) return comparison();
    if (++depth_ > kMostNesting) refuse("fewer nots");
    NodePointer inner = negation();
    --depth_;
    return make_branch(NodeKind::Not, {inner});
  }

  NodePointer comparison() {
    NodePointer left = sum();
    for (const Spelling& one : kComparisons) {
      if (!take(one.text)) continue;
      ExpressionNode node;
      node.kind = NodeKind::Compare;
      node.comparison = one.comparison;
      node.children = {left, sum()};
      if (take("within") || take("±")) node.children.push_back(sum());
      return make_node(std::move(node));
    }
    return left;
  }

  NodePointer sum() {
    NodePointer left = product();
    while (true) {
      if (take("+")) {
        left = make_branch(NodeKind::Arithmetic, {left, product()}, '+');
      } else if (take("-") || take("−")) {
        left = make_branch(NodeKind::Arithmetic, {left, product()}, '-');
      } else {
        return left;
      }
    }
  }

  NodePointer product() {
    NodePointer left = signed_value();
    while (true) {
      if (take("*") || take("×")) {
        left = make_branch(NodeKind::Arithmetic, {left, signed_value()}, '*');
      } else if (take("/") || take("÷")) {
        left = make_branch(NodeKind::Arithmetic, {left, signed_value()}, '/');
      } else {
        return left;
      }
    }
  }

  NodePointer signed_value() {
    if (!take("-") && !take("−")) return value();
    if (++depth_ > kMostNesting) refuse("fewer signs");
    NodePointer inner = signed_value();
    --depth_;
    return make_branch(NodeKind::Negate, {inner});
  }

  NodePointer value() {
    skip_blanks();
    if (take("(")) {
      NodePointer inner = any();
      need(")");
      return inner;
    }
    if (is_digit(peek()) || peek() == '.') return number();
    if (peek() == '\'') return text_between("'", "'");
    if (peek() == '"') return text_between("\"", "\"");
    if (text_.substr(at_, 3) == "“") return text_between("“", "”");
    if (!is_letter(peek())) refuse("a number, a 'text', a value such as weight@1.reference[it,cat], or \"(\"");
    return named();
  }

  NodePointer number() {
    ExpressionNode node;
    const char* first = text_.data() + at_;
    const auto [end, error] = std::from_chars(first, text_.data() + text_.size(), node.number);
    if (error != std::errc()) refuse("a number");
    const std::string_view written(first, static_cast<std::size_t>(end - first));
    const std::size_t point = written.find('.');
    node.decimals = point == std::string_view::npos ? 0 : static_cast<int>(written.size() - point - 1);
    if (written.find_first_of("eE") != std::string_view::npos) node.decimals = -1;
    at_ += written.size();
    return make_node(std::move(node));
  }

  NodePointer text_between(std::string_view open, std::string_view close) {
    const std::size_t from = at_ + open.size();
    const std::size_t end = text_.find(close, from);
    if (end == std::string_view::npos) refuse(fmt::format("a closing {}", close));
    ExpressionNode node;
    node.kind = NodeKind::Text;
    node.name = std::string(text_.substr(from, end - from));
    at_ = end + close.size();
    return make_node(std::move(node));
  }

  std::string identifier() {
    const std::size_t from = at_;
    while (is_letter(peek()) || is_digit(peek())) ++at_;
    return std::string(text_.substr(from, at_ - from));
  }

  // A run's name may hold hyphens; it ends at its colon.
  std::string run_name() {
    std::size_t end = at_;
    while (end < text_.size() && (is_letter(text_[end]) || is_digit(text_[end]) || text_[end] == '-')) ++end;
    if (end + 1 >= text_.size() || text_[end] != ':' || !is_letter(text_[end + 1])) return "";
    std::string name(text_.substr(at_, end - at_));
    at_ = end + 1;
    return name;
  }

  NodePointer named() {
    ExpressionNode node;
    node.run = run_name();
    node.name = identifier();
    if (node.run.empty() && peek() == '(') return call(node.name);
    node.kind = NodeKind::Reference;
    if (peek() == '@') {
      ++at_;
      node.address = address();
    }
    if (peek() == '[') node.arguments = arguments();
    if (peek() == '.' && (node.name == "x" || node.name == "x2" || !node.arguments.empty())) {
      ++at_;
      node.component = component();
    }
    check_reference(node);
    return make_node(std::move(node));
  }

  // Names with blanks in them stand in quotes: q@1.reference[it].'said of the living'.
  std::string component() {
    if (peek() != '\'' && peek() != '"') return address();
    const char* quote = peek() == '"' ? "\"" : "'";
    return text_between(quote, quote)->name;
  }

  // "1.first-word" or a component "wave-2.5-a": letters, digits, and - or . where one of those follows.
  std::string address() {
    const auto plain = [&](std::size_t at) {
      return at < text_.size() && (is_letter(text_[at]) || is_digit(text_[at]));
    };
    const std::size_t from = at_;
    while (plain(at_) || ((peek() == '-' || peek() == '.') && at_ > from && plain(at_ + 1))) ++at_;
    if (at_ == from) refuse("a head (layer.head), a layer or a component");
    return std::string(text_.substr(from, at_ - from));
  }

  std::vector<std::string> arguments() {
    std::vector<std::string> list;
    ++at_;  // [
    while (true) {
      skip_blanks();
      const std::size_t from = at_;
      if (peek() == '"') skip_quoted();
      at_ = std::min(text_.find_first_of(",]", at_ == from && at_ < text_.size() ? at_ + 1 : at_), text_.size());
      if (at_ >= text_.size()) refuse("\"]\"");
      std::string_view one = text_.substr(from, at_ - from);
      while (!one.empty() && one.back() == ' ') one.remove_suffix(1);
      list.emplace_back(one);
      if (text_[at_++] == ']') return list;
    }
  }
  void skip_quoted() {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    at_ = std::min(at_ + 1, text_.size());
  }

  NodePointer call(const std::string& name) {
    check_function(name);
    ExpressionNode node;
    node.kind = NodeKind::Call;
    node.name = name;
    need("(");
    do node.children.push_back(any());
    while (take(","));
    need(")");
    return make_node(std::move(node));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
};

}  // namespace

Expression parse_expression(std::string_view text, int line) {
  constexpr std::size_t kLongest = 1000;  // a chain of operators is as deep as it is long
  if (text.size() > kLongest) {
    throw Error(fmt::format("an expression has {} bytes", text.size()), fmt::format("at most {}", kLongest),
                "a quote or brace that was never closed?");
  }
  NodePointer root = Parser(text).parse();
  return {std::string(text), line, std::move(root)};
}

}  // namespace core
