#include "core/lessons/step_texts.h"

#include "core/lessons/fill_text.h"

namespace core {

namespace {

void add(std::vector<const LessonText*>& texts, const LessonText& text) {
  if (!text.empty()) texts.push_back(&text);
}
void add(std::vector<const Expression*>& expressions, const Expression& expression) {
  if (!expression.empty()) expressions.push_back(&expression);
}

}  // namespace

std::vector<const LessonText*> opening_texts(const Step& step) {
  std::vector<const LessonText*> texts;
  add(texts, step.text);
  add(texts, step.question);
  add(texts, step.goal);
  add(texts, step.now);
  for (const LessonText& one : step.ticks) add(texts, one);
  for (const LessonText& one : step.hints) add(texts, one);
  for (const Choice& one : step.choices) add(texts, one.text);
  for (const NumberField& one : step.fields) add(texts, one.label);
  return texts;
}

std::vector<const LessonText*> later_texts(const Step& step) {
  std::vector<const LessonText*> texts;
  for (const Choice& one : step.choices) add(texts, one.reply);
  for (const NumberField& field : step.fields) {
    for (const Slip& slip : field.slips) add(texts, slip.reply);
  }
  add(texts, step.model_answer);
  add(texts, step.done);
  return texts;
}

std::vector<const Expression*> expressions_in(const Step& step) {
  std::vector<const Expression*> all;
  for (const Expression& one : step.expect) add(all, one);
  for (const Expression& one : step.expect_after) add(all, one);
  add(all, step.answer);
  add(all, step.when);
  for (const Choice& one : step.choices) add(all, one.when);
  for (const NumberField& field : step.fields) {
    add(all, field.value);
    for (const Slip& slip : field.slips) add(all, slip.value);
  }
  return all;
}

std::set<std::string> runs_named_in(const Step& step) {
  std::set<std::string> runs;
  const auto take = [&](const Expression& expression) {
    for (std::string& name : named_runs(expression)) runs.insert(std::move(name));
  };
  for (const Expression* one : expressions_in(step)) take(*one);
  for (const auto& texts : {opening_texts(step), later_texts(step)}) {
    for (const LessonText* text : texts) {
      for (const Expression& one : expressions_of(*text)) take(one);
    }
  }
  return runs;
}

}  // namespace core
