// The walkthrough in the real program: stepping, the formula, choosing numbers, typing a score, whole sentences.
#include <gtest/gtest.h>

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "core/attention/explain.h"
#include "tests/support/app_gui.h"
#include "ui/panels/stage_content.h"

namespace {

using support::AppGui;
using ui::Stage;

AppGui three_words() {
  return AppGui({.model = "three-words", .sentence = "", .word = "sat"});
}
AppGui glass_box() {
  return AppGui({.model = "", .sentence = "", .word = "it"});
}

Stage stage(AppGui& window) {
  return window.view().persisted.stage;
}
std::string number(Stage stage) {
  return std::to_string(static_cast<int>(stage));
}

TEST(StagesPanel, ClickingAStepOpensIt) {
  AppGui window = three_words();
  for (int i = 0; i < ui::kStageCount; ++i) {
    window.gui().click("stage." + std::to_string(i));
    EXPECT_EQ(static_cast<int>(stage(window)), i);
    EXPECT_TRUE(window.gui().has("stages.content." + std::to_string(i)));
  }
}

TEST(StagesPanel, EveryScoreBarStandsInFullInTheDefaultWindow) {
  AppGui window = glass_box();
  ASSERT_EQ(stage(window), Stage::Scores);
  for (std::size_t key = 0; key < window.trace().tokens.size(); ++key) {
    const ui::Item& bar = window.gui().item("stage.score." + std::to_string(key));
    EXPECT_EQ(bar.rect.GetHeight(), bar.shown.GetHeight()) << bar.name << " lies partly below the fold";
    EXPECT_GT(bar.rect.GetHeight(), 100) << "too low to compare";
  }
  EXPECT_TRUE(window.gui().has("stage.terms"));
}

TEST(StagesPanel, BarsStayWhereTheyAreWhenAnotherKeyIsChosen) {
  AppGui window = glass_box();
  const float top = window.gui().item("stage.score.0").rect.Min.y;
  for (const char* key : {"stage.score.2", "stage.score.5", "stage.score.7"}) {
    window.gui().click(key);
    EXPECT_EQ(window.gui().item("stage.score.0").rect.Min.y, top) << key;
  }
}

TEST(StagesPanel, BackAndForwardStepAndStopAtTheEnds) {
  AppGui window = three_words();
  window.gui().click("stage.7");
  window.gui().click("stages.forward");
  EXPECT_EQ(stage(window), Stage::Output);
  EXPECT_FALSE(window.gui().item("stages.forward").enabled);
  window.gui().click("stages.back");
  window.gui().click("stages.back");
  EXPECT_EQ(stage(window), Stage::Softmax);
  window.gui().click("stage.0");
  EXPECT_FALSE(window.gui().item("stages.back").enabled);
}

TEST(StagesPanel, ArrowKeysWalkTheSteps) {
  AppGui window = three_words();
  window.gui().click("stage.3");
  window.gui().key(ImGuiKey_RightArrow);
  EXPECT_EQ(stage(window), Stage::Scale);
  window.gui().frames(2);
  window.gui().key(ImGuiKey_RightArrow);
  EXPECT_EQ(stage(window), Stage::Mask);
  window.gui().frames(2);
  window.gui().key(ImGuiKey_LeftArrow);
  EXPECT_EQ(stage(window), Stage::Scale);
  window.gui().frames(2);
  window.gui().key(ImGuiKey_Home);
  EXPECT_EQ(stage(window), Stage::Words);
}

TEST(StagesPanel, PlayStepsEvery16SecondsAndPauses) {
  AppGui window = three_words();
  window.gui().click("stage.0");
  window.gui().click("stages.play");
  EXPECT_TRUE(window.app().wants_frames());
  // The click itself has let the time of a double click pass.
  const float clicked = ImGui::GetIO().MouseDoubleClickTime;
  window.gui().wait(1.5F - clicked);
  EXPECT_EQ(stage(window), Stage::Words);
  window.gui().wait(0.3F);
  EXPECT_EQ(stage(window), Stage::X);
  window.gui().wait(1.6F);
  EXPECT_EQ(stage(window), Stage::Qkv);
  window.gui().click("stages.play");
  window.gui().wait(4);
  EXPECT_EQ(stage(window), Stage::Qkv);
}

TEST(StagesPanel, PlayPassesByTheStagesThatChangeNothing) {
  AppGui window = three_words();  // neither scales nor masks
  window.gui().click("stage.3");
  window.gui().click("stages.play");
  window.gui().wait(1.7F);
  EXPECT_EQ(stage(window), Stage::Softmax);
}

TEST(StagesPanel, PlayEndsAtTheLastStageAndStartsAgainFromTheFirst) {
  AppGui window = three_words();
  window.gui().click("stage.7");
  window.gui().click("stages.play");
  window.gui().wait(2);
  EXPECT_EQ(stage(window), Stage::Output);
  EXPECT_FALSE(window.view().transient.playing);
  window.gui().click("stages.play");
  EXPECT_EQ(stage(window), Stage::Words);
  EXPECT_TRUE(window.view().transient.playing);
}

TEST(StagesPanel, ATermOfTheFormulaLeadsToItsStage) {
  AppGui window = glass_box();
  for (const auto& [term, expected] : std::vector<std::pair<std::string, Stage>>{{"formula.softmax", Stage::Softmax},
                                                                                 {"formula.q", Stage::Scores},
                                                                                 {"formula.scale", Stage::Scale},
                                                                                 {"formula.k", Stage::Scores},
                                                                                 {"formula.v", Stage::Mix}}) {
    window.gui().click(term);
    EXPECT_EQ(stage(window), expected) << term;
  }
}

TEST(StagesPanel, ABarSelectsItsWordAndADoubleClickTypesItsScore) {
  AppGui window = three_words();
  window.gui().click("stage." + number(Stage::Scores));
  window.gui().click("stage.score.0");
  EXPECT_EQ(window.selection().key, 0);
  window.gui().wait(1);
  window.gui().double_click("stage.score.2");
  window.gui().frames(3);
  window.gui().key(ImGuiKey_A, ImGuiMod_Ctrl);
  window.gui().type("−1.5");
  window.gui().key(ImGuiKey_Enter);
  window.app().finish_run();
  EXPECT_FLOAT_EQ(window.head().scores(2, 2), -1.5F);
  ASSERT_EQ(window.edits().size(), 1U);
  EXPECT_EQ(window.edits()[0].edit.site, core::Site::Score);
  EXPECT_EQ(window.undo_name(), "Set the score of “sat” for “sat”");
  window.undo();
  EXPECT_NEAR(window.head().scores(2, 2), 0.77, 1e-6);
}

TEST(StagesPanel, ArrowKeysWalkTheBarsAndEnterTypesAScore) {
  AppGui window = three_words();
  window.gui().click("stage." + number(Stage::Scores));
  window.gui().click("stage.score.0");
  window.gui().key(ImGuiKey_RightArrow);
  EXPECT_EQ(window.selection().key, 1);
  window.gui().key(ImGuiKey_Enter);
  window.gui().frames(3);
  EXPECT_TRUE(window.gui().has("stage.score.number/field"));
}

TEST(StagesPanel, EachStageSelectsThroughItsTableAndCopiesItsRow) {
  AppGui window = three_words();
  window.gui().click("stage." + number(Stage::Softmax));
  window.gui().click("stage.weight.0");
  EXPECT_EQ(window.selection().key, 0);
  window.gui().right_click("stage.weight.2");
  window.gui().frames(2);
  EXPECT_EQ(window.selection().key, 2);
  window.gui().click("stage.menu/row/tsv");
  const core::Matrix& weights = window.head().weights;
  float first = 0, second = 0, third = 0;
  ASSERT_EQ(std::sscanf(window.copied().c_str(), "%f\t%f\t%f", &first, &second, &third), 3);
  EXPECT_EQ(first, weights(2, 0));
  EXPECT_EQ(third, weights(2, 2));
  window.gui().click("stage.0");
  window.gui().click("stage.word.1");
  EXPECT_EQ(window.selection().query, 1);
}

TEST(StagesPanel, TheWholeSentenceShowsTheMatrixAndACellIsSelected) {
  AppGui window = glass_box();
  window.gui().click("stage." + number(Stage::Softmax));
  window.gui().click("stages.whole");
  window.gui().click("stage.cell.1.2");
  EXPECT_EQ(window.selection().query, 1);
  EXPECT_EQ(window.selection().key, 2);
  window.gui().key(ImGuiKey_DownArrow);
  EXPECT_EQ(window.selection().query, 2);
  EXPECT_EQ(window.selection().key, 2);
  window.gui().click("stages.whole");
  EXPECT_FALSE(window.gui().has("stage.cell.1.2"));
}

TEST(StagesPanel, TheChosenComponentIsShownInTheVectorCardToo) {
  AppGui window = three_words();
  window.gui().click("stage." + number(Stage::Qkv));
  window.gui().click("stage.vector.k.2");
  EXPECT_EQ(window.view().persisted.vector_tab, ui::VectorTab::Key);
  EXPECT_EQ(window.view().transient.stages.component, 2);
}

TEST(StagesPanel, AnAverageHasNoStagesAndOffersAHead) {
  AppGui window = glass_box();
  window.view().selection.map = core::MapKind::MeanOverAll;
  window.gui().frames(2);
  EXPECT_FALSE(window.gui().has("stage.3"));
  window.gui().click("stages.open_head");
  EXPECT_EQ(window.selection().map, core::MapKind::Head);
  EXPECT_TRUE(window.gui().has("stage.3"));
}

TEST(StagesPanel, AnIdleHeadAsksForASecondSentence) {
  AppGui window = glass_box();
  const auto& layers = window.trace().config().layers;
  bool found = false;
  for (std::size_t l = 0; l < layers.size(); ++l) {
    for (std::size_t h = 0; h < layers[l].heads.size(); ++h) {
      if (layers[l].heads[h].keys != core::KeySource::Second) continue;
      found = true;
      window.view().selection.layer = static_cast<core::Index>(l);
      window.view().selection.head = static_cast<core::Index>(h);
    }
  }
  ASSERT_TRUE(found);
  window.gui().frames(2);
  EXPECT_FALSE(window.gui().has("stage.3"));
  window.gui().click("stages.add_second");
  EXPECT_TRUE(window.app().session().has_second);
}

TEST(StagesPanel, FiveHundredWordsScrollAndDrawOnlyWhatIsSeen) {
  std::string sentence = "The cat sat because it was tired";
  for (int i = 0; i < 505; ++i) sentence += i % 2 == 0 ? " and" : " cat";
  AppGui window({.model = "", .sentence = sentence, .word = "it"});
  window.app().finish_run();
  for (int i = 0; i < ui::kStageCount; ++i) {
    window.gui().click("stage." + std::to_string(i));
    EXPECT_LT(window.gui().items().items().size(), 4000U) << ui::stage_name(static_cast<Stage>(i));
    if (i == 0) continue;
    window.gui().click("stages.whole");
    EXPECT_LT(window.gui().items().items().size(), 4000U) << ui::stage_name(static_cast<Stage>(i));
    window.gui().click("stages.whole");
  }
}

TEST(StagesPanel, NoNameIsUsedTwice) {
  AppGui window = glass_box();
  for (int i = 0; i < ui::kStageCount; ++i) {
    window.gui().click("stage." + std::to_string(i));
    EXPECT_TRUE(window.gui().items().duplicates().empty()) << window.gui().items().duplicates().front();
  }
}

}  // namespace
