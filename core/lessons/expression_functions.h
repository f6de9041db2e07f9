// The functions and the arithmetic of lesson expressions, on numbers and lists.
#pragma once

#include <string>
#include <vector>

#include "core/lessons/expression.h"

namespace core {

// Throws Error where the function takes other arguments, or gives no finite number.
Value call_function(const std::string& name, const std::vector<Value>& arguments);
// `sign` is one of + - * /; lists of equal length add up, and a list takes a number as factor or divisor.
Value arithmetic(char sign, const Value& left, const Value& right);

}  // namespace core
