// What an expression's names stand for: numbers and words of a trace, and the state of the window.
#pragma once

#include "core/lessons/expression.h"
#include "core/lessons/expression_tree.h"

namespace core {

// Both take a Reference node that the parser has checked. Throw Error where the trace has not what it names.
Value trace_value(const ExpressionNode& node, const AttentionTrace& trace, const NearestLookup& nearest);
Value state_value(const ExpressionNode& node, const LessonMoment& moment);

// A word of a sentence as a value.
WordValue word_value(const Tokens& tokens, Index position);

}  // namespace core
