#include <gtest/gtest.h>

#include "tests/support/app_gui.h"

namespace {

using support::AppGui;

AppGui three_words() {
  return AppGui({.model = "three-words", .sentence = "", .word = "sat"});
}

const core::Matrix& x_of(AppGui& window) {
  return window.trace().layers[0]->input;
}

void show(AppGui& window, const char* tab) {
  window.gui().click(std::string("vector.tab.") + tab);
}

TEST(VectorsPanel, ADraggedBarChangesItsComponentAndUndoReturnsIt) {
  AppGui window = three_words();
  show(window, "x");
  const core::Matrix before = x_of(window);
  window.gui().drag("vector.bar.1", 30, 0);
  EXPECT_GT(x_of(window)(2, 1), before(2, 1));
  EXPECT_EQ(x_of(window)(2, 0), before(2, 0));
  EXPECT_EQ(x_of(window).row(0), before.row(0));
  ASSERT_EQ(window.edits().size(), 1U);
  EXPECT_NE(window.undo_name().find("of x(“sat”)"), std::string::npos);
  window.undo();
  EXPECT_EQ(x_of(window), before);
}

TEST(VectorsPanel, ClickingABarChangesNothing) {
  AppGui window = three_words();
  show(window, "q");
  window.gui().click("vector.bar.0");
  EXPECT_TRUE(window.edits().empty());
}

TEST(VectorsPanel, ShiftMakesADragFine) {
  AppGui window = three_words();
  show(window, "q");
  const float before = window.head().q(2, 0);
  window.gui().drag("vector.bar.0", 40, 0);
  const float coarse = window.head().q(2, 0) - before;
  window.undo();
  window.gui().wait(0.5F);  // else the second press would be a double click
  window.gui().drag("vector.bar.0", 40, 0, ImGuiMod_Shift);
  EXPECT_NEAR(window.head().q(2, 0) - before, coarse / 10, 1e-4);
}

TEST(VectorsPanel, ANumberIsTypedWithATrueMinusAndADecimalComma) {
  AppGui window = three_words();
  show(window, "q");
  window.gui().double_click("vector.value.2");
  window.gui().type("\u22120,75");
  window.gui().key(ImGuiKey_Enter);
  EXPECT_FLOAT_EQ(window.head().q(2, 2), -0.75F);
  EXPECT_EQ(window.edits()[0].edit.site, core::Site::Q);
}

TEST(VectorsPanel, AKeyIsOfTheWordThatIsLookedAtUntilTheReaderSwitches) {
  AppGui window = three_words();
  window.gui().click("row.name.0");
  show(window, "k");
  window.gui().double_click("vector.value.0");
  window.gui().type("0.5");
  window.gui().key(ImGuiKey_Enter);
  EXPECT_FLOAT_EQ(window.head().k(0, 0), 0.5F);
  window.gui().click("vector.owner.query");
  window.gui().double_click("vector.value.0");
  window.gui().type("0.25");
  window.gui().key(ImGuiKey_Enter);
  EXPECT_FLOAT_EQ(window.head().k(2, 0), 0.25F);
  EXPECT_FLOAT_EQ(window.head().k(0, 0), 0.5F);
}

TEST(VectorsPanel, APastedRowReplacesTheVectorInOneStep) {
  AppGui window = three_words();
  show(window, "x");
  const core::Matrix before = x_of(window);
  window.gui().headless().set_clipboard("0,1\t\u22120,2\t3");
  window.gui().right_click("vector.bar.1");
  window.gui().click("vector.menu.1/paste");
  EXPECT_FLOAT_EQ(x_of(window)(2, 0), 0.1F);
  EXPECT_FLOAT_EQ(x_of(window)(2, 1), -0.2F);
  EXPECT_FLOAT_EQ(x_of(window)(2, 2), 3);
  window.undo();
  EXPECT_EQ(x_of(window), before);
}

TEST(VectorsPanel, ARowOfTheWrongLengthIsRefusedInWords) {
  AppGui window = three_words();
  show(window, "x");
  window.gui().headless().set_clipboard("1 2");
  window.gui().right_click("vector.bar.1");
  window.gui().click("vector.menu.1/paste");
  EXPECT_TRUE(window.edits().empty());
  EXPECT_EQ(window.view().transient.word.vectors.message, "2 numbers do not fit 3 components.");
  window.gui().key(ImGuiKey_Escape);
  EXPECT_EQ(window.view().transient.word.vectors.message, "");
}

TEST(VectorsPanel, ResetTakesBackOneNumberOrTheVector) {
  AppGui window = three_words();
  show(window, "q");
  const core::Matrix before = window.head().q;
  window.gui().drag("vector.bar.0", 30, 0);
  window.gui().drag("vector.bar.1", 30, 0);
  window.gui().right_click("vector.bar.0");
  window.gui().click("vector.menu.0/reset");
  EXPECT_EQ(window.head().q(2, 0), before(2, 0));
  EXPECT_NE(window.head().q(2, 1), before(2, 1));
  window.gui().click("vector.reset");
  EXPECT_EQ(window.head().q, before);
}

TEST(VectorsPanel, TheStreamAfterALayerCanBeEdited) {
  AppGui window = three_words();
  show(window, "x");
  window.gui().click("vector.depth");
  window.gui().click("vector.depth/after layer 0");
  window.gui().double_click("vector.value.0");
  window.gui().type("9");
  window.gui().key(ImGuiKey_Enter);
  ASSERT_EQ(window.edits().size(), 1U);
  EXPECT_EQ(window.edits()[0].edit.site, core::Site::Residual);
  EXPECT_FLOAT_EQ(window.trace().layers[0]->output(2, 0), 9);
}

TEST(VectorsPanel, AMatrixEntryIsTypedAndUndone) {
  AppGui window({.model = "four-by-three", .sentence = "", .word = ""});
  const core::Matrix before = window.trace().layers[0]->weights->w_q;
  window.gui().click("vector.matrices");
  window.gui().double_click("matrix.q.1.2");
  window.gui().type("1,5");
  window.gui().key(ImGuiKey_Enter);
  EXPECT_FLOAT_EQ(window.trace().layers[0]->weights->w_q(1, 2), 1.5F);
  ASSERT_EQ(window.edits().size(), 1U);
  EXPECT_EQ(window.edits()[0].edit.site, core::Site::WQ);
  EXPECT_EQ(window.undo_name().rfind("W_Q[", 0), 0U);
  window.undo();
  EXPECT_EQ(window.trace().layers[0]->weights->w_q, before);
}

TEST(VectorsPanel, AMatrixEntryIsResetByItsMenu) {
  AppGui window({.model = "four-by-three", .sentence = "", .word = ""});
  const core::Matrix before = window.trace().layers[0]->weights->w_v;
  window.gui().click("vector.matrices");
  window.gui().click("matrix.tab.v");
  window.gui().drag("matrix.v.0.1", 40, 0);
  ASSERT_NE(window.trace().layers[0]->weights->w_v, before);
  window.gui().right_click("matrix.v.0.1");
  window.gui().click("matrix.v.0.1.menu/reset");
  EXPECT_EQ(window.trace().layers[0]->weights->w_v, before);
}

TEST(VectorsPanel, AnAverageHasOnlyItsX) {
  AppGui window = three_words();
  show(window, "q");
  window.view().selection.map = core::MapKind::MeanOverAll;
  window.gui().frames(2);
  EXPECT_FALSE(window.gui().has("vector.bar.0"));
  show(window, "x");
  EXPECT_TRUE(window.gui().has("vector.bar.0"));
}

TEST(VectorsPanel, AClickThatTremblesChangesNothing) {
  AppGui window = three_words();
  show(window, "q");
  for (const float far : {1.0F, -2.0F}) {
    window.gui().drag("vector.bar.0", far, 0);
    window.gui().drag("vector.value.0", far, 0);
  }
  EXPECT_TRUE(window.edits().empty());
  window.gui().drag("vector.bar.0", 20, 0);
  ASSERT_EQ(window.edits().size(), 1U);
  window.undo();
  EXPECT_TRUE(window.edits().empty()) << "a drag is one step";
}

TEST(VectorsPanel, ADraggedComponentKeepsItsPlaceAndAnotherWordIsSortedAnew) {
  AppGui window;
  show(window, "q");
  const std::vector<core::Index> order = window.view().transient.word.vectors.order;
  ASSERT_GT(order.size(), 3U);
  window.gui().double_click("vector.value." + std::to_string(order[1]));
  window.gui().type("99");
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(4);
  EXPECT_FLOAT_EQ(window.head().q(window.selection().query, order[1]), 99);
  EXPECT_EQ(window.view().transient.word.vectors.order, order);
  window.gui().click("vector.sort");
  window.gui().click("vector.sort");
  EXPECT_EQ(window.view().transient.word.vectors.order.front(), order[1]);
}

std::size_t entries_in_sight(AppGui& window) {
  std::size_t count = 0;
  for (const ui::Item& one : window.gui().items().items())
    count += one.name.rfind("matrix.q.", 0) == 0 && one.role == "number" ? 1U : 0U;
  return count;
}

TEST(VectorsPanel, ALargeMatrixShowsTheRowsAndColumnsThatHoldSomethingUntilAllAreAskedFor) {
  AppGui window;
  window.gui().click("vector.matrices");
  const core::LayerTrace& layer = *window.trace().layers[static_cast<std::size_t>(window.selection().layer)];
  const core::HeadConfig& head = window.app().panel_input().head_config(window.selection());
  const core::Matrix w_q = layer.weights->w_q.middleCols(head.query_column, head.d_k);
  for (core::Index row = 0; row < w_q.rows(); ++row) {
    if (!window.gui().has("matrix.q.row." + std::to_string(row))) continue;
    EXPECT_TRUE((w_q.row(row).array() != 0).any()) << row;
  }
  EXPECT_GT(entries_in_sight(window), 0U);
  window.gui().click("matrix.show.all");
  EXPECT_TRUE(window.view().transient.word.sight.all);
  EXPECT_GT(entries_in_sight(window), 0U);
}

TEST(VectorsPanel, ALargeMatrixIsSearchedByTheNamesOfItsRowsAndColumns) {
  AppGui window;
  window.gui().click("vector.matrices");
  window.gui().click("matrix.filter");
  window.gui().type("no such name");
  window.gui().frames(2);
  EXPECT_EQ(entries_in_sight(window), 0U);
  window.gui().key(ImGuiKey_A, ImGuiMod_Ctrl);
  window.gui().type("pronoun >");
  window.gui().frames(2);
  const std::vector<std::string>& names = window.trace().config().components;
  std::size_t rows = 0;
  for (const ui::Item& one : window.gui().items().items()) {
    if (one.name.rfind("matrix.q.row.", 0) != 0) continue;
    ++rows;
    EXPECT_NE(names[std::stoul(one.name.substr(13))].find("pronoun"), std::string::npos) << one.name;
  }
  EXPECT_GT(rows, 0U);
}

TEST(VectorsPanel, ALargeMatrixTakesThePlaceOfTheMapAndGivesItBack) {
  AppGui window;
  window.gui().click("vector.matrices");
  const float narrow = window.gui().item("vectors").rect.GetWidth();
  window.gui().click("matrix.roomy");
  window.gui().frames(2);
  EXPECT_GT(window.gui().item("vectors").rect.GetWidth(), 2 * narrow);
  EXPECT_FALSE(window.gui().has("map.card"));
  window.gui().click("matrix.roomy");
  window.gui().frames(2);
  EXPECT_TRUE(window.gui().has("map.card"));
}

TEST(VectorsPanel, ASmallMatrixIsShownWholeWithoutTools) {
  AppGui window({.model = "four-by-three", .sentence = "", .word = ""});
  window.gui().click("vector.matrices");
  EXPECT_FALSE(window.gui().has("matrix.filter"));
  const core::HeadConfig& head = window.app().panel_input().head_config(window.selection());
  for (core::Index row = 0; row < window.trace().config().width; ++row) {
    for (core::Index column = 0; column < head.d_k; ++column) {
      EXPECT_TRUE(window.gui().has("matrix.q." + std::to_string(row) + "." + std::to_string(column)));
    }
  }
}

}  // namespace
