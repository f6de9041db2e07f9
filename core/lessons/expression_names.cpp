#include "core/lessons/expression_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/lessons/expression_tree.h"
#include "core/plain_text.h"
#include "core/spelling.h"

namespace core {

namespace {

[[noreturn]] void refuse_name(const std::string& name) {
  std::vector<std::string> known;
  known.reserve(kExpressionNames.size() + kFunctionNames.size());
  for (const ExpressionName& one : kExpressionNames) known.emplace_back(one.name);
  for (const std::string_view one : kFunctionNames) known.emplace_back(one);
  throw Error(fmt::format("\"{}\" is no value that an expression knows", shown_text(name)),
              "such as weight@1.reference[it,cat], x[it].animal, selected, exp(…), or a text in quotes: 'cat'",
              did_you_mean(name, known, ""));
}

}  // namespace

const ExpressionName* find_expression_name(std::string_view name) {
  const auto* const found = std::find_if(kExpressionNames.begin(), kExpressionNames.end(),
                                         [&](const ExpressionName& one) { return one.name == name; });
  return found == kExpressionNames.end() ? nullptr : found;
}

bool is_function_name(std::string_view name) {
  return std::find(kFunctionNames.begin(), kFunctionNames.end(), name) != kFunctionNames.end();
}

void check_reference(const ExpressionNode& node) {
  const ExpressionName* name = find_expression_name(node.name);
  if (name == nullptr) refuse_name(node.name);
  const auto refuse = [&](const char* found, const std::string& expected) {
    throw Error(fmt::format("\"{}\" {}", node.name, found), expected, "");
  };
  if (name->source == NameSource::State && !node.run.empty()) refuse("belongs to the window, not to a run", "no run:");
  if (name->address == AddressKind::None && !node.address.empty()) refuse("has an @", node.name + " without @");
  if (name->address == AddressKind::Head && node.address.find('.') == std::string::npos)
    refuse("names no head", node.name + "@layer.head");
  if (name->address == AddressKind::Layer &&
      (node.address.empty() || node.address.find_first_not_of("0123456789") != std::string::npos))
    refuse("names no layer", node.name + "@1");
  if (node.arguments.size() < name->least || node.arguments.size() > name->most)
    refuse(fmt::format("has {} in [ ]", node.arguments.size()).c_str(),
           name->least == name->most ? std::to_string(name->most) : fmt::format("{} to {}", name->least, name->most));
  if (!name->component && !node.component.empty()) refuse("has a component", "it without");
}

void check_function(const std::string& name) {
  if (!is_function_name(name)) refuse_name(name);
}

}  // namespace core
