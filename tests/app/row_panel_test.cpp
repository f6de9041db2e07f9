#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/app_gui.h"
#include "ui/widgets/weight_sliders.h"

namespace {

using support::AppGui;

constexpr float kPixel = 1.0F;

AppGui three_words() {
  return AppGui({.model = "three-words", .sentence = "", .word = "sat"});
}

core::Vector row_of(AppGui& window) {
  return window.head().weights.row(window.selection().query);
}

TEST(RowPanel, ADraggedSliderGivesTheWeightUnderThePointerAndTheRestFollows) {
  AppGui window = three_words();
  const core::Vector before = row_of(window);
  const ui::Item bar = window.gui().item("row.slider.1");
  window.gui().drag("row.slider.1", 40, 0);
  const core::Vector after = row_of(window);
  const float knob = ui::knob_position(window.gui().gui().style(), bar.rect, after(1));
  EXPECT_NEAR(knob, bar.shown.GetCenter().x + 40, kPixel);
  EXPECT_NEAR(after.sum(), 1, 1e-6);
  EXPECT_NEAR(after(0) / after(2), before(0) / before(2), 1e-5);
  ASSERT_EQ(window.edits().size(), 1U);
  EXPECT_EQ(window.edits()[0].edit.site, core::Site::Score);
}

TEST(RowPanel, OneDragIsOneNamedUndoStepThatReturnsEveryValue) {
  AppGui window = three_words();
  const core::Matrix before = window.head().weights;
  const core::Matrix output = window.head().output;
  window.gui().drag("row.slider.0", 60, 0);
  ASSERT_NE(window.head().weights, before);
  EXPECT_EQ(window.undo_name(), "Relevance of “The” for “sat”");
  window.undo();
  EXPECT_EQ(window.head().weights, before);
  EXPECT_EQ(window.head().output, output);
  EXPECT_TRUE(window.edits().empty());
}

TEST(RowPanel, AKnobTakenWithoutMovingChangesNothing) {
  AppGui window = three_words();
  const ui::Item bar = window.gui().item("row.slider.1");
  const float knob = ui::knob_position(window.gui().gui().style(), bar.rect, row_of(window)(1));
  const ImVec2 at(knob, bar.rect.GetCenter().y);
  window.gui().click_at(at);
  window.gui().drag_from(at, ImVec2(at.x + 2, at.y));
  EXPECT_TRUE(window.edits().empty()) << "a click that trembles is no drag";
}

TEST(RowPanel, ArrowKeysStepTheFocusedSliderByOnePercent) {
  AppGui window = three_words();
  const ui::Item bar = window.gui().item("row.slider.1");
  const float weight = row_of(window)(1);
  const float knob = ui::knob_position(window.gui().gui().style(), bar.rect, weight);
  window.gui().click_at(ImVec2(knob, bar.rect.GetCenter().y));
  window.gui().key(ImGuiKey_RightArrow);
  EXPECT_NEAR(row_of(window)(1), weight + 0.01F, 1e-5);
  window.gui().key(ImGuiKey_LeftArrow, ImGuiMod_Shift);
  EXPECT_NEAR(row_of(window)(1), weight + 0.009F, 1e-5);
}

TEST(RowPanel, APinHoldsItsWeightWhileAnotherMovesAndIsReleased) {
  AppGui window = three_words();
  const float held = row_of(window)(0);
  window.gui().click("row.pin.0");
  ASSERT_EQ(window.edits().size(), 1U);
  EXPECT_EQ(window.edits()[0].edit.site, core::Site::Weight);
  const float before = row_of(window)(1);
  window.gui().drag("row.slider.1", 40, 0);
  EXPECT_GT(row_of(window)(1), before + 0.02F);
  ASSERT_EQ(window.edits().size(), 2U);
  EXPECT_EQ(window.edits()[1].edit.site, core::Site::Score) << "what is dragged is not pinned";
  EXPECT_NEAR(row_of(window)(0), held, 1e-6);
  EXPECT_NEAR(row_of(window).sum(), 1, 1e-6);
  window.gui().click("row.pin.0");
  for (const core::SessionEdit& one : window.edits()) EXPECT_NE(one.edit.column, 0);
}

TEST(RowPanel, APinLeavesTheSelectedKeyAndSoDoesItsUndo) {
  AppGui window;
  ASSERT_EQ(window.selection().key, 1);
  for (const char* pin : {"row.pin.1", "row.pin.5"}) {
    window.gui().click(pin);
    EXPECT_EQ(window.edits().size(), 1U);
    EXPECT_EQ(window.selection().key, 1) << pin;
    EXPECT_EQ(window.app().session().selection.key, 1) << pin;
    window.undo();
    EXPECT_EQ(window.selection().key, 1) << pin;
  }
}

TEST(RowPanel, AWeightIsTypedWithADecimalCommaOrAPercentSign) {
  AppGui window = three_words();
  window.gui().double_click("row.value.1");
  window.gui().type("0,5");
  window.gui().key(ImGuiKey_Enter);
  EXPECT_NEAR(row_of(window)(1), 0.5F, 1e-5);
  window.gui().wait(0.5F);  // else the next click would be the third of a row
  window.gui().double_click("row.value.1");
  window.gui().type("25 %");
  window.gui().key(ImGuiKey_Enter);
  EXPECT_NEAR(row_of(window)(1), 0.25F, 1e-5);
  EXPECT_NEAR(row_of(window).sum(), 1, 1e-6);
}

TEST(RowPanel, EnterOnANumberThatWasNotChangedIsNoEdit) {
  AppGui window = three_words();
  const std::string before = window.undo_name();
  window.gui().double_click("row.value.1");
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(2);
  EXPECT_TRUE(window.edits().empty());
  EXPECT_EQ(window.undo_name(), before);
  EXPECT_EQ(window.gui().item("row.value.1").role, "number") << "it is closed";
}

TEST(RowPanel, TextThatIsNoNumberKeepsTheFieldOpenWithAMessageAndEscCloses) {
  AppGui window = three_words();
  const core::Vector before = row_of(window);
  window.gui().double_click("row.value.1");
  window.gui().type("much");
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(3);
  EXPECT_EQ(window.view().transient.word.numbers.text, "much");
  EXPECT_NE(window.gui().item("row.value.1.message").tooltip.find("not a number"), std::string::npos);
  EXPECT_TRUE(window.edits().empty());
  window.gui().key(ImGuiKey_Escape);
  EXPECT_TRUE(window.view().transient.word.numbers.typing.empty());
  EXPECT_EQ(row_of(window), before);
}

TEST(RowPanel, AWeightOutsideTheAxisIsRefusedInWords) {
  AppGui window = three_words();
  window.gui().double_click("row.value.1");
  window.gui().type("1.5");
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(3);
  EXPECT_NE(window.gui().item("row.value.1.message").tooltip.find("0.999"), std::string::npos);
  EXPECT_TRUE(window.edits().empty());
}

TEST(RowPanel, TheWheelNeverEdits) {
  AppGui window = three_words();
  window.gui().wheel("row.slider.1", 3);
  window.gui().wheel("row.value.1", -3);
  EXPECT_TRUE(window.edits().empty());
}

TEST(RowPanel, TheNumbersHaveRoomForTheDecimalsThatAreAskedFor) {
  AppGui window = three_words();
  const float narrow = window.gui().item("row.value.1").rect.GetWidth();
  ui::Style& style = window.gui().gui().style();
  style.cell_decimals += 2;
  window.gui().frames(2);
  const float two_more = ui::text_width(style, ui::TextRole::NumberBold, "00");
  EXPECT_GE(window.gui().item("row.value.1").rect.GetWidth(), narrow + two_more - 1);
}

TEST(RowPanel, ClickingANameSelectsTheKey) {
  AppGui window = three_words();
  window.gui().click("row.name.2");
  EXPECT_EQ(window.selection().key, 2);
  EXPECT_TRUE(window.edits().empty());
}

TEST(RowPanel, GivenWeightsAreMarkedAndADragHoldsAnotherWeight) {
  AppGui window({.model = "given-weights", .sentence = "", .word = "it"});
  EXPECT_EQ(window.gui().item("row.pin.0").role, "mark");
  window.gui().drag("row.slider.0", -20, 0);
  ASSERT_EQ(window.edits().size(), 1U);
  EXPECT_EQ(window.edits()[0].edit.site, core::Site::Weight);
  EXPECT_NEAR(row_of(window)(0), window.edits()[0].edit.value, 1e-6);
  EXPECT_NEAR(row_of(window)(1) / row_of(window)(2), 2, 1e-4);
  EXPECT_NEAR(row_of(window).sum(), 1, 1e-6);
}

TEST(RowPanel, SlidersRestUntilSoftmaxIsSoftAndOneClickMakesItSo) {
  AppGui window = three_words();
  core::Switches switches;
  switches.softmax = core::SoftmaxKind::Uniform;
  window.ask(ui::SetSwitches{switches, "Uniform", false});
  EXPECT_FALSE(window.gui().item("row.slider.1").enabled);
  window.gui().click("row.remedy");
  EXPECT_EQ(window.app().session().switches.softmax, core::SoftmaxKind::Soft);
  EXPECT_TRUE(window.gui().item("row.slider.1").enabled);
}

TEST(RowPanel, AnAverageIsReadOnlyAndLeadsBackToAHead) {
  AppGui window = three_words();
  window.view().selection.map = core::MapKind::MeanOverAll;
  window.gui().frames(2);
  EXPECT_FALSE(window.gui().item("row.slider.1").enabled);
  window.gui().click("row.remedy");
  EXPECT_EQ(window.selection().map, core::MapKind::Head);
}

TEST(RowPanel, MaskedWordsCannotBeMoved) {
  AppGui window({.model = "three-words", .sentence = "", .word = "cat"});
  core::Switches switches;
  switches.mask = core::MaskKind::Causal;
  window.ask(ui::SetSwitches{switches, "Causal", false});
  EXPECT_FALSE(window.gui().item("row.slider.2").enabled);
  EXPECT_FALSE(window.gui().has("row.value.2"));
  EXPECT_TRUE(window.gui().item("row.slider.0").enabled);
}

TEST(RowPanel, TheOnlyWordLeftIsFixed) {
  AppGui window({.model = "three-words", .sentence = "cat", .word = "cat"});
  EXPECT_FALSE(window.gui().item("row.slider.0").enabled);
}

TEST(RowPanel, ResetTakesBackTheWholeRow) {
  AppGui window = three_words();
  const core::Matrix before = window.head().weights;
  window.gui().drag("row.slider.0", 30, 0);
  window.gui().drag("row.slider.1", 30, 0);
  window.gui().click("row.reset");
  EXPECT_TRUE(window.edits().empty());
  EXPECT_EQ(window.head().weights, before);
}

TEST(RowPanel, TheMenuCopiesTheRowAndPins) {
  AppGui window = three_words();
  window.gui().right_click("row.slider.1");
  window.gui().click("row.menu.1/tsv");
  EXPECT_EQ(std::count(window.copied().begin(), window.copied().end(), '\t'), 2);
  window.gui().right_click("row.slider.1");
  window.gui().click("row.menu.1/pin");
  ASSERT_EQ(window.edits().size(), 1U);
  EXPECT_EQ(window.edits()[0].edit.site, core::Site::Weight);
}

TEST(RowPanel, LookedAtByListsQueriesReadOnly) {
  AppGui window = three_words();
  window.view().persisted.ribbons = ui::RibbonDirection::LookedAtBy;
  window.gui().frames(2);
  EXPECT_FALSE(window.gui().item("row.slider.0").enabled);
  window.gui().click("row.name.0");
  EXPECT_EQ(window.selection().query, 0);
}

TEST(RowPanel, SortedRowsStayInPlaceWhileASliderIsHeld) {
  AppGui window = three_words();
  window.gui().click("row.sort");
  const float top = window.gui().item("row.slider.1").rect.Min.y;  // "cat" weighs most
  EXPECT_LT(top, window.gui().item("row.slider.0").rect.Min.y);
  const ui::Item bar = window.gui().item("row.slider.1");
  window.gui().press("row.slider.1");
  window.gui().move_to(ImVec2(bar.rect.Min.x + 10, bar.rect.GetCenter().y));
  EXPECT_LT(row_of(window)(1), row_of(window)(0));
  EXPECT_EQ(window.gui().item("row.slider.1").rect.Min.y, top);
  window.gui().release();
  window.gui().frames(2);
  EXPECT_GT(window.gui().item("row.slider.1").rect.Min.y, top);
}

}  // namespace
