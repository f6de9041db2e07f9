// The views that compare, measure and train, in the real program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <thread>

#include "core/attention/cost.h"
#include "core/attention/edit_site.h"
#include "core/attention/forward.h"
#include "tests/support/app_gui.h"
#include "ui/panels/view_training.h"
#include "ui/row_views_memory.h"
#include "ui/widgets/colormap.h"

namespace {

using core::Index;
using support::AppGui;
using testing::HasSubstr;
using ui::RowView;

constexpr const char* kTired = "The animal didn't cross the road because it was too tired.";
constexpr const char* kWide = "The animal didn't cross the road because it was too wide.";

struct ComparingWindow : AppGui {
  ComparingWindow() : AppGui({.model = "", .sentence = kTired, .word = "it"}) {
    view().persisted.row_view = RowView::Compare;
    gui().frames(4);
  }
};

TEST(CompareView, ALibrarySentenceIsComparedWithItsPartnerAndTheRowTurnsOver) {
  ComparingWindow window;
  const ui::PanelInput input = window.app().panel_input();
  ASSERT_NE(input.compared, nullptr);
  EXPECT_EQ(input.compare_text, kWide);
  const core::Selection at = window.selection();
  Index most = -1;
  input.compared->head(at.layer, at.head).weights.row(at.query).maxCoeff(&most);
  EXPECT_EQ(input.compared->tokens[static_cast<std::size_t>(most)].text, "road");
  window.head().weights.row(at.query).maxCoeff(&most);
  EXPECT_EQ(window.trace().tokens[static_cast<std::size_t>(most)].text, "animal");
}

TEST(CompareView, SwitchesAndEditsInForceApplyToBoth) {
  ComparingWindow window;
  core::Switches switches = window.app().session().switches;
  switches.softmax = core::SoftmaxKind::Uniform;
  window.ask(ui::SetSwitches{switches, "Uniform"});
  core::Edit edit;
  edit.site = core::Site::X;
  edit.row = 1;
  edit.column = 0;
  edit.value = 0.5F;
  window.ask(ui::PutEdits{{edit}, "Edit"});
  const core::AttentionTrace* compared = window.app().panel_input().compared;
  ASSERT_NE(compared, nullptr);
  EXPECT_EQ(compared->run.switches.softmax, core::SoftmaxKind::Uniform);
  ASSERT_EQ(compared->run.edits.size(), 1U);
  EXPECT_EQ(compared->run.edits[0].row, 1);
  // It is the same as computing the other text by itself.
  core::RunInput alone = window.trace().run;
  alone.sentence = kWide;
  EXPECT_EQ(core::compute_trace(alone)->output, compared->output);
}

TEST(CompareView, ATypedTextIsComparedAndSwapExchangesTheTwo) {
  AppGui window({.model = "", .sentence = "The cat slept.", .word = "cat"});
  window.view().persisted.row_view = RowView::Compare;
  window.gui().frames(3);
  EXPECT_EQ(window.app().panel_input().compared, nullptr);
  window.gui().click("compare.text");
  window.gui().type("The dog slept.");
  window.gui().frames(2);
  ASSERT_NE(window.app().panel_input().compared, nullptr);
  window.gui().click("compare.swap");
  window.app().finish_run();
  window.gui().frames(3);
  EXPECT_EQ(window.app().session().sentence, "The dog slept.");
  EXPECT_EQ(window.app().panel_input().compare_text, "The cat slept.");
}

TEST(CompareView, ATextThatTheModelCannotReadSaysWhyAndChangesNothing) {
  AppGui window({.model = "three-words", .sentence = "", .word = "sat"});
  window.view().persisted.row_view = RowView::Compare;
  window.ask(ui::CompareWith{"The dog sat"});
  EXPECT_EQ(window.app().panel_input().compared, nullptr);
  EXPECT_THAT(window.app().panel_input().compare_problem, HasSubstr("dog"));
  EXPECT_EQ(window.app().session().sentence, "The cat sat");
  EXPECT_NE(window.app().trace(), nullptr);
}

TEST(CompareView, ALinePicksItsKey) {
  ComparingWindow window;
  window.gui().click("compare.row.5");
  EXPECT_EQ(window.selection().key, 5);
}

TEST(CompareView, NothingIsComputedWhileItIsNotShown) {
  ComparingWindow window;
  window.gui().key(ImGuiKey_1, ImGuiMod_Ctrl);
  window.gui().frames(2);
  EXPECT_EQ(window.app().panel_input().compared, nullptr);
}

TEST(PathsView, TheKernelAndTheWhatIfAreChangedAndKept) {
  AppGui window({.model = "", .sentence = "", .word = "it"});
  window.view().persisted.row_view = RowView::Paths;
  window.gui().frames(2);
  window.gui().click("paths.kernel.more");
  EXPECT_EQ(window.view().persisted.path_kernel, 5);
  window.gui().click("paths.kernel.less");
  EXPECT_FALSE(window.gui().item("paths.kernel.less").enabled);
  window.gui().double_click("paths.what_if");
  window.gui().key(ImGuiKey_A, ImGuiMod_Ctrl);
  window.gui().type("200");
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(2);
  EXPECT_EQ(window.view().persisted.path_what_if, 200);
  EXPECT_TRUE(window.gui().has("paths.rnn"));
}

TEST(CostView, MeasuresBesideTheWindowAndShowsItsPoints) {
  AppGui window({.model = "three-words", .sentence = "", .word = "sat"});
  window.view().persisted.row_view = RowView::Cost;
  window.gui().frames(2);
  EXPECT_EQ(window.app().panel_input().cost, nullptr);
  EXPECT_FALSE(window.gui().has("cost.plot"));
  window.gui().click("cost.measure");
  EXPECT_TRUE(window.app().panel_input().measuring);
  for (int i = 0; i < 1200 && window.app().panel_input().measuring; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    window.gui().frames(1);
  }
  const core::CostCurves* cost = window.app().panel_input().cost;
  ASSERT_NE(cost, nullptr);
  EXPECT_EQ(static_cast<Index>(cost->points.size()), cost->planned);
  EXPECT_EQ(cost->shape, (core::CostShape{3, 1}));
  EXPECT_TRUE(window.gui().has("cost.plot"));
  window.gui().right_click("cost.plot");
  window.gui().click("value.menu.matrix/tsv");
  EXPECT_EQ(std::count(window.copied().begin(), window.copied().end(), '\n'), cost->planned - 1) << "a line a length";
}

TEST(CostView, ACancelledMeasurementKeepsItsPointsAndTheWindowAnswers) {
  AppGui window({.model = "", .sentence = "", .word = "it"});
  window.view().persisted.row_view = RowView::Cost;
  window.gui().frames(2);
  window.gui().click("cost.measure");
  window.gui().click("cost.measure");
  EXPECT_FALSE(window.app().panel_input().measuring);
  const core::CostCurves* cost = window.app().panel_input().cost;
  ASSERT_NE(cost, nullptr);
  EXPECT_LT(static_cast<Index>(cost->points.size()), cost->planned);
}

struct TrainingWindow : AppGui {
  explicit TrainingWindow(const char* model = "four-by-three", const char* word = "bees")
      : AppGui({.model = model, .sentence = "", .word = word}) {
    view().persisted.row_view = RowView::Training;
    gui().frames(2);
  }
};

ui::TrainingMemory& memory(AppGui& window) {
  return ui::row_views_memory(window.view()).training;
}

TEST(TrainingView, ADraggedHandlePaintsATargetThatSumsToOne) {
  TrainingWindow window;
  const double before = memory(window).target(1);
  window.gui().drag("train.target.1", 60, 0);
  EXPECT_GT(memory(window).target(1), before);
  EXPECT_NEAR(memory(window).target.sum(), 1, 1e-9);
  EXPECT_TRUE(window.edits().empty());  // painting changes nothing of the run
}

TEST(TrainingView, StepsLowerTheLossAndResetGoesBack) {
  TrainingWindow window;
  core::paint_target(memory(window).target, memory(window).row.allowed, 0, 0.8);
  window.gui().click("train.step");
  window.gui().click("train.step");
  window.gui().click("train.step");
  const auto& losses = memory(window).losses;
  ASSERT_EQ(losses.size(), 4U);
  EXPECT_LT(losses[3], losses[1]);
  window.gui().click("train.reset");
  EXPECT_EQ(memory(window).losses.size(), 1U);
  EXPECT_EQ(memory(window).row.w_q, memory(window).start.w_q);
  EXPECT_NEAR(memory(window).target(0), 0.8, 1e-9);
}

TEST(TrainingView, CurveAndRowsOfferTheirNumbersToCopy) {
  TrainingWindow window;
  window.gui().click("train.step");
  window.gui().right_click("train.loss");
  window.gui().click("value.menu.row/tsv");
  EXPECT_EQ(std::count(window.copied().begin(), window.copied().end(), '\t'), 1) << "the losses before and after";
  window.gui().right_click("train.now.1");
  window.gui().click("value.menu.matrix/tsv");
  EXPECT_EQ(std::count(window.copied().begin(), window.copied().end(), '\n'), 1) << "now and target";
  window.gui().right_click("train.share.1");
  EXPECT_TRUE(window.gui().has("value.menu.value/tsv"));
}

TEST(TrainingView, PlayRunsByItselfAndKeptEntriesAreOneUndoStep) {
  TrainingWindow window;
  core::paint_target(memory(window).target, memory(window).row.allowed, 0, 0.6);
  window.gui().click("train.play");
  EXPECT_TRUE(window.app().wants_frames());
  window.gui().frames(600);
  window.gui().click("train.play");
  EXPECT_FALSE(memory(window).playing);
  const core::DoubleVector trained = core::row_weights(memory(window).row);
  EXPECT_NEAR(trained(0), 0.6, 0.05);
  window.gui().click("train.keep");
  window.app().finish_run();
  window.gui().frames(2);
  EXPECT_EQ(window.undo_name(), "Keep the trained W_Q and W_K of Attention");
  for (Index key = 0; key < 3; ++key) {
    EXPECT_NEAR(static_cast<double>(window.head().weights(0, key)), trained(key), 1e-4);
  }
  for (const core::SessionEdit& one : window.edits()) {
    EXPECT_TRUE(one.edit.site == core::Site::WQ || one.edit.site == core::Site::WK);
  }
  window.undo();
  EXPECT_TRUE(window.edits().empty());
}

TEST(TrainingView, HardAttentionSaysThatItHasNoGradientAndOffersTheWayOut) {
  TrainingWindow window;
  core::Switches switches = window.app().session().switches;
  switches.softmax = core::SoftmaxKind::Hard;
  window.ask(ui::SetSwitches{switches, "Hard"});
  EXPECT_FALSE(window.gui().has("train.step"));
  window.gui().click("train.soft");
  window.gui().frames(2);
  EXPECT_EQ(window.app().session().switches.softmax, core::SoftmaxKind::Soft);
  EXPECT_TRUE(window.gui().has("train.step"));
}

TEST(TrainingView, WhatALessonAskedOfARowThatCannotBeTrainedIsNotDoneInAnother) {
  TrainingWindow window;
  core::Switches switches = window.app().session().switches;
  switches.softmax = core::SoftmaxKind::Hard;
  window.ask(ui::SetSwitches{switches, "Hard"});
  ui::row_views_memory(window.view()).deeds = {core::TrainDeed{5}};
  window.gui().frames(2);
  window.gui().click("train.soft");
  window.gui().frames(2);
  ASSERT_TRUE(window.gui().has("train.step"));
  EXPECT_EQ(memory(window).losses.size(), 1U) << "no step was taken";
}

TEST(TrainingView, AHeadOfTheGlassBoxLearnsItsTargetAndIsKept) {
  TrainingWindow window("", "it");
  core::paint_target(memory(window).target, memory(window).row.allowed, 5, 0.7);
  ui::restart_training(memory(window));
  window.gui().click("train.play");
  window.gui().frames(200);
  window.gui().click("train.play");
  const double left = memory(window).losses.back() - core::least_loss(memory(window).target);
  const double at_first = memory(window).losses.front() - core::least_loss(memory(window).target);
  EXPECT_LT(left, 0.1 * at_first);
  window.gui().click("train.keep");
  window.app().finish_run();
  window.gui().frames(3);
  EXPECT_GT(window.edits().size(), 100U);
}

TEST(CompareView, ItsMapsShowWeightsBelowZeroWhereSoftmaxIsOff) {
  AppGui window({.model = "three-words", .sentence = "", .word = "sat"});
  core::Switches none;
  none.softmax = core::SoftmaxKind::None;
  window.ask(ui::SetSwitches{none, "Softmax off"});
  const core::Edit edit = core::head_edit(core::Site::Score, 0, 0, 0, 1, -3);
  window.ask(ui::PutEdits{{edit}, "Score", false});
  window.view().persisted.row_view = RowView::Compare;
  window.ask(ui::CompareWith{"The cat sat"});
  ASSERT_LT(window.head().weights(0, 1), -1);
  const ImRect map = window.gui().item("compare.map.first").rect;
  const float cell = map.GetWidth() / 3;
  const std::uint32_t color = window.gui().picture().color_at(static_cast<int>(map.Min.x + 1.5F * cell),
                                                              static_cast<int>(map.Min.y + 0.5F * cell));
  const float full = window.head().weights.cwiseAbs().maxCoeff();
  EXPECT_EQ(color, ui::sample_signed(ui::Theme::Light, window.head().weights(0, 1) / full));
}

}  // namespace
