// A question is asked anew: what was answered or read in another lesson, or when this one was last taken, tells
// nothing.
#include <gtest/gtest.h>

#include "tests/support/lesson_gui.h"
#include "ui/lessons/lesson_memory.h"

namespace {

using support::AppGui;
using support::lesson;
using support::open_lesson;

// Both call their first step "recall"; the second one has fewer answers to choose from.
const char* const kLong = R"({ "id": "long", "title": "Long", "goals": ["recall"], "steps": [
  { "id": "recall", "kind": "quiz", "title": "Recall", "text": "Once more.",
    "stage": { "model": "three-words", "sentence": "The cat sat" }, "question": "Which?", "choices": [
      { "text": "one", "right": true, "why": "It is one." }, { "text": "two", "why": "Not two." },
      { "text": "three", "why": "Not three." }, { "text": "four", "why": "Not four." } ] },
  { "id": "number", "kind": "type-in", "title": "Number", "text": "Count.",
    "fields": [ { "label": "words", "value": "tokens" } ] } ] })";
const char* const kShort = R"({ "id": "short", "title": "Short", "goals": ["recall"], "steps": [
  { "id": "recall", "kind": "quiz", "title": "Recall", "text": "Once more.",
    "stage": { "model": "three-words", "sentence": "The cat sat" }, "question": "Which?", "choices": [
      { "text": "one", "why": "Not one." }, { "text": "two", "right": true, "why": "It is two." } ] },
  { "id": "guess", "kind": "predict", "title": "Guess", "text": "Guess.", "question": "Which?", "choices": [
      { "text": "one", "when": "1 = 1", "reply": "It is one." }, { "text": "two", "when": "1 = 2", "reply": "Not two." } ],
    "stage": { "hide": ["map"] } } ] })";

void add_lessons(AppGui& window) {
  support::write_own_lesson(window, "long.json", kLong);
  support::write_own_lesson(window, "short.json", kShort);
  window.ask(ui::LessonRequest(ui::RescanLessons{}));
  ASSERT_TRUE(lesson(window).shelf->problems.empty()) << lesson(window).shelf->problems.front().message;
}

// Answers, and then reads what the last of four answers misses.
void answer_and_read_on(AppGui& window) {
  open_lesson(window, "long:recall");
  window.gui().click("lesson.choice.0");
  window.gui().click("lesson.choice.3");
  ASSERT_TRUE(lesson(window).state().done);
  ASSERT_TRUE(window.gui().has("lesson.reply"));
}

TEST(LessonQuestions, OfAnotherLessonWithAStepOfTheSameNameAreNotAnswered) {
  AppGui window;
  add_lessons(window);
  answer_and_read_on(window);
  open_lesson(window, "short:recall");
  EXPECT_FALSE(window.gui().has("lesson.reply")) << "an explanation before the question is answered";
  window.gui().click("lesson.choice.1");
  EXPECT_TRUE(lesson(window).state().done);
  EXPECT_TRUE(window.gui().has("lesson.reply"));
}

TEST(LessonQuestions, AreAskedAnewWhenTheLessonIsTakenAgain) {
  AppGui window;
  add_lessons(window);
  answer_and_read_on(window);
  window.ask(ui::LessonRequest(ui::LeaveLesson{}));
  window.gui().frames(2);
  open_lesson(window, "long:recall");
  EXPECT_FALSE(lesson(window).state().done);
  EXPECT_FALSE(window.gui().has("lesson.reply"));
  open_lesson(window, "short:guess");
  window.gui().click("lesson.choice.0");
  window.gui().click("lesson.choice.1");
  open_lesson(window, "short:guess");
  window.gui().click("lesson.skip");
  window.gui().frames(2);
  ASSERT_TRUE(lesson(window).state().revealed);
  EXPECT_TRUE(window.gui().has("lesson.reply")) << "that of the right answer";
  EXPECT_FALSE(lesson(window).state().choice);
}

TEST(LessonQuestions, HaveEmptyFieldsWhenTheLessonIsTakenAgain) {
  AppGui window;
  add_lessons(window);
  const auto typed = [&window] { return ui::lesson_memory(window.view()).step.fields[0]; };
  open_lesson(window, "long:number");
  window.gui().click("lesson.field.0");
  window.gui().type("7");
  window.gui().key(ImGuiKey_Enter);
  EXPECT_EQ(typed(), "7");
  window.ask(ui::LessonRequest(ui::OpenCard{lesson(window).cards->front().id}));
  window.gui().frames(3);
  window.ask(ui::LessonRequest(ui::CloseCard{}));
  window.gui().frames(3);
  EXPECT_EQ(typed(), "7") << "a key concept in between loses nothing";
  open_lesson(window, "long:number");
  EXPECT_EQ(typed(), "");
}

}  // namespace
