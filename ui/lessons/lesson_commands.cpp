// The keys of lessons.
#include <array>

#include "ui/commands.h"
#include "ui/lessons/lesson_input.h"
#include "ui/lessons/lesson_memory.h"
#include "ui/lessons/step_body.h"
#include "ui/panels/overlays.h"

namespace ui {

namespace {

using In = const PanelInput&;
using View = ViewState&;
using Ask = Requests&;

// A lesson is open and no card lies over it.
bool in_step(In input) {
  return input.lesson != nullptr && input.lesson->lesson != nullptr && input.lesson->card == nullptr;
}

bool is_staged_now(In input, const ViewState&) {
  return is_staged(input);
}

bool has_kind(In input, std::initializer_list<core::StepKind> kinds) {
  if (!in_step(input)) return false;
  for (const core::StepKind kind : kinds) {
    if (input.lesson->step().kind == kind) return true;
  }
  return false;
}

bool can_be_shown(In input, const ViewState&) {
  return has_kind(input, {core::StepKind::Task, core::StepKind::TypeIn});
}

bool has_hint(In input, const ViewState&) {
  return has_kind(input, {core::StepKind::Task}) && input.lesson->state().hints < input.lesson->step().hints.size();
}

bool may_skip(In input, const ViewState&) {
  return has_kind(input, {core::StepKind::Predict}) && !input.lesson->state().revealed;
}

bool has_field(In input, const ViewState&) {
  return has_kind(input, {core::StepKind::TypeIn, core::StepKind::Reflect});
}

bool has_choices(In input, const ViewState&) {
  return in_step(input) && (!input.lesson->step().choices.empty() || !input.lesson->step().ticks.empty());
}

bool may_go_on(In input, const ViewState&) {
  return in_step(input) && core::may_go_on(input.lesson->step(), input.lesson->state());
}

bool may_go_back(In input, const ViewState&) {
  return in_step(input) && input.lesson->run->step > 0;
}

void leave(In input, View, Ask ask) {
  if (input.lesson->card != nullptr) {
    ask.add(LessonRequest(CloseCard{}));
  } else {
    ask.add(LessonRequest(LeaveLesson{}));
  }
}

// To another step; the keyboard stands at the way on then, from where Tab leads to what the step shows.
void walk(View view, Ask ask, LessonRequest where) {
  view.transient.focus_request = "lesson.next";
  ask.add(std::move(where));
}

// Shown, the panel takes the keyboard: the lesson to take next, or the way on.
void show_or_hide(In input, View view, Ask) {
  LeftPanel& left = view.persisted.left_panel;
  left = left == LeftPanel::Lessons ? LeftPanel::None : LeftPanel::Lessons;
  if (left == LeftPanel::None || input.lesson == nullptr) return;
  const bool open = input.lesson->lesson != nullptr;
  view.transient.focus_request = open ? "lesson.next" : "lessons." + input.lesson->next_lesson;
}

bool has_lights(In input, const ViewState&) {
  return is_staged(input) && !input.lesson->stage->light.empty();
}

void go_to_lit(In, View view, Ask) {
  constexpr int kFrames = 24;  // enough to try what a lit panel begins with
  lesson_memory(view).go_frames = kFrames;
  lesson_memory(view).go_place = 0;
}

// The first number that is not right yet, or the place to write.
void focus_field(In input, View view, Ask) {
  const core::StepState& state = input.lesson->state();
  view.persisted.left_panel = LeftPanel::Lessons;
  if (input.lesson->step().kind == core::StepKind::Reflect) {
    view.transient.focus_request = "lesson.reflection";
    return;
  }
  std::size_t field = 0;
  while (field + 1 < state.judgements.size() && state.judgements[field].right()) ++field;
  view.transient.focus_request = "lesson.field." + std::to_string(field);
}

template <std::size_t choice>
void answer(In input, View view, Ask ask) {
  press_choice(input, view, ask, choice);
}

void add_answers(std::vector<Command>& commands) {
  using Run = void (*)(In, View, Ask);
  static constexpr std::array<Run, 9> kRuns = {answer<0>, answer<1>, answer<2>, answer<3>, answer<4>,
                                               answer<5>, answer<6>, answer<7>, answer<8>};
  static constexpr std::array<const char*, 9> kIds = {"answer-1", "answer-2", "answer-3", "answer-4", "answer-5",
                                                      "answer-6", "answer-7", "answer-8", "answer-9"};
  static constexpr std::array<const char*, 9> kTitles = {"Choose answer 1", "Choose answer 2", "Choose answer 3",
                                                         "Choose answer 4", "Choose answer 5", "Choose answer 6",
                                                         "Choose answer 7", "Choose answer 8", "Choose answer 9"};
  for (std::size_t i = 0; i < kRuns.size(); ++i) {
    const auto key = static_cast<ImGuiKey>(ImGuiKey_1 + static_cast<int>(i));
    commands.push_back({kIds[i], kTitles[i], "Lesson", key, "", kRuns[i], has_choices});
  }
  commands.push_back({"answers", "Choose an answer", "Lesson", ImGuiKey_None, "1 … 9"});
}

}  // namespace

void add_lesson_commands(std::vector<Command>& commands) {
  constexpr ImGuiKeyChord kAlt = ImGuiMod_Alt;
  const std::vector<Command> mine = {
      {"lessons", "Lessons, or the open one", "Lesson", kAlt | ImGuiKey_L, "Alt+L", show_or_hide},
      {"lesson-next", "Next step", "Lesson", kAlt | ImGuiKey_N, "Alt+N",
       [](In, View view, Ask ask) { walk(view, ask, GoOn{}); }, may_go_on},
      {"lesson-back", "Step before", "Lesson", kAlt | ImGuiKey_P, "Alt+P",
       [](In input, View view, Ask ask) { walk(view, ask, GoToStep{input.lesson->run->step - 1}); }, may_go_back},
      {"lesson-lit", "Go to what is lit", "Lesson", kAlt | ImGuiKey_G, "Alt+G", go_to_lit, has_lights},
      {"lesson-answer", "Type an answer", "Lesson", kAlt | ImGuiKey_A, "Alt+A", focus_field, has_field},
      {"lesson-skip", "Skip a prediction", "Lesson", kAlt | ImGuiKey_S, "Alt+S",
       [](In, View, Ask ask) { ask.add(LessonRequest(SkipQuestion{})); }, may_skip},
      {"lesson-hint", "Hint", "Lesson", kAlt | ImGuiKey_H, "Alt+H",
       [](In, View, Ask ask) { ask.add(LessonRequest(ShowHint{})); }, has_hint},
      {"lesson-show-me", "Show me", "Lesson", kAlt | ImGuiKey_M, "Alt+M",
       [](In, View, Ask ask) { ask.add(LessonRequest(ShowMe{})); }, can_be_shown},
      {"lesson-leave", "Leave the lesson or concept", "Lesson", kAlt | ImGuiKey_Q, "Alt+Q", leave, is_staged_now},
      {"concepts", "Key concepts", "Lesson", kAlt | ImGuiKey_K, "Alt+K",
       [](In, View view, Ask) { toggle_overlay(view, Overlay::Cards); }},
      {"record", "Record this step", "Lesson", kAlt | ImGuiKey_R, "Alt+R",
       [](In, View view, Ask) { toggle_overlay(view, Overlay::Record); }},
  };
  commands.insert(commands.end(), mine.begin(), mine.end());
  add_answers(commands);
}

}  // namespace ui
