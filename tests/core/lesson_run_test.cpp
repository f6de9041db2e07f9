// An open lesson: answers, covers, tasks that watch the state, progress between starts.
#include "core/lessons/lesson_run.h"

#include <gtest/gtest.h>

#include "core/attention/edit_text.h"
#include "core/attention/forward.h"
#include "core/error.h"
#include "core/lessons/lesson_reader.h"
#include "core/lessons/progress.h"
#include "core/models/small_examples.h"

namespace {

core::Lesson make_lesson() {
  return core::parse_lesson(R"json({ "id": "l", "title": "L", "goals": ["g"], "steps": [
    { "id": "p", "kind": "predict", "title": "P", "text": "T", "stage": { "hide": ["ribbons"] }, "question": "Q",
      "answer": "most@0.attention[sat]",
      "choices": [ { "text": "a", "is": "cat", "reply": "r" }, { "text": "b", "is": "sat", "reply": "r" } ] },
    { "id": "q", "kind": "quiz", "title": "Q", "text": "T", "question": "Q",
      "choices": [ { "text": "a", "why": "r" }, { "text": "b", "right": true, "why": "r" } ] },
    { "id": "t", "kind": "task", "title": "T", "text": "T", "goal": "G", "when": "weight@0.attention[sat,The] > 0.9",
      "show_me": [ { "edit": "score@0.attention[sat,The]=9" } ] },
    { "id": "n", "kind": "type-in", "title": "N", "text": "T", "fields": [
      { "label": "a", "value": "score@0.attention[sat,cat]", "slips": [ { "value": "exp(score@0.attention[sat,cat])", "reply": "no e" } ] },
      { "label": "b", "value": "score@0.attention[sat,The]" } ] },
    { "id": "s", "kind": "show", "title": "S", "text": "T", "ticks": ["a", "b"] } ]
  })json",
                            "l.json");
}

class LessonRunning : public testing::Test {
 protected:
  LessonRunning() : lesson_(make_lesson()), run_(core::start_lesson(lesson_, 0, own())) {
    input_.model = core::make_three_words();
    input_.sentence = "The cat sat";
    moment_.now = core::compute_trace(input_);
  }
  static core::Session own() {
    core::Session session;
    session.sentence = "my own";
    return session;
  }
  const core::Step& step(std::size_t i) const { return lesson_.steps[i]; }
  core::StepState& state(std::size_t i) { return run_.steps[i]; }

  core::Lesson lesson_;
  core::LessonRun run_;
  core::RunInput input_;
  core::LessonMoment moment_;
};

TEST_F(LessonRunning, KeepsTheReadersOwnWork) {
  EXPECT_EQ(run_.own->sentence, "my own");
  EXPECT_EQ(core::start_lesson(lesson_, 99, own()).step, 4U);
}

TEST_F(LessonRunning, APredictionUncoversWhateverWasChosen) {
  EXPECT_TRUE(core::is_covering(step(0), state(0)));
  EXPECT_FALSE(core::may_go_on(step(0), state(0)));
  core::choose(step(0), state(0), 1, moment_);
  EXPECT_FALSE(core::is_covering(step(0), state(0)));
  EXPECT_TRUE(state(0).done);
  EXPECT_EQ(core::right_choice(step(0), moment_), 0U);
}

TEST_F(LessonRunning, SkippingUncoversButIsNotDone) {
  core::skip(state(0));
  EXPECT_FALSE(core::is_covering(step(0), state(0)));
  EXPECT_TRUE(core::may_go_on(step(0), state(0)));
  EXPECT_FALSE(state(0).done);
}

TEST_F(LessonRunning, AQuizIsDoneByItsRightAnswerAlone) {
  core::choose(step(1), state(1), 0, moment_);
  EXPECT_FALSE(state(1).done);
  core::choose(step(1), state(1), 7, moment_);  // no such choice
  EXPECT_EQ(state(1).choice, 0U);
  core::choose(step(1), state(1), 1, moment_);
  EXPECT_TRUE(state(1).done);
  EXPECT_EQ(state(1).tried.size(), 2U);
}

TEST_F(LessonRunning, ATaskWatchesTheStateHoweverItWasReached) {
  EXPECT_FALSE(core::watch_task(step(2), state(2), moment_));
  input_.edits = {core::parse_edit("x[The].0=40", *input_.model, moment_.now->tokens, {})};
  moment_.now = core::compute_trace(input_);
  EXPECT_TRUE(core::watch_task(step(2), state(2), moment_)) << "in the moment in which it is reached";
  EXPECT_FALSE(core::watch_task(step(2), state(2), moment_)) << "and only then";
  input_.edits.clear();
  moment_.now = core::compute_trace(input_);
  core::watch_task(step(2), state(2), moment_);
  EXPECT_TRUE(state(2).done);
}

TEST_F(LessonRunning, ATaskWhoseWordsAreGoneIsNotDone) {
  input_.sentence = "cat";
  moment_.now = core::compute_trace(input_);
  EXPECT_FALSE(core::watch_task(step(2), state(2), moment_));
}

TEST_F(LessonRunning, TypedNumbersAreJudgedFieldByField) {
  core::type_number(step(3), state(3), 0, "2.435", moment_);
  EXPECT_EQ(state(3).judgements[0].verdict, core::Verdict::KnownSlip);
  EXPECT_EQ(state(3).judgements[0].reply, "no e");
  core::type_number(step(3), state(3), 0, "0,89", moment_);
  EXPECT_TRUE(state(3).judgements[0].right());
  EXPECT_FALSE(state(3).done);
  core::type_number(step(3), state(3), 1, "text", moment_);
  EXPECT_EQ(state(3).judgements[1].verdict, core::Verdict::NoNumber);
  core::type_number(step(3), state(3), 1, "0.61", moment_);
  EXPECT_TRUE(state(3).done);
}

TEST_F(LessonRunning, AShareMayBeTypedInPerCent) {
  core::Step asked = step(3);
  asked.fields[0].value = core::parse_expression("weight@0.attention[sat,The]");
  for (const char* typed : {"29", "28.6", "29 %", "0.29"}) {  // 0.2860
    core::type_number(asked, state(3), 0, typed, moment_);
    EXPECT_TRUE(state(3).judgements[0].right()) << typed;
  }
  core::type_number(asked, state(3), 0, "36", moment_);
  EXPECT_FALSE(state(3).judgements[0].right());
  core::type_number(asked, state(3), 1, "61", moment_);  // a score of 0.61 is no share
  EXPECT_FALSE(state(3).judgements[1].right());
}

TEST_F(LessonRunning, AListIsDoneWhenAllIsTicked) {
  core::tick(step(4), state(4), 0, true);
  EXPECT_FALSE(state(4).done);
  core::tick(step(4), state(4), 1, true);
  EXPECT_TRUE(state(4).done);
  core::tick(step(4), state(4), 9, true);
  EXPECT_EQ(state(4).ticked.size(), 2U);
}

TEST_F(LessonRunning, ProgressOutlivesAStart) {
  core::skip(state(0));
  core::choose(step(1), state(1), 1, moment_);
  run_.step = 3;
  core::LessonProgress progress;
  core::record(progress, lesson_, run_);
  progress["gone"].done = {"a"};
  const core::LessonProgress again = core::parse_progress(core::write_progress(progress), "progress.json");
  EXPECT_EQ(again, progress);
  EXPECT_EQ(core::steps_done(again, lesson_), 1U);
  EXPECT_EQ(core::step_to_open(again, lesson_), 3U);
  EXPECT_EQ(core::step_to_open({}, lesson_), 0U);
  EXPECT_THROW(core::parse_progress("{\"lessons\": 3}", "progress.json"), core::Error);
}

}  // namespace
