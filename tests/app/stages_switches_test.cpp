// The switches of the walkthrough in the real program: scale, mask, softmax, temperature; reset; before, difference.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "tests/support/app_gui.h"

namespace {

using support::AppGui;

AppGui three_words() {
  return AppGui({.model = "three-words", .sentence = "", .word = "sat"});
}
AppGui glass_box() {
  return AppGui({.model = "", .sentence = "", .word = "it"});
}

const core::Switches& switches(AppGui& window) {
  return window.app().session().switches;
}

// Opens a menu of the strip and chooses.
void choose(AppGui& window, const std::string& control, const std::string& choice) {
  window.gui().click(control);
  window.gui().click(control + "/" + choice);
  window.app().finish_run();
  window.gui().frames(3);
}

TEST(StagesSwitches, TheMaskIsATermOnlyWhereItHidesSomething) {
  AppGui window = three_words();
  window.gui().click("words.1");
  EXPECT_FALSE(window.gui().has("formula.mask"));
  choose(window, "switch.mask", "causal");
  window.gui().click("formula.mask");
  EXPECT_EQ(window.view().persisted.stage, ui::Stage::Mask);
  EXPECT_TRUE(std::isinf(window.head().scaled(1, 2)));
}

TEST(StagesSwitches, TheScaleSwitchReachesTheTraceAndIsUndone) {
  AppGui window = three_words();
  const core::Matrix before = window.head().weights;
  choose(window, "switch.scale", "sqrt");
  EXPECT_EQ(switches(window).scale, core::ScaleKind::Sqrt);
  EXPECT_NEAR(window.head().weights(2, 1), 0.3592, 5e-5);
  EXPECT_EQ(window.undo_name(), "Scale: ÷ √d_k");
  window.undo();
  EXPECT_EQ(window.head().weights, before);
}

TEST(StagesSwitches, ADivisorCanBeTyped) {
  AppGui window = three_words();
  window.gui().click("switch.scale");
  window.gui().click("switch.scale/number");
  window.gui().frames(3);
  window.gui().key(ImGuiKey_A, ImGuiMod_Ctrl);
  window.gui().type("2,5");
  window.gui().key(ImGuiKey_Enter);
  window.app().finish_run();
  EXPECT_EQ(switches(window).scale, core::ScaleKind::Number);
  EXPECT_FLOAT_EQ(switches(window).divisor, 2.5F);
  EXPECT_NEAR(window.head().scaled(2, 1), 0.89 / 2.5, 1e-6);
}

TEST(StagesSwitches, EveryKindOfSoftmaxReachesTheTrace) {
  AppGui window = three_words();
  choose(window, "switch.softmax", "hard");
  EXPECT_EQ(window.head().weights(2, 1), 1);
  EXPECT_EQ(window.undo_name(), "Softmax: hard");
  choose(window, "switch.softmax", "uniform");
  EXPECT_FLOAT_EQ(window.head().weights(2, 0), 1.0F / 3);
  choose(window, "switch.softmax", "none");
  EXPECT_EQ(window.head().weights, window.head().scaled);
  choose(window, "switch.softmax", "soft");
  EXPECT_NEAR(window.head().weights(2, 1), 0.3784, 5e-5);
}

TEST(StagesSwitches, SoftmaxOfOneHeadLeavesTheOthersAlone) {
  AppGui window = glass_box();
  const core::Index layer = window.selection().layer;
  const core::Index head = window.selection().head;
  const core::Index other = head == 0 ? 1 : 0;
  const core::Matrix before = window.trace().head(layer, other).weights;
  choose(window, "switch.softmax", "head/uniform");
  EXPECT_EQ(switches(window).softmax, core::SoftmaxKind::Soft);
  EXPECT_FLOAT_EQ(window.head().weights(7, 0), 1.0F / static_cast<float>(window.trace().tokens.size()));
  EXPECT_EQ(window.trace().head(layer, other).weights, before);
  choose(window, "switch.softmax", "head/all");
  EXPECT_TRUE(switches(window).head_softmax.empty());
}

TEST(StagesSwitches, TheTemperatureIsDraggedTypedAndSetBack) {
  AppGui window = three_words();
  window.gui().click("switch.temperature");
  window.gui().drag("switch.temperature.slider", 60, 0);
  window.app().finish_run();
  const float dragged = switches(window).temperature;
  EXPECT_GT(dragged, 1);
  EXPECT_NEAR(window.head().scaled(2, 1), 0.89 / static_cast<double>(dragged), 1e-5);
  window.undo();
  EXPECT_EQ(switches(window).temperature, 1) << "one drag is one undo step";
  if (!window.gui().has("switch.temperature.number")) window.gui().click("switch.temperature");
  window.gui().click("switch.temperature.number");
  window.gui().key(ImGuiKey_A, ImGuiMod_Ctrl);
  window.gui().type("0.5");
  window.gui().key(ImGuiKey_Enter);
  window.app().finish_run();
  window.gui().frames(2);
  EXPECT_FLOAT_EQ(switches(window).temperature, 0.5F);
  window.gui().click("switch.temperature.one");
  EXPECT_EQ(switches(window).temperature, 1);
}

TEST(StagesSwitches, ResetTakesBackTheFourSwitchesAndLeavesIgnoredWords) {
  AppGui window = three_words();
  core::Switches changed = switches(window);
  changed.ignored = {0};
  window.ask(ui::SetSwitches{changed, "Ignore “The”", false});
  EXPECT_FALSE(window.gui().item("switch.reset").enabled);
  choose(window, "switch.softmax", "hard");
  choose(window, "switch.mask", "causal");
  window.gui().click("switch.reset");
  EXPECT_EQ(switches(window).softmax, core::SoftmaxKind::Soft);
  EXPECT_EQ(switches(window).mask, core::MaskKind::Model);
  EXPECT_EQ(switches(window).ignored, std::set<core::Index>{0});
}

TEST(StagesSwitches, BeforeIsShownAsLongAsItsButtonIsHeld) {
  AppGui window = three_words();
  EXPECT_FALSE(window.gui().item("switch.before").enabled);
  core::Edit edit;
  edit.site = core::Site::Score;
  edit.layer = edit.head = 0;
  edit.row = 2;
  edit.column = 1;
  edit.value = 4;
  window.ask(ui::PutEdits{{edit}, "Set a score", false});
  window.gui().press("switch.before");
  EXPECT_TRUE(window.view().transient.show_before);
  window.gui().frames(5);
  EXPECT_TRUE(window.view().transient.show_before);
  window.gui().release();
  EXPECT_FALSE(window.view().transient.show_before);
  window.gui().click("switch.difference");
  EXPECT_TRUE(window.view().transient.show_difference);
}

}  // namespace
