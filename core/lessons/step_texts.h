// Everything in a step that is read on live numbers: its texts and its expressions, each once.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/lessons/lesson.h"

namespace core {

// Texts that are seen when the step opens, or could be seen before anything was done (labels, questions, hints) …
std::vector<const LessonText*> opening_texts(const Step& step);
// … and those that follow an act of the reader: replies, `done`.
std::vector<const LessonText*> later_texts(const Step& step);
std::vector<const Expression*> expressions_in(const Step& step);

// The runs that any of them names, without "".
std::set<std::string> runs_named_in(const Step& step);

}  // namespace core
