// The parsed form of an expression: a tree of small nodes, never changed once built.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace core {

enum class NodeKind : std::uint8_t { Number, Text, Negate, Arithmetic, Compare, And, Or, Not, Call, Reference };
enum class Comparison : std::uint8_t { Less, Greater, Equal, LessOrEqual, GreaterOrEqual, NotEqual, Contains };

struct ExpressionNode {
  NodeKind kind = NodeKind::Number;
  double number = 0;
  int decimals = -1;                          // Number: digits written behind the point; -1: it was not a literal
  std::string name;                           // Text: the text; Call, Reference: what is asked for
  char sign = 0;                              // Arithmetic: + - * /
  Comparison comparison = Comparison::Equal;  // Compare
  std::string run, address, component;        // Reference: run: name @ address [arguments] .component
  std::vector<std::string> arguments;         // Reference: words or components as written
  std::vector<std::shared_ptr<const ExpressionNode>> children;  // Compare: left, right, perhaps a tolerance
};
using NodePointer = std::shared_ptr<const ExpressionNode>;

inline constexpr std::size_t kMostNesting = 64;  // a deeper tree overflows the stack

}  // namespace core
