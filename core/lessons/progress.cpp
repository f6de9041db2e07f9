#include "core/lessons/progress.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/json_reader.h"

namespace core {

void record(LessonProgress& progress, const Lesson& lesson, const LessonRun& run) {
  LessonRecord& kept = progress[lesson.id];
  const std::size_t steps = std::min(lesson.steps.size(), run.steps.size());
  for (std::size_t i = 0; i < steps; ++i) {
    if (run.steps[i].done) kept.done.insert(lesson.steps[i].id);
  }
  if (run.step < lesson.steps.size()) kept.last = lesson.steps[run.step].id;
}

std::size_t steps_done(const LessonProgress& progress, const Lesson& lesson) {
  const auto found = progress.find(lesson.id);
  if (found == progress.end()) return 0;
  const auto done = std::count_if(lesson.steps.begin(), lesson.steps.end(),
                                  [&](const Step& step) { return found->second.done.count(step.id) > 0; });
  return static_cast<std::size_t>(done);
}

std::size_t step_to_open(const LessonProgress& progress, const Lesson& lesson) {
  const auto found = progress.find(lesson.id);
  if (found == progress.end()) return 0;
  const auto step = std::find_if(lesson.steps.begin(), lesson.steps.end(),
                                 [&](const Step& one) { return one.id == found->second.last; });
  return step == lesson.steps.end() ? 0 : static_cast<std::size_t>(step - lesson.steps.begin());
}

std::string write_progress(const LessonProgress& progress) {
  nlohmann::ordered_json lessons = nlohmann::ordered_json::object();
  for (const auto& [id, kept] : progress) lessons[id] = {{"done", kept.done}, {"last", kept.last}};
  return nlohmann::ordered_json({{"lessons", lessons}})
             .dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
         "\n";
}

LessonProgress parse_progress(std::string_view text, const std::string& source) {
  const JsonValue json = parse_json(text, source);
  json.allow_only({"lessons"});
  LessonProgress progress;
  for (const auto& [id, value] : json.at("lessons").members()) {
    value.allow_only({"done", "last"});
    LessonRecord& kept = progress[id];
    for (std::string& step : value.at("done").texts()) kept.done.insert(std::move(step));
    kept.last = value.at("last").text();
  }
  return progress;
}

}  // namespace core
