// Every number that is drawn answers for itself: pointed at, it shows its arithmetic with the operands.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "app/look.h"
#include "core/attention/cosine.h"
#include "core/attention/nearest_words.h"
#include "tests/support/app_gui.h"
#include "ui/panels/output_data.h"
#include "ui/panels/words_scene.h"

namespace {

using support::AppGui;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// Scores of "sat" 0.61, 0.89, 0.77; weights 0.2860, 0.3784, 0.3356.
AppGui three_words() {
  return AppGui({.model = "three-words", .sentence = "", .word = "sat"});
}

std::string asked(AppGui& window, const std::string& name) {
  window.gui().hover(name);
  window.gui().frames(2);
  return window.gui().item(name).tooltip;
}

TEST(QuestionedNumbers, APercentageUnderAWordShowsTheWeightTheScaledScoreAndTheScore) {
  AppGui window = three_words();
  EXPECT_THAT(asked(window, "words.share.1"),
              AllOf(HasSubstr("“sat” looks at “cat”: 38\u00A0% is"), HasSubstr("weight 0.3784 = e^0.8900 ÷ 6.4353"),
                    HasSubstr("“cat”  2.4351"), HasSubstr("scaled 0.8900 = 0.8900 ÷ 1"),
                    HasSubstr("score 0.8900 = 0.4000 × 0.9000 + 0.6000 × 0.3000 + 0.5000 × 0.7000")));
}

TEST(QuestionedNumbers, TheSmallOnesNameTheirLargestAddendsAndTheirSum) {
  AppGui window;
  const ui::WordsScene scene = ui::make_words_scene(window.app().panel_input(), window.view());
  ASSERT_GT(scene.small_count, 6);
  EXPECT_THAT(asked(window, "words.footnote"), AllOf(HasSubstr(fmt::format("small ones: {:.4f}", scene.small_sum)),
                                                     HasSubstr(fmt::format("+ {} more: ", scene.small_count - 5))));
}

TEST(QuestionedNumbers, ARowsSumShowsTheWeightsThatAddUpToIt) {
  AppGui window = three_words();
  EXPECT_EQ(asked(window, "row.sum"), "all weights add up to 1.0000\n“cat”  0.3784\n“sat”  0.3356\n“The”  0.2860");
}

TEST(QuestionedNumbers, ASliderAndItsNumberShowTheSameArithmetic) {
  AppGui window = three_words();
  EXPECT_THAT(asked(window, "row.value.0"), HasSubstr("weight 0.2860 = e^0.6100 ÷ 6.4353"));
  EXPECT_THAT(asked(window, "row.slider.0"), HasSubstr("weight 0.2860 = e^0.6100 ÷ 6.4353"));
}

TEST(QuestionedNumbers, AnAverageShowsTheHeadsThatItIsTheMeanOf) {
  AppGui window;
  window.gui().click("grid.mean.layer.0");
  window.gui().frames(2);
  EXPECT_THAT(asked(window, "row.value.0"), AllOf(HasSubstr("÷ 7 maps, their mean:"), HasSubstr(", layer 0")));
}

TEST(QuestionedNumbers, ATablesTotalAndRestShowTheirProducts) {
  AppGui window = three_words();
  EXPECT_EQ(asked(window, "stage.terms.total"),
            "the products add up to 0.8900\n[0]  0.4000 × 0.9000 = 0.3600\n[2]  0.5000 × 0.7000 = 0.3500\n"
            "[1]  0.6000 × 0.3000 = 0.1800");
  AppGui glass_box;
  EXPECT_THAT(asked(glass_box, "stage.terms.rest"), HasSubstr("the products add up to "));
}

TEST(QuestionedNumbers, TheSumsBelowTheSoftmaxShowTheirAddends) {
  AppGui window = three_words();
  window.gui().click("stage.6");
  window.gui().frames(2);
  EXPECT_EQ(asked(window, "stage.weight.sum.2"), "e^scaled adds up to 6.4353\ncat  2.4351\nsat  2.1598\nThe  1.8404");
  EXPECT_THAT(asked(window, "stage.weight"), Not(HasSubstr("nothing")));
}

TEST(QuestionedNumbers, AStripsComponentShowsWhatItIsMadeOf) {
  AppGui window = three_words();
  window.gui().click("stage.7");
  window.gui().frames(2);
  window.gui().hover("stage.vector.output.0");
  window.gui().frames(2);
  EXPECT_THAT(window.gui().item("stage.vector.output").tooltip,
              AllOf(HasSubstr("0.5320 = "), HasSubstr("“cat”  0.3784 × 0.9000 = 0.3406")));
}

TEST(QuestionedNumbers, EveryLineOfTheStreamsSumIsExplained) {
  AppGui window;
  window.gui().click("stage.8");
  window.gui().frames(2);
  window.gui().hover("stage.sum.0");
  window.gui().frames(2);
  EXPECT_THAT(window.gui().item("stage.sum").tooltip, HasSubstr(" = "));
}

TEST(QuestionedNumbers, ACosineShowsTheProductAndBothLengths) {
  AppGui window = three_words();
  const core::Vector written =
      core::head_contribution(window.trace(), window.selection().layer, window.selection().head, 2);
  const auto near = window.app().panel_input().nearest->find(written, "sat");
  ASSERT_FALSE(near.empty());
  const core::CosineParts parts = core::cosine_parts(window.trace().model(), written, near[0].word);
  EXPECT_NEAR(parts.product / (parts.direction_length * parts.word_length), static_cast<double>(near[0].cosine), 1e-6);
  EXPECT_THAT(asked(window, "output.near.0"),
              HasSubstr(fmt::format("cosine {:.4f} = {:.4f} ÷ ({:.4f} × {:.4f})", near[0].cosine, parts.product,
                                    parts.direction_length, parts.word_length)));
}

TEST(QuestionedNumbers, TheWeightsThatTheBlendDoesNotNameAreAddedUp) {
  AppGui window;
  EXPECT_THAT(asked(window, "output.more"), HasSubstr("the other weights add up to "));
}

TEST(QuestionedNumbers, AHeadThatWritesNothingSaysWhyNoWordIsNear) {
  AppGui window = three_words();
  core::Switches switches = window.app().session().switches;
  switches.muted.insert({0, 0});
  window.ask(ui::SetSwitches{switches, "Mute"});
  EXPECT_TRUE(window.gui().has("output.near.none"));
  EXPECT_FALSE(window.gui().has("output.near.0"));
  switches.muted.clear();
  switches.ignored = {0, 1, 2};
  window.ask(ui::SetSwitches{switches, "Ignore all"});
  const ui::PanelInput input = window.app().panel_input();
  const ui::OutputData data = ui::output_data(input, window.view());
  EXPECT_EQ(ui::no_nearest_reason(input, window.selection(), data),
            "none: there is nothing to look at, so it writes 0");
}

TEST(QuestionedNumbers, PathLengthsShowHowTheyAreCounted) {
  AppGui window;
  window.view().persisted.row_view = ui::RowView::Paths;
  window.gui().frames(3);
  EXPECT_THAT(asked(window, "paths.centred.there"), HasSubstr("⌈2 × 99 ÷ (3 − 1)⌉ = 99 layers"));
  EXPECT_THAT(asked(window, "paths.recurrent.there"), HasSubstr("99 steps"));
}

TEST(QuestionedNumbers, AKeyCardShowsItsWeight) {
  AppGui window = three_words();
  window.view().persisted.row_view = ui::RowView::Cards;
  window.gui().frames(3);
  EXPECT_THAT(asked(window, "card.1"), HasSubstr("weight 0.3784 = e^0.8900 ÷ 6.4353"));
}

TEST(QuestionedNumbers, TheMapsMemoryAndTheLossShowTheirFactors) {
  AppGui window = three_words();
  window.view().persisted.row_view = ui::RowView::Cost;
  window.gui().frames(3);
  EXPECT_EQ(asked(window, "cost.memory"), "3² weights × 1 head × 4 bytes = 36 bytes");
  AppGui trained({.model = "four-by-three", .sentence = "", .word = ""});
  trained.view().persisted.row_view = ui::RowView::Training;
  trained.gui().frames(3);
  EXPECT_THAT(asked(trained, "train.loss"), HasSubstr("target × −ln(weight) of each word adds up to"));
}

TEST(QuestionedNumbers, TheDecimalsOfReadOutsAreTheSameEverywhere) {
  AppGui window = three_words();
  ui::Preferences preferences = *window.app().panel_input().preferences;
  preferences.readout_decimals = 6;
  window.ask(ui::SetPreferences{preferences});
  app::apply_preferences(window.gui().gui(), preferences, false);  // as the real window does
  EXPECT_THAT(asked(window, "row.value.0"), HasSubstr("weight 0.285989 = e^0.610000 ÷ "));
  EXPECT_THAT(asked(window, "words.share.1"), HasSubstr("score 0.890000 = 0.400000 × 0.900000"));
  EXPECT_THAT(asked(window, "stage.terms.total"), HasSubstr("add up to 0.890000\n[0]  0.400000 × 0.900000 = 0.360000"));
  EXPECT_THAT(asked(window, "row.sum"), HasSubstr("all weights add up to 1.000000"));
  EXPECT_THAT(asked(window, "map.readout.text"), HasSubstr("= e^0.890000 ÷ "));
}

TEST(QuestionedMenus, AHeadsNameAnAverageAndAValueOfferTheSameMenu) {
  AppGui window = three_words();
  window.gui().right_click("map.title");
  EXPECT_TRUE(window.gui().has("grid.menu.mute"));
  window.gui().click("value.menu.matrix/tsv");
  EXPECT_EQ(std::count(window.copied().begin(), window.copied().end(), '\t'), 6);
  window.gui().right_click("output.word.0");
  window.gui().click("value.menu.value/numpy");
  EXPECT_THAT(window.copied(), HasSubstr("0.28598"));
  window.gui().right_click("output.word.2");
  window.gui().click("value.menu.go");
  EXPECT_EQ(window.selection().key, 2);
}

TEST(QuestionedMenus, AWordsLabelBesideTheMapOpensTheWordsMenu) {
  AppGui window = three_words();
  window.gui().right_click("map.row.1");
  window.gui().frames(2);
  window.gui().click("words.menu.go");
  EXPECT_EQ(window.selection().query, 1);
}

}  // namespace
