#include "core/lessons/lesson_run.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.h"
#include "core/lessons/fill_text.h"

namespace core {

namespace {

bool is_right(const Step& step, const Choice& choice, const LessonMoment& moment) {
  if (!choice.when.empty()) return evaluate_condition(choice.when, moment);
  if (!choice.is.empty()) return same_value(evaluate(step.answer, moment), choice.is);
  return choice.right;
}

std::vector<SlipValue> slip_values(const NumberField& field, const LessonMoment& moment) {
  std::vector<SlipValue> slips;
  for (const Slip& slip : field.slips) {
    slips.push_back({evaluate_number(slip.value, moment), filled(slip.reply, moment)});
  }
  return slips;
}

// A weight, or what weights leave of 1: a share, which ribbons show in per cent.
bool asks_for_share(const NumberField& field) {
  const std::string& asked = field.value.text();
  if (asked.find('*') != std::string::npos) return false;
  return asked.rfind("weight@", 0) == 0 || asked.rfind("1 - weight@", 0) == 0;
}

// "38" of a share that is 0.38 was meant in per cent.
Judgement judge_field(const NumberField& field, const std::string& typed, const LessonMoment& moment) {
  const double truth = evaluate_number(field.value, moment);
  const auto slips = slip_values(field, moment);
  Judgement plain = judge_number(typed, truth, slips);
  if (plain.right() || !asks_for_share(field)) return plain;
  Judgement in_per_cent = judge_number(typed + "%", truth);
  return in_per_cent.right() ? in_per_cent : plain;
}

void finish(StepState& state) {
  state.done = true;
  state.revealed = true;
}

}  // namespace

LessonRun start_lesson(const Lesson& lesson, std::size_t step, const Session& own) {
  LessonRun run;
  run.lesson = lesson.id;
  run.step = std::min(step, lesson.steps.size() - 1);
  run.steps.resize(lesson.steps.size());
  for (std::size_t i = 0; i < lesson.steps.size(); ++i) {
    run.steps[i].typed.resize(lesson.steps[i].fields.size());
    run.steps[i].judgements.resize(lesson.steps[i].fields.size());
  }
  run.own = own;
  return run;
}

bool is_covering(const Step& step, const StepState& state) {
  return !step.stage.hide.empty() && !state.revealed;
}

bool may_go_on(const Step& step, const StepState& state) {
  return step.kind != StepKind::Predict || state.revealed;
}

void choose(const Step& step, StepState& state, std::size_t choice, const LessonMoment& moment) {
  if (choice >= step.choices.size()) return;
  state.choice = choice;
  state.tried.insert(choice);
  state.revealed = true;
  // A prediction is done by being made, a quiz by its right answer.
  if (step.kind == StepKind::Predict || is_right(step, step.choices[choice], moment)) finish(state);
}

void skip(StepState& state) {
  state.skipped = true;
  state.revealed = true;
}

void type_number(const Step& step, StepState& state, std::size_t field, const std::string& typed,
                 const LessonMoment& moment) {
  if (field >= step.fields.size()) return;
  state.typed.resize(step.fields.size());
  state.judgements.resize(step.fields.size());
  const NumberField& asked = step.fields[field];
  state.typed[field] = typed;
  state.judgements[field] = judge_field(asked, typed, moment);
  const bool all =
      std::all_of(state.judgements.begin(), state.judgements.end(), [](const Judgement& one) { return one.right(); });
  if (all) finish(state);
}

void reflect(StepState& state, const std::string& text) {
  state.reflection = text;
  finish(state);
}

void tick(const Step& step, StepState& state, std::size_t item, bool on) {
  if (item >= step.ticks.size()) return;
  if (on) {
    state.ticked.insert(item);
  } else {
    state.ticked.erase(item);
  }
  if (state.ticked.size() == step.ticks.size()) finish(state);
}

void leave_forwards(const Step& step, StepState& state) {
  if (step.kind == StepKind::Show) finish(state);
}

bool watch_task(const Step& step, StepState& state, const LessonMoment& moment) {
  if (step.kind != StepKind::Task || state.done) return false;
  try {
    if (!task_done(step, moment)) return false;
  } catch (const Error&) {
    return false;  // the reader's sentence has not the words that the condition names
  }
  finish(state);
  return true;
}

std::size_t right_choice(const Step& step, const LessonMoment& moment) {
  std::vector<std::size_t> right;
  for (std::size_t i = 0; i < step.choices.size(); ++i) {
    if (is_right(step, step.choices[i], moment)) right.push_back(i);
  }
  if (right.size() == 1) return right.front();
  const std::string found = step.answer.empty() ? "" : "; the answer is " + value_text(evaluate(step.answer, moment));
  throw Error(fmt::format("the question of step \"{}\" has {} right answers", step.id, right.size()),
              "exactly one" + found, right.empty() ? "a word that is misspelt, or another sentence?" : "");
}

bool task_done(const Step& step, const LessonMoment& moment) {
  return evaluate_condition(step.when, moment);
}

}  // namespace core
