// A lesson as data: what assets/lessons/*.json hold, field by field. assets/lessons/README.md describes the form.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/lessons/expression.h"

namespace core {

// Switches as a lesson writes them; nothing: the standard value. Read by switch_text.h once the model is known.
struct SwitchTexts {
  std::optional<std::string> scale, mask, temperature;
  std::vector<std::string> softmax, mute, ignore;
  bool operator==(const SwitchTexts&) const = default;
};

// What a step sets. An empty field keeps what the step before set (stage.h gives the rule); a field that holds an empty
// value (JSON null) sets it back to its standard value.
struct Stage {
  int line = 0;
  std::optional<std::string> sentence, second, model;
  std::optional<SwitchTexts> switches;
  std::optional<std::vector<std::string>> edits;  // texts as in edit_text.h
  std::optional<std::string> head;                // "1.reference", "mean-over-heads@1", "mean-over-layers@2", "mean"
  std::optional<std::string> select, key;         // words; key "" for none
  std::optional<std::string> at, tab, view, contrast;
  std::optional<bool> whole;
  std::optional<std::vector<std::string>> show;  // empty list: every panel
  std::vector<std::string> light, hide;          // belong to this step alone
};

// One more run beside the one on screen, for numbers to compare with: the step's stage with some fields changed.
struct NamedRun {
  std::string name;
  Stage changes;  // sentence, second, model, switches, edits
};

// Text with {values}; parsed by fill_text.h when it is shown.
struct LessonText {
  std::string text;
  int line = 0;
  bool empty() const { return text.empty(); }
};

struct Choice {
  LessonText text;
  Expression when;     // this choice is right when it holds; or …
  std::string is;      // … when the step's `answer` is this word or number; or …
  bool right = false;  // … always (quiz)
  LessonText reply;    // what the reader is told who chose it: the explanation
};

struct Slip {
  Expression value;  // the number that this mistake gives
  LessonText reply;  // "That is the score itself: raise e to it first."
};

struct NumberField {
  LessonText label;
  Expression value;  // the right number
  std::vector<Slip> slips;
};

// What "Show me" does, one ordinary act of a reader at a time.
enum class ActionKind : std::uint8_t {
  Edit,      // "q@1.reference[it].animal=0"
  Weight,    // "1.reference[it,mat]=0.6": the relevance slider
  Remove,    // the site of an edit, or "*" for all
  Switch,    // {"softmax": "hard"}: the switches named, others stay
  Sentence,  // types a sentence
  Second,    // types or (null) closes the second one
  Model,
  Head,
  Select,
  Key,
  At,
  Tab,
  View,
  Whole,
  Do  // something the window can do by name ("train 200"); its effect is seen in facts
};
struct LessonAction {
  ActionKind kind = ActionKind::Edit;
  std::string text;
  SwitchTexts switches;  // of Switch
  int line = 0;
};

enum class StepKind : std::uint8_t { Show, Predict, Task, TypeIn, Quiz, Reflect };

struct Step {
  std::string id, title;
  StepKind kind = StepKind::Show;
  LessonText text;  // at most 60 words when filled
  Stage stage;
  std::vector<NamedRun> runs;
  std::vector<Expression> expect;  // claims: true when the step opens
  std::vector<LessonText> ticks;   // Show: a list to tick off
  // Predict, Quiz, Reflect.
  LessonText question;
  Expression answer;            // Predict: what the choices' `is` is compared with
  std::vector<Choice> choices;  // Predict, Quiz
  std::string recalls;          // id of the earlier lesson that the question is about; may be empty
  LessonText model_answer;      // Reflect
  // Task.
  LessonText goal;
  Expression when;  // the task is done
  std::vector<LessonText> hints;
  std::vector<LessonAction> show_me;
  LessonText now;                        // "mat {weight@…}, cat {weight@…}", filled on every change
  std::vector<Expression> expect_after;  // claims: true after Show me
  // TypeIn.
  std::vector<NumberField> fields;
  // Task, TypeIn, Predict, Quiz, Reflect: shown below when it is done; may be empty.
  LessonText done;
  int line = 0;
};

struct Lesson {
  std::string id, title;
  int minutes = 5;
  std::vector<std::string> after, goals;
  std::vector<Step> steps;  // at least one
  std::string file;         // its name, for messages
  bool own = false;         // of the reader's folder rather than built in
};

// Task and TypeIn count as tasks, Predict and Quiz as questions.
struct LessonCounts {
  std::size_t steps = 0, tasks = 0, questions = 0;
};
LessonCounts count_steps(const Lesson& lesson);

}  // namespace core
