// What the lesson panels remember between frames, and forget at the end.
#pragma once

#include <compare>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/lessons/fill_text.h"
#include "ui/lessons/lesson_input.h"
#include "ui/view_state.h"

namespace ui {

// A step by its lesson, too: lessons call their steps alike.
struct StepKey {
  std::string lesson, step;
  auto operator<=>(const StepKey&) const = default;
};

// What of a step's answer is on screen: what is new of it is scrolled to.
struct SeenAnswer {
  bool done = false, revealed = false;
  std::size_t hints = 0;
  std::optional<std::size_t> choice;
  bool operator==(const SeenAnswer&) const = default;
};

// Of the open step alone: it is forgotten with the next one, and when the lesson is taken again.
struct StepMemory {
  StepKey of;
  bool opened = false;                        // its text was scrolled to the top
  std::map<std::size_t, std::string> fields;  // half-typed numbers
  std::optional<std::size_t> judged_field;    // of them: whose verdict is read
  std::optional<std::size_t> read_choice;     // whose explanation is read again after the answer
  bool predicted = false;                     // by key: the keyboard goes to the way on once it is open
  std::optional<SeenAnswer> seen;
  int answer_frames = 0;  // that its answer is scrolled to yet: what appeared grows the text a frame later
};

// Whose lights are scrolled to: those of a step, before or after its answer, or of a key concept.
struct LitPlace {
  StepKey step;
  std::string card;
  bool covering = false;
  bool operator==(const LitPlace&) const = default;
};

struct LessonMemory {
  StepMemory step;
  std::map<StepKey, std::string> reflections;       // half-written answers
  std::map<std::size_t, std::string> drill_fields;  // half-typed numbers of the drill
  // Of the form "Record this step"; an empty lesson id means a new one.
  std::string record_lesson, record_lesson_title, record_step_title;
  int go_frames = 0;         // the keyboard is on its way to what is lit, for so many frames yet …
  std::size_t go_place = 0;  // … and has tried so many places
  LitPlace lit;
  int lit_frames = 0;                        // that its lights are scrolled to yet
  bool offers = false;                       // whoever has not met lessons yet is shown the way to the first one
  bool offer_is_over = false;                // that was put away
  std::string finished_id;                   // the lesson that was finished last …
  std::optional<std::size_t> finished_open;  // … and its first step that is not done
  std::map<std::string, std::vector<core::FilledPart>> last_filled;  // by the text as it is written
};

inline LessonMemory& lesson_memory(ViewState& view) {
  auto& memory = view.transient.lessons;
  if (!memory) memory = std::make_shared<LessonMemory>();
  return *memory;
}

// Of an open lesson.
inline StepKey step_key(const LessonInput& lesson) {
  return {lesson.lesson->id, lesson.step().id};
}

// Of the open step; another one than before begins with nothing.
inline StepMemory& step_memory(ViewState& view, const LessonInput& lesson) {
  StepMemory& step = lesson_memory(view).step;
  if (StepKey open = step_key(lesson); step.of != open) step = StepMemory{.of = std::move(open)};
  return step;
}

}  // namespace ui
