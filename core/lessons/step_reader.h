// Reads one step of a lesson, checking that it has what its kind needs and nothing else.
#pragma once

#include "core/json_reader.h"
#include "core/lessons/lesson.h"

namespace core {

// Both throw Error with file and line.
Step read_step(const JsonValue& object);
LessonAction read_action(const JsonValue& object);  // one of Show me

}  // namespace core
