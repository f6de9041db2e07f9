// Reads the parts that lessons and cards share: stages, texts, expressions, each with its line.
#pragma once

#include <string>
#include <vector>

#include "core/json_reader.h"
#include "core/lessons/lesson.h"

namespace core {

inline constexpr std::size_t kLongestLessonText = 2000;  // bytes of one text

// All throw Error with file, line, found, expected.
LessonText read_lesson_text(const JsonValue& value);  // its braces and expressions are checked
Expression read_expression(const JsonValue& value);
std::vector<Expression> read_expressions(const JsonValue& list);
std::string read_id(const JsonValue& value);  // letters, digits, hyphens
SwitchTexts read_switch_texts(const JsonValue& object);
Stage read_stage(const JsonValue& object);
NamedRun read_named_run(const std::string& name, const JsonValue& object);

// Refuses a text that is not in the list, with the nearest that is.
void expect_listed(const JsonValue& value, const std::vector<std::string>& names);

}  // namespace core
