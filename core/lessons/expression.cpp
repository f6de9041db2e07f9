#include "core/lessons/expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "core/error.h"
#include "core/lessons/expression_functions.h"
#include "core/lessons/expression_names.h"
#include "core/lessons/expression_tree.h"
#include "core/lessons/expression_values.h"
#include "core/lessons/fill_text.h"
#include "core/plain_text.h"

namespace core {

namespace {

std::string kind_of(const Value& value) {
  if (std::holds_alternative<double>(value)) return "a number";
  if (std::holds_alternative<bool>(value)) return "a condition";
  if (std::holds_alternative<ListValue>(value)) return "a list";
  return "a text";
}

template <typename Kind>
const Kind& expect_kind(const Value& value, const char* expected) {
  if (const Kind* found = std::get_if<Kind>(&value)) return *found;
  throw Error(kind_of(value) + " stands where it does not fit", expected, "");
}

bool same_word(const WordValue& a, const WordValue& b) {
  const std::string texts[] = {fold_case(a.text), fold_case(a.reference)};
  const std::string others[] = {fold_case(b.text), fold_case(b.reference)};
  return texts[0] == others[0] || texts[0] == others[1] || texts[1] == others[0];
}

const AttentionTrace& trace_of(const ExpressionNode& node, const LessonMoment& moment) {
  if (node.run.empty()) {
    if (moment.now == nullptr) throw Error("nothing is computed", "a sentence that the model can read", "");
    return *moment.now;
  }
  if (moment.named != nullptr) {
    if (const auto found = moment.named->find(node.run); found != moment.named->end() && found->second != nullptr) {
      return *found->second;
    }
  }
  throw Error(fmt::format("there is no run \"{}\"", node.run), "before, plain, contrast or a name of the step's runs",
              "a run that is not written in this step");
}

class Evaluator {
 public:
  explicit Evaluator(const LessonMoment& moment) : moment_(moment) {}

  Value value(const ExpressionNode& node) const {
    switch (node.kind) {
      case NodeKind::Number:
        return node.number;
      case NodeKind::Text:
        return WordValue{node.name, node.name};
      case NodeKind::Negate:
        return arithmetic('*', value(*node.children[0]), -1.0);
      case NodeKind::Arithmetic:
        return arithmetic(node.sign, value(*node.children[0]), value(*node.children[1]));
      case NodeKind::Compare:
        return compare(node);
      case NodeKind::And:
        return truth(*node.children[0]) && truth(*node.children[1]);
      case NodeKind::Or:
        return truth(*node.children[0]) || truth(*node.children[1]);
      case NodeKind::Not:
        return !truth(*node.children[0]);
      case NodeKind::Call:
        return call_function(node.name, arguments(node));
      case NodeKind::Reference:
        break;
    }
    const ExpressionName* name = find_expression_name(node.name);
    if (name != nullptr && name->source == NameSource::State) return state_value(node, moment_);
    return trace_value(node, trace_of(node, moment_), moment_.nearest);
  }

 private:
  bool truth(const ExpressionNode& node) const { return expect_kind<bool>(value(node), "a condition"); }
  double number(const ExpressionNode& node) const { return expect_kind<double>(value(node), "a number"); }

  std::vector<Value> arguments(const ExpressionNode& node) const {
    std::vector<Value> all;
    for (const NodePointer& child : node.children) all.push_back(value(*child));
    return all;
  }

  bool compare(const ExpressionNode& node) const {
    const Value left = value(*node.children[0]);
    const Value right = value(*node.children[1]);
    if (node.comparison == Comparison::Contains) {
      const std::string whole = fold_case(expect_kind<WordValue>(left, "a text before contains").text);
      return whole.find(fold_case(expect_kind<WordValue>(right, "a text behind contains").text)) != std::string::npos;
    }
    const bool equality = node.comparison == Comparison::Equal || node.comparison == Comparison::NotEqual;
    if (equality && !std::holds_alternative<double>(left)) {
      return same_kind_equal(left, right) == (node.comparison == Comparison::Equal);
    }
    const double a = expect_kind<double>(left, "a number on the left");
    const double b = expect_kind<double>(right, "a number on the right");
    switch (node.comparison) {
      case Comparison::Less:
        return a < b;
      case Comparison::Greater:
        return a > b;
      case Comparison::LessOrEqual:
        return a <= b;
      case Comparison::GreaterOrEqual:
        return a >= b;
      default:
        return (std::abs(a - b) <= tolerance(node, a, b)) == (node.comparison == Comparison::Equal);
    }
  }

  static bool same_kind_equal(const Value& left, const Value& right) {
    if (const bool* truth = std::get_if<bool>(&left)) return *truth == expect_kind<bool>(right, "a condition");
    return same_word(expect_kind<WordValue>(left, "a number, a text or a condition"),
                     expect_kind<WordValue>(right, "a text in quotes"));
  }

  double tolerance(const ExpressionNode& node, double a, double b) const {
    constexpr double kNear = 1e-5;
    if (node.children.size() > 2) return number(*node.children[2]);
    const double near = kNear * std::max({1.0, std::abs(a), std::abs(b)});
    // A number that is written with decimals stands for all that round to it.
    const ExpressionNode* written = node.children[1].get();
    if (written->kind == NodeKind::Negate) written = written->children[0].get();
    const bool decimals = written->kind == NodeKind::Number && written->decimals > 0;
    return decimals ? 0.5 * std::pow(10.0, -written->decimals) + near * 0.1 : near;
  }

  const LessonMoment& moment_;
};

void collect_runs(const ExpressionNode& node, std::set<std::string>& runs) {
  if (!node.run.empty()) runs.insert(node.run);
  for (const NodePointer& child : node.children) collect_runs(*child, runs);
}

}  // namespace

Value evaluate(const Expression& expression, const LessonMoment& moment) {
  return Evaluator(moment).value(expression.root());
}

double evaluate_number(const Expression& expression, const LessonMoment& moment) {
  return expect_kind<double>(evaluate(expression, moment), "a number");
}

bool evaluate_condition(const Expression& expression, const LessonMoment& moment) {
  return expect_kind<bool>(evaluate(expression, moment), "a condition, with <, > or =");
}

std::vector<std::string> named_runs(const Expression& expression) {
  std::set<std::string> runs;
  if (!expression.empty()) collect_runs(expression.root(), runs);
  return {runs.begin(), runs.end()};
}

bool same_value(const Value& value, std::string_view text) {
  const std::string written(text);
  if (const auto* word = std::get_if<WordValue>(&value)) return same_word(*word, {written, written});
  if (const bool* truth = std::get_if<bool>(&value)) return written == (*truth ? "yes" : "no");
  const double* number = std::get_if<double>(&value);
  if (number == nullptr) return false;
  // As `=` compares: by the digits that are written.
  const Expression asked = parse_expression(fmt::format("{} = {}", *number, written));
  return evaluate_condition(asked, {});
}

std::string value_text(const Value& value) {
  if (const auto* word = std::get_if<WordValue>(&value)) return word->text;
  if (const bool* truth = std::get_if<bool>(&value)) return *truth ? "yes" : "no";
  if (const auto* number = std::get_if<double>(&value)) return format_value(*number, "");
  std::string list;
  for (const double one : std::get<ListValue>(value)) list += (list.empty() ? "" : ", ") + format_value(one, "");
  return "[" + list + "]";
}

}  // namespace core
