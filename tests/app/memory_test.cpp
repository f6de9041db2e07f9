// Before a run that needs most of the free memory the reader is asked what it should keep, and it keeps that.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "app/commands/run_options.h"
#include "core/attention/describe.h"
#include "core/attention/memory.h"
#include "core/attention/patterns.h"
#include "core/error.h"
#include "core/sessions/session_json.h"
#include "tests/support/app_gui.h"
#include "tests/support/builders.h"
#include "tests/support/temporary_folder.h"
#include "ui/commands.h"
#include "ui/panels/pattern_notes.h"

namespace {

using core::Kept;
using support::AppGui;
using testing::HasSubstr;

constexpr std::uint64_t kMegabyte = 1'000'000;

std::string long_text() {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "the cat sat ";
  return text;  // 900 words: 146 MB of numbers in the glass box
}

AppGui small_machine(std::uint64_t megabytes) {
  return AppGui({.model = "", .sentence = "The cat sat.", .word = "cat", .free_memory = [megabytes] {
                   return megabytes * kMegabyte;
                 }});
}

template <typename Kind>
void begin(AppGui& window, Kind request) {
  ui::Requests requests;
  requests.add(std::move(request));
  window.app().apply(requests);
  window.gui().frames(2);
}

const ui::MemoryQuestion* question(AppGui& window) {
  return window.app().memory_question();
}

TEST(Memory, ARunOfMostOfItAsksFirstAndNamesTheTrueSizes) {
  AppGui window = small_machine(240);
  const core::TracePointer shown = window.app().trace();
  begin(window, ui::SetSentence{long_text(), false});
  ASSERT_NE(question(window), nullptr);
  EXPECT_FALSE(window.app().panel_input().computing) << "nothing is computed before the answer";
  EXPECT_EQ(window.app().trace(), shown);
  EXPECT_EQ(question(window)->tokens, 900);
  EXPECT_GT(question(window)->everything, 120 * kMegabyte) << question(window)->everything;
  EXPECT_LT(question(window)->weights, question(window)->everything);
  EXPECT_LT(question(window)->stream, question(window)->weights);
  const std::uint64_t stated = question(window)->weights;
  window.gui().click("memory.weights");
  window.app().finish_run();
  window.gui().frames(2);
  EXPECT_EQ(question(window), nullptr);
  EXPECT_EQ(window.trace().tokens.size(), 900U);
  EXPECT_EQ(core::held_bytes(window.trace()), stated);
}

TEST(Memory, WhatIsNotKeptSaysSoAndIsComputedAgainWhenItIsSelected) {
  AppGui window = small_machine(240);
  begin(window, ui::SetSentence{long_text(), false});
  window.gui().click("memory.weights");
  window.app().finish_run();
  window.gui().frames(2);
  const core::Index kept = window.selection().layer;
  ASSERT_EQ(core::kept_of(*window.trace().layers[static_cast<std::size_t>(kept)]), Kept::Everything);
  const core::Index other = 1 - kept;
  ASSERT_EQ(core::kept_of(*window.trace().layers[static_cast<std::size_t>(other)]), Kept::Weights);
  window.view().selection.layer = other;
  window.view().selection.head = 0;
  window.gui().frames(1);
  const auto& items = window.gui().items().items();
  const auto says_so = [](const ui::Item& item) { return item.name.rfind("not_kept.", 0) == 0; };
  EXPECT_GE(std::count_if(items.begin(), items.end(), says_so), 3) << "row, vectors and output";
  EXPECT_TRUE(window.app().messages().empty());
  window.app().finish_run();
  window.gui().frames(2);
  EXPECT_EQ(core::kept_of(*window.trace().layers[static_cast<std::size_t>(other)]), Kept::Everything);
  EXPECT_EQ(core::kept_of(*window.trace().layers[static_cast<std::size_t>(kept)]), Kept::Weights);
  EXPECT_EQ(window.head().scores.rows(), 900);
}

TEST(Memory, OneLayerAloneLeavesTheGridAndTheAveragesStanding) {
  AppGui window = small_machine(240);
  begin(window, ui::SetSentence{long_text(), false});
  window.gui().click("memory.layer");
  window.app().finish_run();
  for (const core::MapKind map :
       {core::MapKind::Head, core::MapKind::MeanOverHeads, core::MapKind::MeanOverLayers, core::MapKind::MeanOverAll}) {
    for (core::Index layer = 0; layer < 2; ++layer) {
      window.view().selection.map = map;
      window.view().selection.layer = layer;
      window.gui().frames(3);
    }
  }
  EXPECT_TRUE(window.app().messages().empty()) << window.app().messages().back().text;
}

TEST(Memory, NothingSaysOfALayerThatWasNotKeptThatItsHeadsWaitForASecondSentence) {
  AppGui window = small_machine(240);
  begin(window, ui::SetSentence{long_text(), false});
  window.gui().click("memory.layer");
  window.app().finish_run();
  window.gui().frames(20);
  const core::Index other = 1 - window.selection().layer;
  ASSERT_EQ(core::kept_of(*window.trace().layers[static_cast<std::size_t>(other)]), Kept::Stream);
  EXPECT_THAT(core::describe_pattern(core::measure_patterns(window.trace(), other, 0)), HasSubstr("not kept"));
  EXPECT_THAT(core::describe_briefly(window.trace(), {other, 0, 0, {}}), HasSubstr("not kept"));
  EXPECT_THAT(core::describe_selection(window.trace(), {other, 0, 0, {}}), HasSubstr("not kept"));
  const core::PatternShares shares = core::measure_patterns(window.trace(), other, 0);
  EXPECT_THAT(ui::shares_note(window.app().panel_input(), other, 0, shares), HasSubstr("not kept"));
  // The line of an idle head would go through the middle.
  const ImRect thumbnail = window.gui().item("grid." + std::to_string(other) + ".0").rect;
  const app::Picture picture = window.gui().picture();
  const auto column = static_cast<int>(thumbnail.GetCenter().x);
  const int top = static_cast<int>(thumbnail.Min.y) + 6;
  for (int y = top; y < top + window.view().transient.maps.grid.side - 10; ++y) {
    EXPECT_EQ(picture.color_at(column, y), picture.color_at(column, top)) << y;
  }
}

TEST(Memory, WhereItsNumbersAreMissingAHeadIsNotDescribed) {
  AppGui window = small_machine(240);
  begin(window, ui::SetSentence{long_text(), false});
  window.gui().click("memory.weights");
  window.app().finish_run();
  window.view().selection.layer = 1 - window.selection().layer;
  const ui::PanelInput input = window.app().panel_input();
  const auto& all = ui::commands();
  const auto describe = std::find_if(all.begin(), all.end(),
                                     [](const ui::Command& one) { return std::string_view(one.id) == "describe"; });
  ASSERT_NE(describe, all.end());
  EXPECT_FALSE(ui::is_enabled(*describe, input, window.view()));
}

TEST(Memory, NumbersOfTheFormerTextAreHeldBackUntilThoseOfTheNewOneAreThere) {
  AppGui window = small_machine(240);
  window.gui().frames(2);
  EXPECT_FALSE(window.gui().has("held_back.map"));
  begin(window, ui::SetSentence{"The cat sat. " + long_text(), false});
  ASSERT_NE(question(window), nullptr) << "nothing is computed before the answer";
  EXPECT_EQ(window.gui().items().find("held_back.map"), nullptr) << "a short run flickers nothing";
  window.gui().frames(30);  // half a second
  for (const char* const panel : {"words", "map", "stages", "row"}) {
    EXPECT_TRUE(window.gui().items().find(std::string("held_back.") + panel) != nullptr) << panel;
  }
  window.gui().click("memory.weights");
  window.app().finish_run();
  window.gui().frames(2);
  EXPECT_EQ(window.gui().items().find("held_back.map"), nullptr);
}

TEST(Memory, DoNotRunLeavesEverythingAsItWas) {
  AppGui window = small_machine(240);
  const core::TracePointer shown = window.app().trace();
  begin(window, ui::SetSentence{long_text(), false});
  window.gui().click("memory.none");
  EXPECT_EQ(question(window), nullptr);
  EXPECT_EQ(window.app().trace(), shown);
  EXPECT_THAT(window.app().status(), HasSubstr("cancelled"));
  begin(window, ui::SetSentence{"The dog ran.", false});
  EXPECT_EQ(window.trace().tokens.size(), 4U);
  begin(window, ui::SetSentence{long_text(), false});
  ASSERT_NE(question(window), nullptr);
  window.gui().key(ImGuiKey_Escape);
  EXPECT_EQ(question(window), nullptr) << "closing the card is the same";
}

TEST(Memory, AnEditOfALongTextIsNotAskedAboutAgain) {
  AppGui window = small_machine(240);
  begin(window, ui::SetSentence{long_text(), false});
  window.gui().click("memory.weights");
  window.app().finish_run();
  window.gui().frames(2);
  begin(window, ui::PutEdits{{support::edit_of(core::Site::X, -1, -1, 0, 0, 0.5F)}, "Change x", false});
  EXPECT_EQ(question(window), nullptr);
  window.app().finish_run();
  EXPECT_EQ(window.trace().run.edits.size(), 1U);
  const core::Index kept = window.selection().layer;
  EXPECT_EQ(core::kept_of(*window.trace().layers[static_cast<std::size_t>(1 - kept)]), Kept::Weights);
  begin(window, ui::SetSentence{"The dog ran.", false});
  window.app().finish_run();
  EXPECT_EQ(core::kept_of(*window.trace().layers[0]), Kept::Everything) << "a short text keeps everything again";
}

TEST(Memory, AChoiceThatWouldNotFitCannotBeMade) {
  AppGui window = small_machine(100);
  begin(window, ui::SetSentence{long_text(), false});
  ASSERT_NE(question(window), nullptr);
  EXPECT_FALSE(window.gui().item("memory.everything").enabled);
  EXPECT_TRUE(window.gui().item("memory.weights").enabled);
}

TEST(Memory, WhereMemoryIsPlentyNobodyIsAsked) {
  AppGui window = small_machine(100'000);
  begin(window, ui::SetSentence{long_text(), false});
  EXPECT_EQ(question(window), nullptr);
  window.app().finish_run();
  EXPECT_EQ(window.trace().tokens.size(), 900U);
}

TEST(Memory, TheCommandLineKeepsWhatItPrintsAndRefusesWhatIsTooMuch) {
  app::RunOptions options;
  options.sentence = long_text();
  const core::RunInput run = app::make_run(options);
  const core::Keeping one{Kept::Stream, {1}};
  EXPECT_EQ(app::settle_memory(run, one, false, 1000 * kMegabyte), core::Keeping{}) << "there is room for everything";
  EXPECT_EQ(app::settle_memory(run, one, false, 240 * kMegabyte), one);
  try {
    app::settle_memory(run, one, false, 50 * kMegabyte);
    FAIL();
  } catch (const core::Error& error) {
    EXPECT_THAT(error.what(), HasSubstr(core::size_text(core::trace_bytes(run.model->config, {900, 0}, one))));
    EXPECT_THAT(error.what(), HasSubstr("--anyway"));
  }
  EXPECT_NO_THROW(app::settle_memory(run, one, true, 50 * kMegabyte));
}

TEST(Memory, ATextThatNoAnswerLetsRunIsRefusedWithoutAQuestion) {
  AppGui window = small_machine(240);
  begin(window, ui::SetSentence{long_text() + long_text() + long_text(), false});
  EXPECT_EQ(question(window), nullptr);
  EXPECT_THAT(window.app().panel_input().empty_reason, testing::HasSubstr("at most 2048"));
  EXPECT_EQ(window.app().session().sentence.size(), 3 * long_text().size());
}

TEST(Memory, TheQuestionNamesTheLayerThatWillBeLookedAt) {
  const support::TemporaryFolder folder;
  AppGui window = small_machine(240);
  core::Session session = window.app().session();
  session.sentence = long_text();
  session.selection.layer = window.selection().layer == 0 ? 1 : 0;
  session.selection.head = 0;
  const std::string file = (folder.path() / "long.json").string();
  core::write_session_file(file, session);
  window.app().open_path(file);
  ASSERT_NE(question(window), nullptr);
  EXPECT_EQ(question(window)->layer, session.selection.layer);
}

}  // namespace
