#include "core/lessons/lesson_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "core/error.h"
#include "core/lessons/step_check.h"
#include "core/models/catalog.h"
#include "core/spelling.h"

namespace core {

namespace {

// A learned model that is not here is no fault of the lesson; a misspelt built-in one is.
std::string missing_model(const std::vector<Stage>& stages, const ModelSource& models) {
  const std::vector<std::string> known = built_in_ids();
  for (const Stage& stage : stages) {
    if (!stage.model || stage.model->empty() || !nearest_word(*stage.model, known).empty()) continue;
    try {
      models(*stage.model);
    } catch (const Error&) {
      return *stage.model;
    }
  }
  return "";
}

bool skip_without_model(const std::vector<Stage>& stages, const ModelSource& models, LessonProof& proof) {
  const std::string missing = missing_model(stages, models);
  if (missing.empty()) return false;
  proof.skipped = true;
  proof.reason = fmt::format("the model {} is not installed", missing);
  return true;
}

void check_questions(const Lesson& lesson, LessonProof& proof) {
  constexpr std::size_t kFewest = 2;
  const LessonCounts counts = count_steps(lesson);
  if (counts.questions < kFewest) {
    proof.faults.push_back({"", fmt::format("{}: the lesson has {} predict and quiz steps; expected at least {}",
                                            lesson.file, counts.questions, kFewest)});
  }
  const bool recalls =
      std::any_of(lesson.steps.begin(), lesson.steps.end(), [](const Step& step) { return !step.recalls.empty(); });
  if (!recalls && !lesson.after.empty()) {
    proof.faults.push_back(
        {"", fmt::format("{}: no question recalls an earlier lesson; expected one with \"recalls\"", lesson.file)});
  }
}

}  // namespace

LessonProof check_lesson(const Lesson& lesson, const ModelSource& models, const Deeds& deeds) {
  LessonProof proof;
  std::vector<Stage> stages;
  for (const Step& step : lesson.steps) {
    stages.push_back(step.stage);
    for (const NamedRun& run : step.runs) stages.push_back(run.changes);
  }
  if (!lesson.own) check_questions(lesson, proof);
  if (skip_without_model(stages, models, proof)) return proof;
  NearestCache nearest;
  for (std::size_t i = 0; i < lesson.steps.size(); ++i) {
    check_step(lesson, i, models, deeds, nearest, proof);
  }
  return proof;
}

LessonProof check_cards(const std::vector<Card>& cards, const ModelSource& models) {
  LessonProof proof;
  // A card is proved as the one step of a lesson.
  for (const Card& card : cards) {
    if (skip_without_model({card.stage}, models, proof)) continue;
    Lesson lesson;
    lesson.file = card.file;
    lesson.own = true;
    Step step;
    step.id = card.id;
    step.line = card.line;
    step.text = card.text;
    step.stage = card.stage;
    step.expect = card.expect;
    lesson.steps = {step};
    LessonProof one = check_lesson(lesson, models);
    proof.claims += one.claims;
    std::move(one.faults.begin(), one.faults.end(), std::back_inserter(proof.faults));
  }
  return proof;
}

}  // namespace core
