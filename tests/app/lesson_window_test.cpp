// Lessons in the window as they follow the reader: the other sentence, lights out of sight, models that are not there,
// training by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/lesson_files.h"
#include "core/lessons/fill_text.h"
#include "core/lessons/stage.h"
#include "tests/support/lesson_gui.h"

namespace {

using support::AppGui;
using support::lesson;
using support::open_lesson;
using testing::HasSubstr;

void open_own(AppGui& window, const std::string& text) {
  support::write_own_lesson(window, "mine.json", text);
  window.ask(ui::LessonRequest(ui::RescanLessons{}));
  ASSERT_TRUE(lesson(window).shelf->problems.empty()) << lesson(window).shelf->problems.front().message;
  open_lesson(window, "mine");
}

// The two numbers of "now" in the step that mutes a head beside another sentence.
std::string now_of(AppGui& window) {
  return core::filled(lesson(window).step().now, *lesson(window).moment);
}

TEST(LessonWindow, TheOtherSentenceFollowsTheReadersSwitches) {
  AppGui window;
  open_lesson(window, "patterns:mute");
  const std::string before = now_of(window);
  window.ask(ui::LessonRequest(ui::ShowMe{}));
  window.gui().frames(4);
  const core::ModelSource models = app::built_in_model_source();
  const auto other = core::compute_contrast(window.app().session(), lesson(window).stage->contrast, models);
  const auto& muted = *lesson(window).moment->named->at("contrast");
  EXPECT_NE(now_of(window), before);
  EXPECT_TRUE(muted.layers[1]->heads[0]->weights.isApprox(other->layers[1]->heads[0]->weights, 1e-6F));
  EXPECT_TRUE(lesson(window).state().done);
}

TEST(LessonWindow, TheOtherSentenceFollowsWhatIsTypedIntoItsField) {
  AppGui window;
  open_lesson(window, "patterns:mute");
  window.ask(ui::CompareWith{"The animal didn't cross the road because it was too narrow."});
  window.gui().frames(4);
  EXPECT_EQ(lesson(window).moment->named->at("contrast")->tokens[10].text, "narrow");
  // A text that cannot be run leaves the last one.
  window.ask(ui::CompareWith{""});
  window.gui().frames(4);
  EXPECT_EQ(lesson(window).moment->named->at("contrast")->tokens[10].text, "narrow");
}

TEST(LessonWindow, WhatIsPointedAtIsScrolledIntoSightAndThenLeftToTheReader) {
  AppGui window({.model = "", .sentence = "", .word = "", .width = 1024, .height = 640});
  open_own(window, R"({ "id": "mine", "title": "Mine", "goals": ["look"], "steps": [
    { "id": "far", "kind": "show", "title": "Far", "text": "Look.", "stage": {
      "sentence": "One two three four five six seven eight nine ten eleven twelve and the grey cat sat on the mat near a zebra",
      "select": "One", "key": null, "show": ["words", "row"], "light": ["bar:zebra"] } } ] })");
  const ui::Item* lit = window.gui().items().find("spotlight.0");
  ASSERT_NE(lit, nullptr) << "the last bar lies below the fold";
  EXPECT_GT(lit->rect.GetHeight(), 16);
  window.gui().wheel("row.list", 30);
  window.gui().frames(4);
  EXPECT_EQ(window.gui().items().find("spotlight.0"), nullptr) << "the reader may scroll away";
}

TEST(LessonWindow, WithoutItsModelAStepSaysHowToFetchItAndTheLessonGoesOn) {
  AppGui window;
  open_own(window, R"({ "id": "mine", "title": "Mine", "goals": ["look"], "steps": [
    { "id": "learned", "kind": "predict", "title": "Learned", "text": "It has {heads} heads.",
      "stage": { "model": "tinylm", "sentence": "The cat sat.", "select": "sat" },
      "question": "What?", "choices": [ { "text": "a", "when": "1 = 1", "reply": "Yes." }, { "text": "b", "when": "1 = 2", "reply": "No." } ] },
    { "id": "next", "kind": "show", "title": "Next", "text": "Here.",
      "stage": { "model": "three-words", "sentence": "The cat sat" } } ] })");
  EXPECT_EQ(lesson(window).missing_model, "tinylm");
  EXPECT_TRUE(window.gui().has("lesson.problem"));
  EXPECT_FALSE(window.gui().has("lesson.choice.0")) << "a question without its stage";
  EXPECT_TRUE(window.app().messages().empty());
  window.gui().click("lesson.copy_command");
  EXPECT_EQ(window.copied(), "app/get_model.sh tinylm");
  EXPECT_THAT(window.app().status(), HasSubstr("command")) << "the status line says that it was copied";
  window.gui().click("lesson.look_again");
  EXPECT_EQ(lesson(window).missing_model, "tinylm");
  window.gui().click("lesson.go_on");
  window.gui().frames(3);
  EXPECT_EQ(lesson(window).step().id, "next");
  EXPECT_EQ(lesson(window).missing_model, "");
  EXPECT_EQ(window.app().session().model, "three-words");
}

TEST(LessonWindow, WhatAnAnswerUncoversComesToTheFront) {
  AppGui window({.model = "", .sentence = "", .word = "", .width = 1100, .height = 700});
  open_lesson(window, "not-tell:empty-hands");
  EXPECT_TRUE(window.gui().has("row"));
  EXPECT_FALSE(window.gui().has("output"));
  window.gui().key(ImGuiKey_2);
  window.gui().frames(4);
  EXPECT_TRUE(window.gui().has("output")) << "the question was about the output";
}

TEST(LessonWindow, AnAnswersExplanationIsScrolledTo) {
  AppGui window({.model = "", .sentence = "", .word = "", .width = 1024, .height = 560});
  open_lesson(window, "two-sentences:encoder-decoder");
  window.gui().key(ImGuiKey_3);
  window.gui().frames(6);
  const ui::Item& reply = window.gui().item("lesson.reply");
  EXPECT_GT(reply.shown.GetHeight(), 0.9F * reply.rect.GetHeight());
}

// The formula stands above the steps outside lessons, too.
TEST(LessonWindow, ATermOfTheFormulaLightsItsStageAndLeadsThere) {
  AppGui window;
  const std::pair<const char*, int> terms[] = {
      {"formula.q", 3}, {"formula.k", 3}, {"formula.scale", 4}, {"formula.softmax", 6}, {"formula.v", 7}};
  for (const auto& [term, stage] : terms) {
    window.gui().hover(term);
    window.gui().frames(2);
    const ui::Item* lit = window.gui().items().find("formula.lit");
    ASSERT_NE(lit, nullptr) << term;
    const ImRect at = window.gui().item("stage." + std::to_string(stage)).rect;
    EXPECT_EQ(lit->rect.Min.x, at.Min.x) << term;
    window.gui().click(term);
    EXPECT_EQ(static_cast<int>(window.view().persisted.stage), stage) << term;
  }
  // By keyboard: Ctrl+Tab leads from term to term, Enter to the stage.
  window.gui().click("formula.softmax");
  window.gui().move_to(ImVec2(2, 2));
  window.gui().key(ImGuiKey_Tab, ImGuiMod_Ctrl);
  window.gui().frames(2);
  const ui::Item* lit = window.gui().items().find("formula.lit");
  ASSERT_NE(lit, nullptr);
  EXPECT_EQ(lit->rect.Min.x, window.gui().item("stage.3").rect.Min.x) << "Q";
  window.gui().key(ImGuiKey_Enter);
  EXPECT_EQ(window.view().persisted.stage, ui::Stage::Scores);
}

// Alt+L gives the list the keyboard: Enter opens the lesson that is next, and Enter goes on in it.
TEST(LessonWindow, ALessonIsOpenedAndWalkedByKeysAlone) {
  AppGui window;
  window.gui().key(ImGuiKey_L, ImGuiMod_Alt);
  window.gui().frames(3);
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(4);
  ASSERT_NE(lesson(window).lesson, nullptr);
  EXPECT_EQ(lesson(window).lesson->id, "where-it-looks");
  window.gui().key(ImGuiKey_2);
  window.gui().frames(4);
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(4);
  EXPECT_EQ(lesson(window).step().id, "another-word");
}

TEST(LessonWindow, KeysOfTheLessonWorkWhileTextIsTyped) {
  AppGui window;
  open_lesson(window, "where-it-looks:turn");
  window.gui().click("bar.sentence");
  window.gui().type("x");
  window.gui().key(ImGuiKey_H, ImGuiMod_Alt);
  window.gui().frames(2);
  EXPECT_EQ(lesson(window).state().hints, 1U);
  window.gui().key(ImGuiKey_N, ImGuiMod_Alt);
  window.gui().frames(3);
  EXPECT_EQ(lesson(window).step().id, "blend");
}

TEST(LessonWindow, ANumberIsTypedAfterWalkingThereByKeys) {
  AppGui window;
  open_lesson(window, "company:rules");
  window.gui().key(ImGuiKey_P, ImGuiMod_Alt);
  window.gui().frames(6);
  ASSERT_EQ(lesson(window).step().id, "given");
  ImGui::GetIO().AddKeyEvent(ImGuiKey_LeftAlt, true);  // as a keyboard does it, beside the modifier
  window.gui().frames(2);
  window.gui().key(ImGuiKey_A, ImGuiMod_Alt);
  ImGui::GetIO().AddKeyEvent(ImGuiKey_LeftAlt, false);
  window.gui().frames(6);
  window.gui().type("0.20");
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(4);
  EXPECT_TRUE(lesson(window).state().done);
}

TEST(LessonWindow, AWrongNumberKeepsTheKeyboardAndARightOneHandsItOn) {
  AppGui window;
  open_lesson(window, "by-hand:scores");
  window.gui().key(ImGuiKey_A, ImGuiMod_Alt);
  window.gui().frames(3);
  for (const char* typed : {"0.99", "0.61", "0.89", "0.77"}) {
    window.gui().key(ImGuiKey_A, ImGuiMod_Ctrl);
    window.gui().type(typed);
    window.gui().key(ImGuiKey_Enter);
    window.gui().frames(4);
  }
  EXPECT_TRUE(lesson(window).state().done);
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(4);
  EXPECT_EQ(lesson(window).step().id, "exponentials") << "after the last one Enter goes on";
}

void type_into(AppGui& window, const std::string& field, const std::string& text) {
  window.gui().double_click(field);
  window.gui().key(ImGuiKey_A, ImGuiMod_Ctrl);
  window.gui().type(text);
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(3);
}

TEST(LessonWindow, AWishIsPaintedTrainedAndKeptByHand) {
  AppGui window;
  open_lesson(window, "who-chose:wish");
  type_into(window, "train.share.0", "0.8");
  EXPECT_FALSE(lesson(window).state().done);
  window.gui().click("train.play");
  window.gui().frames(150);
  window.gui().click("train.play");
  EXPECT_FALSE(lesson(window).state().done) << "nothing is in force before it is kept";
  window.gui().click("train.keep");
  window.app().finish_run();
  window.gui().frames(4);
  EXPECT_TRUE(lesson(window).state().done);
  EXPECT_GT(window.head().weights(0, 0), 0.7F);
  EXPECT_FALSE(window.edits().empty());
  window.undo();
  EXPECT_TRUE(window.edits().empty()) << "one undo step";
}

TEST(LessonWindow, AHigherRateReachesTheLeastLossInAFewSteps) {
  AppGui window;
  open_lesson(window, "who-chose:rate");
  type_into(window, "train.share.0", "0,8");
  type_into(window, "train.rate", "0.5");
  for (int step = 0; step < 6; ++step) window.gui().click("train.step");
  window.gui().frames(3);
  EXPECT_EQ(lesson(window).moment->facts.at("training.steps"), 6);
  EXPECT_TRUE(lesson(window).state().done);
}

TEST(LessonWindow, AWishOfOneIsNeverReached) {
  AppGui window;
  open_lesson(window, "who-chose:creep");
  window.gui().drag("train.target.2", 400, 0);
  window.gui().frames(2);
  window.gui().click("train.play");
  window.gui().frames(110);
  window.gui().click("train.play");
  EXPECT_TRUE(lesson(window).state().done);
  EXPECT_GT(lesson(window).moment->facts.at("training.loss"), 0.0);
}

}  // namespace
