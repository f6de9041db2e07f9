// The minutes that a lesson states are at least what reading and doing it takes.
#include <gtest/gtest.h>

#include <cctype>
#include <string>

#include "core/lessons/lesson_reader.h"

namespace {

using core::Step;
using core::StepKind;

constexpr double kWordsPerMinute = 230;
constexpr double kActionMinutes = 3.0 / 60;
constexpr double kQuestionMinutes = 10.0 / 60;

// A value such as {weight@1.reference[it,cat]:%} is read as one word.
std::size_t words_of(const std::string& text) {
  std::size_t words = 0;
  bool inside = false;
  int braces = 0;
  for (const char c : text) {
    braces += c == '{' ? 1 : c == '}' ? -1 : 0;
    const bool blank = braces == 0 && std::isspace(static_cast<unsigned char>(c)) != 0;
    if (!blank && !inside) ++words;
    inside = !blank;
  }
  return words;
}
std::size_t words_of(const core::LessonText& text) {
  return words_of(text.text);
}

// What the panel itself says around a step: "Your turn", "A guess is enough …", "Click another answer …".
std::size_t panel_words(StepKind kind) {
  switch (kind) {
    case StepKind::Predict:
      return 20;
    case StepKind::Quiz:
      return 9;
    case StepKind::Reflect:
      return 15;
    case StepKind::Task:
    case StepKind::TypeIn:
      return 6;
    case StepKind::Show:
      break;
  }
  return 0;
}

struct Load {
  std::size_t words = 0, actions = 0, questions = 0;
  double minutes() const {
    return static_cast<double>(words) / kWordsPerMinute + static_cast<double>(actions) * kActionMinutes +
           static_cast<double>(questions) * kQuestionMinutes;
  }
};

// Of the replies one is read: the longest counts.
std::size_t longest_reply(const Step& step) {
  std::size_t longest = 0;
  for (const core::Choice& choice : step.choices) longest = std::max(longest, words_of(choice.reply));
  return longest;
}

void add_step(Load& load, const Step& step) {
  load.words += words_of(step.title) + words_of(step.text) + words_of(step.question) + words_of(step.goal) +
                words_of(step.now) + words_of(step.model_answer) + words_of(step.done) + panel_words(step.kind);
  for (const core::LessonText& tick : step.ticks) load.words += words_of(tick);
  for (const core::Choice& choice : step.choices) load.words += words_of(choice.text);
  for (const core::NumberField& field : step.fields) load.words += words_of(field.label);
  load.words += longest_reply(step);
  load.actions += 1 + step.ticks.size() + step.fields.size();  // Next, a tick each, a number each
  switch (step.kind) {
    case StepKind::Predict:
    case StepKind::Quiz:
      load.actions += 1;
      load.questions += 1;
      break;
    case StepKind::Reflect:
      load.actions += 2;  // the field, Compare
      load.questions += 1;
      break;
    case StepKind::TypeIn:
      load.questions += step.fields.size();
      break;
    case StepKind::Task:
      // A text is marked, typed and sent off; a switch is opened and set.
      for (const core::LessonAction& action : step.show_me) {
        load.actions += action.kind == core::ActionKind::Sentence ? 3 : action.kind == core::ActionKind::Switch ? 2 : 1;
      }
      break;
    case StepKind::Show:
      break;
  }
}

Load load_of(const core::Lesson& lesson) {
  Load load;
  for (const Step& step : lesson.steps) add_step(load, step);
  return load;
}

TEST(LessonTime, EveryLessonStatesAtLeastTheMinutesThatItTakes) {
  for (const core::Lesson& lesson : core::read_lessons("assets/lessons").lessons) {
    const Load load = load_of(lesson);
    EXPECT_GE(lesson.minutes, load.minutes()) << lesson.id << ": " << load.words << " words, " << load.actions
                                              << " actions, " << load.questions << " questions";
  }
}

TEST(LessonTime, TheFirstLessonIsReadInUnderFiveMinutes) {
  const Load load = load_of(core::read_lessons("assets/lessons").lessons.front());
  EXPECT_LE(load.words, 600U);
  EXPECT_LT(load.minutes(), 5) << load.words << " words, " << load.actions << " actions";
}

}  // namespace
