// "Difference": every view of the window shows now − before, and none lets a change be dragged.
#include <gtest/gtest.h>

#include <string>
#include <variant>

#include "tests/support/app_gui.h"
#include "ui/panels/output_data.h"
#include "ui/panels/row_data.h"
#include "ui/panels/stage_content.h"
#include "ui/panels/vector_target.h"

namespace {

using core::Index;
using support::AppGui;
using ui::Stage;

constexpr float kExact = 1e-6F;

core::Edit query_edit(const AppGui& window, Index component, float value) {
  core::Edit edit;
  edit.site = core::Site::Q;
  edit.layer = window.selection().layer;
  edit.head = window.selection().head;
  edit.row = window.selection().query;
  edit.column = component;
  edit.value = value;
  return edit;
}

// One number of q("it") changed, the difference shown.
AppGui edited_window() {
  return AppGui({.model = "", .sentence = "", .word = "it"});
}
void edit_and_compare(AppGui& window) {
  const core::Edit edit = query_edit(window, 0, 9);
  window.ask(ui::PutEdits{{edit}, "q of it", false});
  window.view().transient.show_difference = true;
  window.gui().frames(3);
}

core::Vector weight_change(AppGui& window) {
  const ui::PanelInput input = window.app().panel_input();
  const core::Selection& at = window.selection();
  return input.trace->head(at.layer, at.head).weights.row(at.query) -
         input.before->head(at.layer, at.head).weights.row(at.query);
}

TEST(Difference, TheRowShowsHowMuchEachWeightChangedAndCannotBeDragged) {
  AppGui window = edited_window();
  EXPECT_TRUE(window.gui().item("row.slider.1").enabled);
  edit_and_compare(window);
  const ui::RowData row = ui::row_data(window.app().panel_input(), window.view());
  ASSERT_TRUE(row.difference);
  const core::Vector change = weight_change(window);
  ASSERT_GT(change.cwiseAbs().maxCoeff(), 1e-4F) << "the edit of this test changes nothing";
  for (Index key = 0; key < change.size(); ++key) EXPECT_NEAR(ui::shown_weight(row, key), change(key), kExact);
  EXPECT_FALSE(window.gui().item("row.slider.1").enabled);
  EXPECT_NE(ui::sum_text(row, window.app().panel_input(), window.view()).find("changes sum to"), std::string::npos);
}

TEST(Difference, TheVectorsShowTheChangeOfEachComponent) {
  AppGui window = edited_window();
  window.view().persisted.vector_tab = ui::VectorTab::Query;
  const float before = window.head().q(window.selection().query, 0);
  edit_and_compare(window);
  const ui::VectorTarget target = ui::vector_target(window.app().panel_input(), window.view());
  EXPECT_TRUE(target.difference);
  EXPECT_NEAR(target.values(0), 9 - before, 1e-5F);
  EXPECT_NEAR(target.values.cwiseAbs().sum(), std::abs(9 - before), 1e-5F) << "only one component was edited";
}

TEST(Difference, TheBlendIsOfChangedWeights) {
  AppGui window = edited_window();
  edit_and_compare(window);
  const ui::OutputData data = ui::output_data(window.app().panel_input(), window.view());
  ASSERT_TRUE(data.difference);
  ASSERT_FALSE(data.blend.empty());
  const core::Vector change = weight_change(window);
  for (const ui::BlendTerm& term : data.blend) EXPECT_NEAR(term.weight, change(term.key), kExact);
  for (const ui::OutputLeaning& leaning : data.leanings) {
    EXPECT_NEAR(leaning.value, data.written(leaning.component) - data.written_before(leaning.component), kExact);
  }
}

TEST(Difference, EveryTableAndVectorOfEveryStageIsNowMinusBefore) {
  AppGui window = edited_window();
  edit_and_compare(window);
  const ui::PanelInput input = window.app().panel_input();
  const ui::StageFocus focus = ui::stage_focus(*input.trace, window.view());
  for (int number = 1; number < ui::kStageCount; ++number) {
    const auto stage = static_cast<Stage>(number);
    const ui::StageContent change = ui::stage_difference(stage, *input.trace, focus, {input.before, nullptr});
    for (const ui::Block& block : change.blocks) {
      EXPECT_FALSE(std::holds_alternative<ui::Arithmetic>(block)) << "arithmetic of now beside a difference";
      if (const auto* table = std::get_if<ui::RowTable>(&block)) {
        EXPECT_TRUE(table->difference) << table->name;
      }
      if (const auto* strip = std::get_if<ui::VectorStrip>(&block)) {
        EXPECT_TRUE(strip->difference) << strip->name;
      }
      if (const auto* terms = std::get_if<ui::TermTable>(&block)) {
        EXPECT_TRUE(terms->difference) << terms->name;
      }
      if (const auto* shares = std::get_if<ui::ShareBar>(&block)) {
        EXPECT_TRUE(shares->difference) << shares->name;
      }
    }
  }
}

TEST(Difference, TheSoftmaxTableHoldsTheChangeOfEachWeight) {
  AppGui window = edited_window();
  edit_and_compare(window);
  const ui::PanelInput input = window.app().panel_input();
  const ui::StageFocus focus = ui::stage_focus(*input.trace, window.view());
  const ui::StageContent change = ui::stage_difference(Stage::Softmax, *input.trace, focus, {input.before, nullptr});
  const core::Vector expected = weight_change(window);
  const auto* table = std::get_if<ui::RowTable>(&change.blocks.front());
  ASSERT_NE(table, nullptr);
  const std::vector<float>& weights = table->columns.back().numbers;
  ASSERT_EQ(weights.size(), static_cast<std::size_t>(expected.size()));
  for (Index key = 0; key < expected.size(); ++key) {
    EXPECT_NEAR(weights[static_cast<std::size_t>(key)], expected(key), kExact);
  }
  EXPECT_NEAR(table->footer.back(), 0, 1e-5F) << "changes of weights that sum to 1 sum to 0";
}

TEST(Difference, EveryStageDrawsInBothForms) {
  AppGui window = edited_window();
  edit_and_compare(window);
  for (const bool whole : {false, true}) {
    window.view().persisted.whole_stage = whole;
    for (int number = 0; number < ui::kStageCount; ++number) {
      window.view().persisted.stage = static_cast<Stage>(number);
      window.gui().frames(2);
      EXPECT_TRUE(window.gui().items().duplicates().empty()) << number;
    }
  }
}

TEST(StageShares, AShareHasAMenuThatCopiesTheWeight) {
  AppGui window = edited_window();
  window.view().persisted.stage = Stage::Mix;
  window.gui().frames(2);
  window.gui().right_click("stage.share.1");
  window.gui().frames(2);
  ASSERT_TRUE(window.gui().has("stage.menu/value/tsv"));
  window.gui().click("stage.menu/value/tsv");
  EXPECT_NEAR(std::stof(window.copied()), window.head().weights(window.selection().query, 1), 1e-5F);
}

TEST(StageTables, TheChosenRowComesIntoViewWhenItIsChosenElsewhere) {
  AppGui window({.model = "",
                 .sentence = "The old dog that lived near the river slept under the big tree because it was very "
                             "tired after the long walk through the forest with the children of the village .",
                 .word = "it"});
  window.view().persisted.stage = Stage::Softmax;
  window.gui().frames(3);
  const Index last = static_cast<Index>(window.trace().tokens.size()) - 1;
  const std::string name = "stage.weight." + std::to_string(last);
  EXPECT_FALSE(window.gui().has(name)) << "the table of this test must scroll";
  window.view().selection.key = last;
  window.gui().frames(3);
  EXPECT_TRUE(window.gui().has(name));
}

}  // namespace
