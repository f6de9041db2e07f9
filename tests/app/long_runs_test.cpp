// Runs that take longer than a frame: nothing waits for them, nothing of the former text gets into the new one, and
// what they refuse leaves everything as it was.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <new>

#include "app/reason.h"
#include "core/attention/forward.h"
#include "core/sessions/follow.h"
#include "core/sessions/session_json.h"
#include "tests/support/app_gui.h"
#include "tests/support/builders.h"
#include "tests/support/temporary_folder.h"
#include "ui/panels/edits_list.h"

namespace {

using core::Index;
using core::Site;
using support::AppGui;
using support::edit_of;
using testing::HasSubstr;

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text + " ";
  return all;
}

// 900 words: too many for a frame.
std::string long_text(const std::string& start = "") {
  return start + repeated("the cat sat", 300);
}

// Asks without waiting for the run.
template <typename Kind>
void begin(AppGui& window, Kind request) {
  ui::Requests requests;
  requests.add(std::move(request));
  window.app().apply(requests);
}

bool outdated(AppGui& window) {
  return !core::is_run_of(window.trace().run, window.app().session());
}

bool computing(AppGui& window) {
  return window.app().panel_input().computing;
}

std::string last_message(AppGui& window) {
  return window.app().messages().empty() ? "" : window.app().messages().back().text;
}

TEST(LongRuns, EditsAndSwitchesOfTheFormerTextAreRefusedWhileTheNewOneIsComputed) {
  AppGui window({.model = "", .sentence = "The cat sat.", .word = "sat"});
  begin(window, ui::SetSentence{long_text("A dog and "), false});
  ASSERT_TRUE(computing(window));
  EXPECT_TRUE(outdated(window));
  begin(window, ui::PutEdits{{edit_of(Site::X, -1, -1, 1, 0, 0.5F)}, "Change x", false});
  EXPECT_TRUE(window.edits().empty()) << "“cat” was meant, and “dog” is at its place now";
  EXPECT_THAT(last_message(window), HasSubstr("Nothing was changed"));
  core::Switches switches = window.app().session().switches;
  switches.ignored = {1};
  begin(window, ui::SetSwitches{switches, "Ignore a word", false});
  EXPECT_TRUE(window.app().session().switches.ignored.empty());
  window.app().finish_run();
  EXPECT_FALSE(outdated(window));
  EXPECT_EQ(window.trace().tokens.size(), 903U);
  begin(window, ui::PutEdits{{edit_of(Site::X, -1, -1, 1, 0, 0.5F)}, "Change x", false});
  ASSERT_EQ(window.edits().size(), 1U);
  EXPECT_EQ(window.edits()[0].row_text, "dog");
}

TEST(LongRuns, AnEditOutsideWhatIsShownIsAMessage) {
  AppGui window({.model = "", .sentence = "The cat sat.", .word = "sat"});
  begin(window, ui::PutEdits{{edit_of(Site::X, -1, -1, 9, 0, 0.5F)}, "Change x", false});
  EXPECT_THAT(last_message(window), HasSubstr("token 9 does not exist"));
  EXPECT_TRUE(window.edits().empty());
  ASSERT_NE(window.app().trace(), nullptr);
}

TEST(LongRuns, ASwitchThatCannotBeChangesNothingAlsoWhereTheRunIsLong) {
  AppGui window({.model = "", .sentence = long_text(), .word = ""});
  const core::TracePointer shown = window.app().trace();
  const std::string undo = window.undo_name();
  core::Switches switches = window.app().session().switches;
  switches.temperature = 0;
  begin(window, ui::SetSwitches{switches, "Temperature 0", false});
  EXPECT_THAT(last_message(window), HasSubstr("temperature"));
  window.app().finish_run();
  EXPECT_EQ(window.app().trace(), shown);
  EXPECT_EQ(window.app().session().switches.temperature, 1);
  EXPECT_EQ(window.undo_name(), undo);
}

TEST(LongRuns, AnEditWhoseRunOverflowsIsTakenBackAndTheMapStays) {
  AppGui window({.model = "", .sentence = long_text(), .word = ""});
  const core::TracePointer shown = window.app().trace();
  const std::string undo = window.undo_name();
  begin(window, ui::PutEdits{{edit_of(Site::X, -1, -1, 0, core::kAllComponents, 3e38F)}, "Change x", false});
  ASSERT_TRUE(computing(window));
  window.app().finish_run();
  EXPECT_EQ(window.app().trace(), shown);
  EXPECT_TRUE(window.edits().empty());
  EXPECT_EQ(window.undo_name(), undo);
  EXPECT_NE(last_message(window), "");
}

TEST(LongRuns, ACancelledEditIsTakenBackAndTheNextOneIsTaken) {
  AppGui window({.model = "", .sentence = long_text(), .word = ""});
  const core::TracePointer shown = window.app().trace();
  const std::string undo = window.undo_name();
  begin(window, ui::PutEdits{{edit_of(Site::X, -1, -1, 0, 0, 0.5F)}, "Change x", false});
  ASSERT_TRUE(computing(window));
  begin(window, ui::CancelRun{});
  EXPECT_FALSE(computing(window));
  EXPECT_TRUE(window.edits().empty());
  EXPECT_EQ(window.undo_name(), undo);
  EXPECT_EQ(window.app().trace(), shown);
  window.ask(ui::PutEdits{{edit_of(Site::X, -1, -1, 1, 0, 0.5F)}, "Change x", false});
  EXPECT_EQ(window.edits().size(), 1U);
  EXPECT_EQ(window.trace().run.edits.size(), 1U);
}

TEST(LongRuns, AModelWhoseFirstRunIsCancelledIsNotChosen) {
  AppGui window({.model = "three-words", .sentence = long_text(), .word = "sat"});
  begin(window, ui::ChooseModel{"glass-box"});
  ASSERT_TRUE(computing(window));
  begin(window, ui::CancelRun{});
  EXPECT_EQ(window.app().session().model, "three-words");
  EXPECT_FALSE(outdated(window));
  begin(window, ui::ChooseModel{"glass-box"});
  EXPECT_TRUE(computing(window)) << "it can be chosen again";
  window.app().finish_run();
  EXPECT_EQ(window.trace().config().id, "glass-box");
}

TEST(LongRuns, TheRunBeforeTheEditsComesWithTheEditedOne) {
  AppGui window({.model = "", .sentence = long_text(), .word = ""});
  const core::TracePointer shown = window.app().trace();
  window.ask(ui::PutEdits{{edit_of(Site::X, -1, -1, 0, 0, 0.5F)}, "Change x", false});
  EXPECT_EQ(window.app().panel_input().before, shown.get());
  EXPECT_EQ(window.trace().run.edits.size(), 1U);
  window.ask(ui::SetSentence{long_text("A dog: "), false});
  ASSERT_EQ(window.trace().run.edits.size(), 1U);
  const core::AttentionTrace* before = window.app().panel_input().before;
  ASSERT_NE(before, nullptr);
  EXPECT_TRUE(before->run.edits.empty());
  EXPECT_EQ(before->tokens.size(), window.trace().tokens.size());
}

TEST(LongRuns, TheSelectionFollowsItsWordIntoTheTextThatIsStillComputed) {
  AppGui window({.model = "", .sentence = "The cat sat.", .word = "cat"});
  begin(window, ui::SetSentence{"And The cat sat. " + long_text(), false});
  ASSERT_TRUE(computing(window));
  window.gui().frames(1);
  begin(window, ui::SetSentence{"And again The cat sat. " + long_text(), true});
  window.gui().frames(1);
  window.app().finish_run();
  EXPECT_EQ(window.selection().query, 3);
}

TEST(LongRuns, TheListOfEditsNamesItsWordsWhileTheirRunIsUnderWay) {
  AppGui window({.model = "", .sentence = "The cat sat.", .word = "cat"});
  window.ask(ui::PutEdits{{edit_of(Site::X, -1, -1, 1, 0, 0.5F)}, "Change x", false});
  begin(window, ui::SetSentence{"And then a very old cat sat. " + repeated("a dog ran", 300), false});
  ASSERT_TRUE(computing(window));
  ASSERT_EQ(window.edits().at(0).edit.row, 5) << "there is no such word in what is shown";
  window.view().transient.overlay = ui::Overlay::Edits;
  window.gui().frames(1);
  if (outdated(window)) {
    EXPECT_FALSE(window.gui().item("edits.jump.0").enabled);
  }
  EXPECT_THAT(ui::edit_text(window.app().panel_input(), window.edits()[0]), HasSubstr("of x of “cat” to 0.50"));
}

TEST(LongRuns, ARestoredLongRunIsComputedBesideTheWindow) {
  const support::TemporaryFolder folder;
  core::Session session;
  session.sentence = long_text();
  session.selection.layer = 1;
  session.selection.head = 2;
  session.selection.query = 700;
  session.selection.key = 3;
  const app::Store store = app::store_in(folder.path());
  core::write_session_file(store.session_file, session);
  const std::filesystem::path root = HEED_SOURCE_DIR;
  app::App app(root / "assets", root / "sentences", store, app::Surroundings{});
  EXPECT_TRUE(app.panel_input().computing);
  EXPECT_EQ(app.trace(), nullptr);
  EXPECT_THAT(app.panel_input().empty_reason, HasSubstr("Computing"));
  app.finish_run();
  ASSERT_NE(app.trace(), nullptr);
  EXPECT_EQ(app.panel_input().empty_reason, "");
  EXPECT_EQ(app.view().selection, session.selection);
}

TEST(LongRuns, ACancelledStartSaysHowToGoOn) {
  AppGui window;
  core::Session session = window.app().session();
  session.sentence = long_text();
  window.app().open_session(session, false);
  begin(window, ui::CancelRun{});
  EXPECT_THAT(window.app().panel_input().empty_reason, HasSubstr("cancelled"));
  window.ask(ui::SetSentence{"The cat sat.", false});
  EXPECT_EQ(window.app().panel_input().empty_reason, "");
}

TEST(LongRuns, TheSecondTextOfAnotherModelIsNotComparedWithThisOne) {
  AppGui window({.model = "three-words", .sentence = "", .word = "sat"});
  window.ask(ui::SetSentence{"cat sat", false});  // what was typed stays with the next model
  window.view().persisted.row_view = ui::RowView::Compare;
  window.gui().frames(2);
  window.ask(ui::CompareWith{repeated("The cat sat", 300)});
  ASSERT_NE(window.app().panel_input().compared, nullptr);
  begin(window, ui::ChooseModel{"glass-box"});
  for (int frame = 0; frame < 3; ++frame) {
    window.gui().frames(1);
    const ui::PanelInput input = window.app().panel_input();
    if (input.compared != nullptr) {
      EXPECT_EQ(input.compared->run.model, input.trace->run.model);
    }
  }
  window.app().finish_run();
  window.gui().frames(1);
  const ui::PanelInput input = window.app().panel_input();
  ASSERT_NE(input.compared, nullptr) << input.compare_problem;
  EXPECT_EQ(input.compared->run.model, input.trace->run.model);
}

TEST(LongRuns, WhereMemoryRanOutTheReasonIsInPlainWords) {
  EXPECT_THAT(app::reason_of(std::bad_alloc()), HasSubstr("memory"));
  EXPECT_EQ(app::reason_of(std::runtime_error("so")), "so");
}

}  // namespace
