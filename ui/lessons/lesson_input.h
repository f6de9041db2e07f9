// What the window reads of lessons: the shelf, the open lesson or card, what it shows, hides and lights.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/lessons/cards.h"
#include "core/lessons/drill.h"
#include "core/lessons/lesson_reader.h"
#include "core/lessons/lesson_run.h"
#include "core/lessons/moment.h"
#include "core/lessons/progress.h"
#include "ui/panel_input.h"

namespace ui {

// A drill and what was typed into it.
struct DrillState {
  core::Drill drill;
  std::vector<std::string> typed;           // one a question
  std::vector<core::Judgement> judgements;  // one a question; NoNumber where nothing was judged
  std::set<std::size_t> shown;              // questions whose answer was asked for
  std::size_t right() const;
};

struct LessonInput {
  const core::LessonShelf* shelf = nullptr;
  const core::LessonProgress* progress = nullptr;
  const std::vector<core::Card>* cards = nullptr;
  std::string own_folder;   // of the reader's own lessons; "" where there is no home
  std::string next_lesson;  // id of the one to go on with, "" where all are done
  std::string finished;     // title of the lesson that was just finished
  const DrillState* drill = nullptr;

  // At most one lesson is open; a card may be shown over it.
  const core::Lesson* lesson = nullptr;
  const core::LessonRun* run = nullptr;
  const core::Card* card = nullptr;
  const core::LessonMoment* moment = nullptr;  // null: nothing is computed, numbers cannot be filled in
  const core::StageView* stage = nullptr;      // of the step or card; null where neither is open
  std::string problem;                         // why the step's stage could not be set up; its numbers are not there
  std::string missing_model;                   // with a problem: the learned model that is not on this machine
  bool covering = false;                       // what the stage hides is hidden now

  const core::Step& step() const { return lesson->steps[run->step]; }
  const core::StepState& state() const { return run->state(); }
};

// Whether an open step lets this panel (of core::kPanels) be seen; true without one.
bool shows_panel(const PanelInput& input, std::string_view panel);
// Whether this (of core::kCovers) is hidden until the step's question is answered.
bool covers(const PanelInput& input, std::string_view what);
// Whether a lesson or a card has taken the place of the reader's own work.
bool is_staged(const PanelInput& input);

}  // namespace ui
