#include <gtest/gtest.h>

#include <algorithm>

#include "core/attention/forward.h"
#include "tests/support/app_gui.h"
#include "ui/panels/map_scene.h"

namespace {

using support::AppGui;

AppGui three_words() {
  return AppGui({.model = "three-words", .sentence = "", .word = "sat"});
}
AppGui glass_box() {
  return AppGui({.model = "glass-box", .sentence = "The cat sat on the mat because it was tired.", .word = "it"});
}

TEST(MapPanel, AClickOnACellSelectsQueryAndKey) {
  AppGui window = three_words();
  window.gui().click("map.cell.0.2");
  EXPECT_EQ(window.selection().query, 0);
  EXPECT_EQ(window.selection().key, 2);
}

TEST(MapPanel, ARowLabelSelectsTheQueryWithItsStrongestKey) {
  AppGui window = three_words();
  window.gui().click("map.row.0");
  EXPECT_EQ(window.selection().query, 0);
  core::Index strongest = -1;
  window.head().weights.row(0).maxCoeff(&strongest);
  EXPECT_EQ(window.selection().key, strongest);
}

TEST(MapPanel, AColumnLabelSelectsTheKeyAndKeepsTheQuery) {
  AppGui window = glass_box();
  const core::Index query = window.selection().query;
  window.gui().click("map.column.5");
  EXPECT_EQ(window.selection().query, query);
  EXPECT_EQ(window.selection().key, 5);
}

TEST(MapPanel, ArrowKeysWalkTheCellsAndStopAtTheEdges) {
  AppGui window = three_words();
  window.gui().click("map.cell.1.1");
  window.gui().key(ImGuiKey_RightArrow);
  EXPECT_EQ(window.selection().key, 2);
  window.gui().key(ImGuiKey_RightArrow);
  EXPECT_EQ(window.selection().key, 2);
  window.gui().key(ImGuiKey_UpArrow);
  EXPECT_EQ(window.selection().query, 0);
}

TEST(MapPanel, TheKeyboardsCellIsTheOneThatCountsUntilThePointerMoves) {
  AppGui window = three_words();
  window.gui().click("map.cell.1.1");
  ASSERT_EQ(window.view().transient.hover_key, 1);
  window.gui().key(ImGuiKey_RightArrow);
  window.gui().frames(2);
  EXPECT_EQ(window.selection().key, 2);
  EXPECT_FALSE(window.view().transient.hover_key.has_value()) << "the read-out is that of the selected cell";
  window.gui().key(ImGuiKey_F10, ImGuiMod_Shift);
  window.gui().frames(2);
  ASSERT_TRUE(window.view().transient.maps.menu.has_value());
  EXPECT_EQ(window.view().transient.maps.menu->key, 2) << "the menu is that of the selected cell";
  window.gui().key(ImGuiKey_Escape);
  window.gui().hover("map.cell.0.0");
  window.gui().frames(2);
  EXPECT_EQ(window.view().transient.hover_key, 0);
}

TEST(MapPanel, ACornerOfTheFormerColourGoesWithItsEdit) {
  AppGui window = three_words();
  window.gui().drag("row.slider.0", 60, 0);
  EXPECT_TRUE(window.app().panel_input().marks_former);
  window.undo();
  EXPECT_FALSE(window.app().panel_input().marks_former);
  window.gui().drag("row.slider.0", 60, 0);
  EXPECT_TRUE(window.app().panel_input().marks_former);
  window.gui().key(ImGuiKey_R, ImGuiMod_Ctrl | ImGuiMod_Shift);
  window.gui().frames(2);
  EXPECT_FALSE(window.app().panel_input().marks_former) << "reset";
  window.gui().drag("row.slider.0", 60, 0);
  window.ask(ui::SetSentence{"sat The cat", false});
  EXPECT_FALSE(window.app().panel_input().marks_former) << "another sentence";
}

TEST(MapPanel, BeforeTheEditsItShowsTheirWeightsAlsoWhileTheDifferenceIsOn) {
  AppGui window = three_words();
  const core::Matrix before = window.head().weights;
  window.ask(ui::PutEdits{{{core::Site::Weight, false, 0, 0, 2, 1, 0.5F}}, "Hold", false});
  const auto scene = [&] {
    ui::PanelInput input = window.app().panel_input();
    if (window.view().transient.show_before) input.trace = input.before;  // as the workspace hands it to its panels
    return ui::make_map_scene(input, window.view());
  };
  window.view().transient.show_difference = true;
  EXPECT_TRUE(scene().is_difference);
  window.view().transient.show_before = true;
  EXPECT_FALSE(scene().is_difference);
  EXPECT_EQ(scene().values(), before);
}

TEST(MapPanel, EnterOpensTheWeightAndHoldsWhatIsTyped) {
  AppGui window = three_words();
  window.gui().click("map.cell.2.1");
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(3);
  ASSERT_TRUE(window.gui().has("map.entry/field"));
  window.gui().key(ImGuiKey_A, ImGuiMod_Ctrl);
  window.gui().type("0,6");
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(2);
  EXPECT_FLOAT_EQ(window.head().weights(2, 1), 0.6F);
  EXPECT_NEAR(window.head().weights.row(2).sum(), 1, 1e-6);
  ASSERT_EQ(window.edits().size(), 1U);
  EXPECT_EQ(window.edits()[0].edit.site, core::Site::Weight);
  window.gui().frames(3);
  EXPECT_FALSE(window.view().transient.maps.entry.has_value()) << "it is closed, so nothing is worked out for it";
  window.undo();
  EXPECT_TRUE(window.edits().empty());
}

TEST(MapPanel, TheCellsMenuCopiesItsRowAndResetsIt) {
  AppGui window = three_words();
  window.ask(ui::PutEdits{{{core::Site::Weight, false, 0, 0, 2, 1, 0.5F}}, "Hold", false});
  window.gui().right_click("map.cell.2.1");
  window.gui().frames(3);
  window.gui().click("map.menu.row/tsv");
  EXPECT_EQ(std::count(window.copied().begin(), window.copied().end(), '\t'), 2);
  window.gui().right_click("map.cell.2.1");
  window.gui().frames(3);
  window.gui().click("map.menu.reset");
  window.gui().frames(2);
  EXPECT_TRUE(window.edits().empty());
}

TEST(MapPanel, AClickOnTheHeadsNameMutesItAndItsWeightsStay) {
  AppGui window = glass_box();
  const core::Matrix weights = window.head().weights;
  window.gui().click("map.title");
  EXPECT_TRUE(window.head().muted);
  EXPECT_EQ(window.head().weights, weights);
  EXPECT_TRUE(window.head().output.isZero());
  window.gui().click("map.title");
  EXPECT_FALSE(window.head().muted);
}

TEST(MapPanel, AClickOnTheLegendsNameChangesTheRange) {
  AppGui window = three_words();
  EXPECT_EQ(window.view().persisted.range, ui::RangeMode::ZeroToOne);
  window.gui().click("map.range");
  EXPECT_EQ(window.view().persisted.range, ui::RangeMode::ThisMap);
  window.gui().click("map.range");
  EXPECT_EQ(window.view().persisted.range, ui::RangeMode::ThisRow);
}

TEST(MapPanel, CtrlWheelZoomsToThePointerAndFitShowsAllAgain) {
  std::string sentence;
  for (int i = 0; i < 60; ++i) sentence += i % 2 == 0 ? "cat " : "mat ";
  AppGui window({.model = "glass-box", .sentence = sentence, .word = ""});
  window.gui().wheel("map", 5, ImGuiMod_Ctrl);
  EXPECT_GT(window.view().transient.map.zoom, 1.5F);
  window.gui().wheel("map", 2);  // alone it scrolls, and never edits
  EXPECT_TRUE(window.edits().empty());
  window.gui().click("map.fit");
  EXPECT_EQ(window.view().transient.map.zoom, 1);
}

std::string many_words(int count) {
  std::string sentence;
  for (int i = 0; i < count; ++i) sentence += i % 2 == 0 ? "cat " : "mat ";
  return sentence;
}

std::ptrdiff_t named(AppGui& window, const std::string& what) {
  const auto& items = window.gui().items().items();
  return std::count_if(items.begin(), items.end(), [&](const ui::Item& one) { return one.name.rfind(what, 0) == 0; });
}

TEST(MapPanel, OfALargeMapTheSelectedRowAndColumnHaveNamesAndBelowAPixelOnlyTheSelectedCell) {
  AppGui window({.model = "glass-box", .sentence = many_words(60), .word = ""});
  window.view().selection.query = 7;
  window.view().selection.key = 5;
  window.gui().frames(2);
  EXPECT_EQ(named(window, "map.cell."), 60 + 60 - 1);
  EXPECT_EQ(named(window, "map.row."), 60);
  window.ask(ui::SetSentence{many_words(900), false});
  window.view().selection.query = 7;
  window.view().selection.key = 5;
  window.gui().frames(2);
  EXPECT_EQ(named(window, "map.cell."), 1);
  EXPECT_EQ(named(window, "map.row."), 1);
  EXPECT_EQ(named(window, "map.column."), 1);
  EXPECT_TRUE(window.gui().items().find("map.cell.7.5") != nullptr);
}

TEST(HeadGrid, AThumbnailOpensItsHead) {
  AppGui window = glass_box();
  window.gui().click("grid.0.2");
  EXPECT_EQ(window.selection().map, core::MapKind::Head);
  EXPECT_EQ(window.selection().layer, 0);
  EXPECT_EQ(window.selection().head, 2);
}

TEST(HeadGrid, TheLastColumnAndRowOpenAverages) {
  AppGui window = glass_box();
  window.gui().click("grid.mean.layer.1");
  EXPECT_EQ(window.selection().map, core::MapKind::MeanOverHeads);
  EXPECT_EQ(window.selection().layer, 1);
  window.gui().click("grid.mean.head.0");
  EXPECT_EQ(window.selection().map, core::MapKind::MeanOverLayers);
  window.gui().click("grid.mean.all");
  EXPECT_EQ(window.selection().map, core::MapKind::MeanOverAll);
  const core::Matrix mean = core::mean_over_all(window.trace());
  const ui::MapFacts& shown = window.view().transient.maps.cache.facts(window.trace(), window.selection());
  EXPECT_EQ(*shown.weights, mean);
}

TEST(HeadGrid, TheMenuOfAHeadMutesIt) {
  AppGui window = glass_box();
  window.gui().right_click("grid.0.1");
  window.gui().frames(3);
  window.gui().click("grid.menu.mute");
  window.gui().frames(2);
  EXPECT_TRUE(window.trace().head(0, 1).muted);
}

}  // namespace
