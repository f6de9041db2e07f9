#include "core/lessons/lesson.h"

namespace core {

LessonCounts count_steps(const Lesson& lesson) {
  LessonCounts counts;
  for (const Step& step : lesson.steps) {
    ++counts.steps;
    if (step.kind == StepKind::Task || step.kind == StepKind::TypeIn) ++counts.tasks;
    if (step.kind == StepKind::Predict || step.kind == StepKind::Quiz) ++counts.questions;
  }
  return counts;
}

std::string_view step_kind_word(StepKind kind) {
  switch (kind) {
    case StepKind::Show:
      return "show";
    case StepKind::Predict:
      return "predict";
    case StepKind::Task:
      return "task";
    case StepKind::TypeIn:
      return "type-in";
    case StepKind::Quiz:
      return "quiz";
    case StepKind::Reflect:
      return "reflect";
  }
  return "";
}

}  // namespace core
