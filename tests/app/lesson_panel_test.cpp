// The lesson panel, driven as a reader would: answers by click and key, tasks by real edits, leaving, coming back.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "core/files.h"
#include "core/lessons/fill_text.h"
#include "tests/support/lesson_gui.h"

namespace {

using support::AppGui;
using support::lesson;
using support::open_lesson;

bool shows(AppGui& window, const std::string& name) {
  return window.gui().has(name);
}

TEST(LessonPanel, TheListOpensALessonAndKeysWalkIt) {
  AppGui window;
  window.gui().key(ImGuiKey_L, ImGuiMod_Alt);
  window.gui().click("lessons.where-it-looks");
  ASSERT_NE(lesson(window).lesson, nullptr);
  EXPECT_EQ(lesson(window).lesson->id, "where-it-looks");
  EXPECT_EQ(lesson(window).run->step, 0U);
  window.gui().key(ImGuiKey_2);  // it opens with a question
  window.gui().key(ImGuiKey_N, ImGuiMod_Alt);
  EXPECT_EQ(lesson(window).run->step, 1U);
  window.gui().key(ImGuiKey_P, ImGuiMod_Alt);
  EXPECT_EQ(lesson(window).run->step, 0U);
  window.gui().click("lesson.next");
  EXPECT_EQ(lesson(window).run->step, 1U);
}

TEST(LessonPanel, APredictionHoldsBackAndHidesUntilItIsMade) {
  AppGui window;
  open_lesson(window, "where-it-looks:guess");
  window.gui().key(ImGuiKey_N, ImGuiMod_Alt);
  EXPECT_EQ(lesson(window).step().id, "guess") << "unanswered";
  EXPECT_TRUE(lesson(window).covering);
  EXPECT_FALSE(window.selection().key.has_value()) << "the strongest key would tell";
  EXPECT_FALSE(shows(window, "map.card"));
  EXPECT_FALSE(shows(window, "row"));
  window.gui().key(ImGuiKey_1);
  EXPECT_FALSE(lesson(window).covering);
  EXPECT_TRUE(lesson(window).state().done);
  EXPECT_EQ(lesson(window).state().choice, 0U);
  EXPECT_EQ(window.selection().key, 1) << "cat";
  EXPECT_TRUE(shows(window, "lesson.reply"));
  // Another choice is read, and does not change the guess.
  window.gui().click("lesson.choice.1");
  EXPECT_EQ(lesson(window).state().choice, 0U);
  window.gui().click("lesson.next");
  EXPECT_EQ(lesson(window).step().id, "another-word");
}

TEST(LessonPanel, APredictionCanBeSkipped) {
  AppGui window;
  open_lesson(window, "where-it-looks:guess");
  window.gui().click("lesson.skip");
  EXPECT_FALSE(lesson(window).covering);
  EXPECT_FALSE(lesson(window).state().done);
  window.gui().key(ImGuiKey_N, ImGuiMod_Alt);
  EXPECT_EQ(lesson(window).step().id, "another-word");
}

TEST(LessonPanel, ATaskIsDoneByTheReadersOwnClick) {
  AppGui window;
  open_lesson(window, "where-it-looks:another-word");
  EXPECT_FALSE(lesson(window).state().done);
  window.gui().click("words.5");
  window.gui().frames(2);
  EXPECT_TRUE(lesson(window).state().done);
  EXPECT_FALSE(lesson(window).state().shown_me);
  EXPECT_TRUE(shows(window, "lesson.done"));
}

TEST(LessonPanel, ATaskIsDoneByARealEdit) {
  AppGui window;
  open_lesson(window, "query-key-value:rewrite");
  core::Edit edit;
  edit.site = core::Site::V;
  edit.layer = 1;
  edit.head = window.selection().head;
  edit.row = 1;
  const auto& names = window.trace().head_config(1, edit.head).value_components;
  edit.column = std::find(names.begin(), names.end(), "animal") - names.begin();
  window.ask(ui::PutEdits{{edit}, "Change animal", false});
  EXPECT_TRUE(lesson(window).state().done);
}

TEST(LessonPanel, ShowMeDoesTheTaskByEditsThatUndoTakesBack) {
  AppGui window;
  open_lesson(window, "query-key-value:other-question");
  EXPECT_TRUE(window.undo_name().empty());
  window.gui().key(ImGuiKey_M, ImGuiMod_Alt);
  window.app().finish_run();
  window.gui().frames(3);
  EXPECT_TRUE(lesson(window).state().done);
  EXPECT_TRUE(lesson(window).state().shown_me);
  ASSERT_EQ(window.edits().size(), 1U);
  EXPECT_EQ(window.undo_name().rfind("Show me: ", 0), 0U) << window.undo_name();
  window.undo();
  EXPECT_TRUE(window.edits().empty());
  EXPECT_TRUE(window.undo_name().empty());
}

TEST(LessonPanel, HintsComeOneByOne) {
  AppGui window;
  open_lesson(window, "query-key-value:other-question");
  EXPECT_FALSE(shows(window, "lesson.hint.0"));
  window.gui().click("lesson.hint");
  EXPECT_TRUE(shows(window, "lesson.hint.0"));
  EXPECT_FALSE(shows(window, "lesson.hint.1"));
  window.gui().key(ImGuiKey_H, ImGuiMod_Alt);
  EXPECT_TRUE(shows(window, "lesson.hint.1"));
}

TEST(LessonPanel, TypedNumbersAreJudgedAndSlipsAreNamed) {
  AppGui window;
  open_lesson(window, "company:given");
  window.gui().key(ImGuiKey_A, ImGuiMod_Alt);
  window.gui().type("0.80");
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(2);
  ASSERT_FALSE(lesson(window).state().judgements.empty());
  EXPECT_EQ(lesson(window).state().judgements[0].verdict, core::Verdict::KnownSlip);
  EXPECT_TRUE(lesson(window).covering);
  EXPECT_FALSE(shows(window, "row")) << "the bars are covered";
  window.gui().click("lesson.field.0");
  window.gui().key(ImGuiKey_A, ImGuiMod_Ctrl);
  window.gui().type("0,20");
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(2);
  EXPECT_TRUE(lesson(window).state().done);
  EXPECT_TRUE(shows(window, "row"));
  EXPECT_TRUE(shows(window, "lesson.done"));
}

TEST(LessonPanel, TextInsteadOfANumberIsSaidAndLosesNothing) {
  AppGui window;
  open_lesson(window, "company:given");
  window.gui().click("lesson.field.0");
  window.gui().type("a lot");
  window.gui().click("lesson.check");
  window.gui().frames(2);
  EXPECT_EQ(lesson(window).state().judgements[0].verdict, core::Verdict::NoNumber);
  EXPECT_FALSE(lesson(window).state().done);
  EXPECT_TRUE(shows(window, "lesson.field.0.verdict"));
}

TEST(LessonPanel, AWrongQuizAnswerIsExplainedAndTriedAgain) {
  AppGui window;
  open_lesson(window, "company:rules");
  window.gui().key(ImGuiKey_1);
  EXPECT_FALSE(lesson(window).state().done);
  EXPECT_TRUE(shows(window, "lesson.reply"));
  window.gui().key(ImGuiKey_2);
  EXPECT_TRUE(lesson(window).state().done);
  EXPECT_EQ(lesson(window).state().tried.size(), 2U);
}

TEST(LessonPanel, AReflectionIsComparedAndKept) {
  AppGui window;
  open_lesson(window, "where-it-looks:in-your-words");
  EXPECT_FALSE(shows(window, "lesson.model_answer"));
  window.gui().key(ImGuiKey_A, ImGuiMod_Alt);
  window.gui().frames(2);
  window.gui().type("At the cat: 1 can be tired");
  window.gui().click("lesson.compare");
  EXPECT_EQ(lesson(window).state().reflection, "At the cat: 1 can be tired");
  EXPECT_TRUE(shows(window, "lesson.model_answer"));
}

TEST(LessonPanel, ThingsAreTickedByClickAndKey) {
  AppGui window;
  open_lesson(window, "where-it-looks:takeaways");
  window.gui().click("lesson.tick.0");
  window.gui().key(ImGuiKey_2);
  EXPECT_EQ(lesson(window).state().ticked, (std::set<std::size_t>{0, 1}));
}

TEST(LessonPanel, LeavingGivesTheOwnWorkBack) {
  AppGui window({.model = "", .sentence = "The dog chased the ball because it was fast.", .word = "it"});
  core::Edit edit;
  edit.site = core::Site::Q;
  edit.layer = 1;
  edit.head = 0;
  edit.row = 6;
  edit.value = 2;
  window.ask(ui::PutEdits{{edit}, "My edit", false});
  const core::Session own = window.app().session();
  const core::Selection selection = window.selection();
  open_lesson(window, "query-key-value:library");
  EXPECT_NE(window.app().session().model, own.model);
  window.gui().key(ImGuiKey_Q, ImGuiMod_Alt);
  window.gui().frames(2);
  EXPECT_EQ(window.app().session().sentence, own.sentence);
  EXPECT_EQ(window.app().session().edits, own.edits);
  EXPECT_EQ(window.selection(), selection);
  EXPECT_EQ(window.undo_name(), "My edit");
  window.undo();
  EXPECT_TRUE(window.edits().empty());
}

TEST(LessonPanel, FinishingReturnsToTheListWithTheLessonDone) {
  AppGui window;
  open_lesson(window, "by-hand");
  const std::size_t last = lesson(window).lesson->steps.size() - 1;
  window.ask(ui::LessonRequest(ui::GoToStep{last}));
  window.gui().click("lesson.next");
  window.gui().frames(2);
  EXPECT_EQ(lesson(window).lesson, nullptr);
  EXPECT_TRUE(shows(window, "lessons.by-hand"));
  EXPECT_FALSE(lesson(window).finished.empty());
}

TEST(LessonPanel, AConceptIsShownWhereAndTheLessonComesBackAsItWas) {
  AppGui window;
  open_lesson(window, "query-key-value:other-question");
  window.gui().key(ImGuiKey_M, ImGuiMod_Alt);
  window.gui().frames(3);
  const auto edits = window.edits();
  window.gui().key(ImGuiKey_K, ImGuiMod_Alt);
  window.gui().type("softmax");
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(3);
  ASSERT_NE(lesson(window).card, nullptr);
  EXPECT_EQ(lesson(window).card->id, "softmax");
  EXPECT_TRUE(shows(window, "card.text"));
  window.gui().click("card.back");
  window.gui().frames(2);
  EXPECT_EQ(lesson(window).card, nullptr);
  EXPECT_EQ(lesson(window).step().id, "other-question");
  EXPECT_EQ(window.edits(), edits);
}

TEST(LessonPanel, AConceptOverTheOwnWorkGivesItBack) {
  AppGui window({.model = "", .sentence = "Dogs bark loudly.", .word = "bark"});
  window.ask(ui::LessonRequest(ui::OpenCard{"softmax"}));
  EXPECT_NE(window.app().session().sentence, "Dogs bark loudly.");
  window.gui().key(ImGuiKey_Q, ImGuiMod_Alt);
  window.gui().frames(2);
  EXPECT_EQ(window.app().session().sentence, "Dogs bark loudly.");
  EXPECT_EQ(window.selection().query, 1);
}

TEST(LessonPanel, TheDrillIsCheckedLineByLineAndCountsWhatIsRight) {
  AppGui window;
  open_lesson(window, "by-hand:drill");
  window.gui().frames(3);
  ASSERT_NE(lesson(window).drill, nullptr);
  EXPECT_EQ(lesson(window).drill->drill.seed, 1U);
  const double truth = lesson(window).drill->drill.questions[0].truth;
  window.gui().click("drill.field.0");
  window.gui().type(std::to_string(truth).substr(0, 6));
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(2);
  EXPECT_EQ(lesson(window).drill->right(), 1U);
  window.gui().click("drill.new");
  window.gui().frames(2);
  EXPECT_EQ(lesson(window).drill->right(), 0U);
}

}  // namespace
