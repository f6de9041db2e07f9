// Expressions over the numbers on screen: values in a lesson's text, conditions of its tasks, truths of its questions.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/lessons/moment.h"

namespace core {

// A word of the sentence as a value: equal to a text that spells it or refers to it (“the” or “the#1”).
struct WordValue {
  std::string text;       // as a reader sees it
  std::string reference;  // as token_reference.h writes it; the same as `text` where it is no token
};
using ListValue = std::vector<double>;
using Value = std::variant<double, bool, WordValue, ListValue>;

struct ExpressionNode;  // expression_tree.h

// A parsed expression, cheap to copy. assets/lessons/README.md gives the language.
class Expression {
 public:
  Expression() = default;  // empty: nothing was written
  Expression(std::string text, int line, std::shared_ptr<const ExpressionNode> root)
      : text_(std::move(text)), line_(line), root_(std::move(root)) {}
  bool empty() const { return root_ == nullptr; }
  const std::string& text() const { return text_; }
  int line() const { return line_; }  // in its file, 0 where it has none
  const ExpressionNode& root() const { return *root_; }

 private:
  std::string text_;
  int line_ = 0;
  std::shared_ptr<const ExpressionNode> root_;
};

// Throws Error for text that is no expression: what stands where, what was expected.
Expression parse_expression(std::string_view text, int line = 0);

// Throws Error where a word, head, component or run that the expression names is not there, or kinds do not fit
// ("a list where a number is needed").
Value evaluate(const Expression& expression, const LessonMoment& moment);
// The same, and a number (or condition, or text) is needed.
double evaluate_number(const Expression& expression, const LessonMoment& moment);
bool evaluate_condition(const Expression& expression, const LessonMoment& moment);

// The runs that the expression names ("before", "contrast", the step's own), without "".
std::vector<std::string> named_runs(const Expression& expression);

// Whether the answer is the text or the number: words without case, numbers as `=` compares them.
bool same_value(const Value& value, std::string_view text);
// As it stands in a sentence without a format of its own: "0.71", "cat", "yes".
std::string value_text(const Value& value);

}  // namespace core
