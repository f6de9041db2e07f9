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

}  // namespace core
