#include "core/lessons/step_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "core/error.h"
#include "core/lessons/stage_names.h"
#include "core/lessons/stage_reader.h"
#include "core/plain_text.h"
#include "core/spelling.h"

namespace core {

namespace {

struct Kind {
  const char* word;
  StepKind kind;
  std::vector<std::string> fields;  // beside those of every step
};

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> kKinds = {
      {"show", StepKind::Show, {"ticks"}},
      {"predict", StepKind::Predict, {"question", "answer", "choices", "recalls", "done"}},
      {"task", StepKind::Task, {"goal", "when", "hints", "show_me", "now", "expect_after", "done"}},
      {"type-in", StepKind::TypeIn, {"fields", "done"}},
      {"quiz", StepKind::Quiz, {"question", "choices", "recalls", "done"}},
      {"reflect", StepKind::Reflect, {"question", "model_answer", "done"}}};
  return kKinds;
}

const Kind& read_kind(const JsonValue& value) {
  std::vector<std::string> words;
  for (const Kind& one : kinds()) words.emplace_back(one.word);
  expect_listed(value, words);
  return *std::find_if(kinds().begin(), kinds().end(), [&](const Kind& one) { return value.text() == one.word; });
}

void check_fields(const JsonValue& object, const Kind& kind) {
  std::vector<std::string> known = {"id", "kind", "title", "text", "stage", "runs", "expect"};
  known.insert(known.end(), kind.fields.begin(), kind.fields.end());
  for (const auto& [name, value] : object.members()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string list;
    for (const std::string& one : known) list += (list.empty() ? "" : ", ") + one;
    throw Error(fmt::format("{}: a {} step has no field \"{}\"", value.place(), kind.word, shown_text(name)),
                "only " + list, did_you_mean(name, known, "a field of another kind of step?"));
  }
}

LessonText text_or_empty(const JsonValue& object, const char* key) {
  const auto value = object.find(key);
  return value ? read_lesson_text(*value) : LessonText();
}

std::vector<LessonText> read_text_list(const JsonValue& object, const char* key) {
  std::vector<LessonText> texts;
  if (const auto list = object.find(key)) {
    for (const JsonValue& one : list->items()) texts.push_back(read_lesson_text(one));
  }
  return texts;
}

// In a quiz the explanation is called "why", in a prediction "reply".
Choice read_choice(const JsonValue& value, StepKind kind) {
  const bool quiz = kind == StepKind::Quiz;
  if (quiz) value.allow_only({"text", "right", "when", "why"});
  if (!quiz) value.allow_only({"text", "is", "when", "reply"});
  Choice choice;
  choice.text = read_lesson_text(value.at("text"));
  choice.reply = read_lesson_text(value.at(quiz ? "why" : "reply"));
  if (const auto when = value.find("when")) choice.when = read_expression(*when);
  if (const auto is = value.find("is")) choice.is = is->text();
  if (const auto right = value.find("right")) choice.right = right->boolean();
  const int ways = (choice.when.empty() ? 0 : 1) + (choice.is.empty() ? 0 : 1) + (choice.right ? 1 : 0);
  if (ways > 1) value.refuse("one of \"is\", \"when\" and \"right\"");
  if (!quiz && ways == 0)
    value.refuse("\"is\" (a word or number) or \"when\" (a condition)", "how is it to be judged?");
  return choice;
}

void read_choices(const JsonValue& object, Step& step) {
  constexpr std::size_t kFewest = 2;
  constexpr std::size_t kMost = 6;
  const JsonValue list = object.at("choices");
  if (list.size() < kFewest || list.size() > kMost) list.refuse(fmt::format("{} to {} choices", kFewest, kMost));
  for (const JsonValue& value : list.items()) {
    step.choices.push_back(read_choice(value, step.kind));
    if (!step.choices.back().is.empty() && step.answer.empty()) {
      value.at("is").refuse("a step with an \"answer\" to compare it with", "the step has no \"answer\"");
    }
  }
  if (step.kind != StepKind::Quiz) return;
  const auto fixed = std::count_if(step.choices.begin(), step.choices.end(), [](const Choice& c) { return c.right; });
  const bool computed =
      std::any_of(step.choices.begin(), step.choices.end(), [](const Choice& c) { return !c.when.empty(); });
  if (fixed + (computed ? 1 : 0) != 1) {
    list.refuse("exactly one right choice", fmt::format("{} are marked right", fixed));
  }
}

void read_question(const JsonValue& object, Step& step) {
  step.question = read_lesson_text(object.at("question"));
  if (const auto answer = object.find("answer")) step.answer = read_expression(*answer);
  if (const auto recalls = object.find("recalls")) step.recalls = read_id(*recalls);
  read_choices(object, step);
}

void read_task(const JsonValue& object, Step& step) {
  step.goal = read_lesson_text(object.at("goal"));
  step.when = read_expression(object.at("when"));
  step.hints = read_text_list(object, "hints");
  step.now = text_or_empty(object, "now");
  const JsonValue actions = object.at("show_me");
  for (const JsonValue& one : actions.items()) step.show_me.push_back(read_action(one));
  if (step.show_me.empty()) actions.refuse("at least one action", "a task without a way to do it is a dead end");
  if (const auto claims = object.find("expect_after")) step.expect_after = read_expressions(*claims);
}

void read_fields(const JsonValue& object, Step& step) {
  const JsonValue list = object.at("fields");
  for (const JsonValue& value : list.items()) {
    value.allow_only({"label", "value", "slips"});
    NumberField field;
    field.label = read_lesson_text(value.at("label"));
    field.value = read_expression(value.at("value"));
    if (const auto slips = value.find("slips")) {
      for (const JsonValue& slip : slips->items()) {
        slip.allow_only({"value", "reply"});
        field.slips.push_back({read_expression(slip.at("value")), read_lesson_text(slip.at("reply"))});
      }
    }
    step.fields.push_back(std::move(field));
  }
  if (step.fields.empty()) list.refuse("at least one field");
}

void read_own_part(const JsonValue& object, Step& step) {
  switch (step.kind) {
    case StepKind::Show:
      step.ticks = read_text_list(object, "ticks");
      return;
    case StepKind::Predict:
    case StepKind::Quiz:
      read_question(object, step);
      return;
    case StepKind::Task:
      read_task(object, step);
      return;
    case StepKind::TypeIn:
      read_fields(object, step);
      return;
    case StepKind::Reflect:
      step.question = read_lesson_text(object.at("question"));
      step.model_answer = read_lesson_text(object.at("model_answer"));
      return;
  }
}

}  // namespace

Step read_step(const JsonValue& object) {
  Step step;
  step.line = object.line();
  const Kind& kind = read_kind(object.at("kind"));
  check_fields(object, kind);
  step.kind = kind.kind;
  step.id = read_id(object.at("id"));
  step.title = read_lesson_text(object.at("title")).text;
  step.text = read_lesson_text(object.at("text"));
  if (const auto stage = object.find("stage")) step.stage = read_stage(*stage);
  if (step.stage.line == 0) step.stage.line = step.line;
  if (const auto runs = object.find("runs")) {
    for (const auto& [name, run] : runs->members()) step.runs.push_back(read_named_run(name, run));
  }
  if (const auto expect = object.find("expect")) step.expect = read_expressions(*expect);
  step.done = text_or_empty(object, "done");
  read_own_part(object, step);
  return step;
}

}  // namespace core
