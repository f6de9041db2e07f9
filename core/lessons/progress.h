// What a reader has done of each lesson, as JSON between starts.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "core/lessons/lesson.h"
#include "core/lessons/lesson_run.h"

namespace core {

struct LessonRecord {
  std::set<std::string> done;  // ids of steps
  std::string last;            // id of the step that was open last
  bool operator==(const LessonRecord&) const = default;
};
using LessonProgress = std::map<std::string, LessonRecord>;  // by lesson id; also of lessons that are gone

void record(LessonProgress& progress, const Lesson& lesson, const LessonRun& run);
// How many of the lesson's steps are done; steps that are gone do not count.
std::size_t steps_done(const LessonProgress& progress, const Lesson& lesson);
// Where to go on: the step that was open last, the first one where there is none.
std::size_t step_to_open(const LessonProgress& progress, const Lesson& lesson);

std::string write_progress(const LessonProgress& progress);
// Throws Error naming `source`.
LessonProgress parse_progress(std::string_view text, const std::string& source);

}  // namespace core
