// A lesson while it is open: where the reader is, what was answered and revealed. Plain data; the window owns it.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/lessons/judge.h"
#include "core/lessons/lesson.h"
#include "core/lessons/moment.h"
#include "core/sessions/session.h"

namespace core {

struct StepState {
  bool done = false;      // answered, reached, or (Show) left forwards
  bool revealed = false;  // what the step hides may be seen: answered or skipped
  bool skipped = false;
  std::optional<std::size_t> choice;  // the one chosen last
  std::set<std::size_t> tried;        // Quiz: all choices tried
  std::vector<std::string> typed;     // TypeIn, one a field
  std::vector<Judgement> judgements;  // TypeIn, one a field; NoNumber where nothing was judged
  std::string reflection;             // what the reader wrote
  std::size_t hints = 0;              // how many are shown
  std::set<std::size_t> ticked;
  bool shown_me = false;
};

struct LessonRun {
  std::string lesson;  // id
  std::size_t step = 0;
  std::vector<StepState> steps;
  std::optional<Session> own;  // the reader's work, given back on leaving

  StepState& state() { return steps[step]; }
  const StepState& state() const { return steps[step]; }
};

LessonRun start_lesson(const Lesson& lesson, std::size_t step, const Session& own);

// What the step hides is covered now: it has something to hide, and was neither answered nor skipped.
bool is_covering(const Step& step, const StepState& state);
// The reader may go on. Only an unanswered Predict holds back, and it can be skipped.
bool may_go_on(const Step& step, const StepState& state);

// Each records what the reader did. `moment` is the one on screen.
void choose(const Step& step, StepState& state, std::size_t choice, const LessonMoment& moment);
void skip(StepState& state);
void type_number(const Step& step, StepState& state, std::size_t field, const std::string& typed,
                 const LessonMoment& moment);
void reflect(StepState& state, const std::string& text);
void tick(const Step& step, StepState& state, std::size_t item, bool on);
// Leaves the step forwards: a Show becomes done.
void leave_forwards(const Step& step, StepState& state);
// Looks whether the task is done now; stays done once it was. Returns true in the call in which it became so.
bool watch_task(const Step& step, StepState& state, const LessonMoment& moment);

// Which choice is right now. Throws Error where none or several are.
std::size_t right_choice(const Step& step, const LessonMoment& moment);
bool task_done(const Step& step, const LessonMoment& moment);

}  // namespace core
