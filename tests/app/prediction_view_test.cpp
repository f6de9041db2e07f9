// The prediction view in the real program: lists, lens, edits, masks, and what it says where nothing is predicted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <regex>

#include "core/attention/edit_text.h"
#include "core/attention/lens.h"
#include "tests/support/app_gui.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_model.h"
#include "ui/panels/view_prediction_data.h"

namespace {

using support::AppGui;
using testing::HasSubstr;

// A window with a tiny model of the family, the prediction view open.
class PredictionWindow {
 public:
  PredictionWindow(const std::string& family, bool ends, const std::string& sentence) {
    support::write_tiny_model(folder_.path() / family, family, ends);
    window_ = std::make_unique<AppGui>(support::AppOptions{(folder_.path() / family).string(), sentence, "cat"});
    show();
  }
  AppGui* operator->() { return window_.get(); }
  const core::Prediction* prediction() {
    settle();
    return window_->app().panel_input().prediction;
  }
  void settle() {
    for (int i = 0; i < 3; ++i) {
      window_->gui().frames(2);
      window_->app().finish_run();
    }
    window_->gui().frames(2);
  }

 private:
  void show() {
    window_->gui().key(ImGuiKey_P, ImGuiMod_Ctrl);
    settle();
  }
  support::TemporaryFolder folder_;
  std::unique_ptr<AppGui> window_;
};

TEST(PredictionView, ShowsTheWordsAfterTheTextAndEveryLayer) {
  PredictionWindow window("gpt2", false, "the cat sat on the mat");
  const core::Prediction* prediction = window.prediction();
  ASSERT_NE(prediction, nullptr);
  EXPECT_EQ(prediction->row, 5);
  EXPECT_TRUE(window->gui().has("prediction.words.0"));
  EXPECT_TRUE(window->gui().has("prediction.layers.1"));
  const auto direct = core::compute_prediction(window->trace(), window->trace(), 5);
  ASSERT_TRUE(direct);
  EXPECT_EQ(prediction->words.front().word.id, direct->words.front().word.id);
  EXPECT_EQ(prediction->words.front().word.probability, direct->words.front().word.probability);
}

TEST(PredictionView, TheSelectedWordHasItsOwnList) {
  PredictionWindow window("gpt2", false, "the cat sat on the mat");
  window->gui().click("prediction.at.selected");
  ASSERT_NE(window.prediction(), nullptr);
  EXPECT_EQ(window.prediction()->row, 1);
  window->app().select_word("on");
  ASSERT_NE(window.prediction(), nullptr);
  EXPECT_EQ(window.prediction()->row, 3);
  window->gui().click("prediction.at.end");
  EXPECT_EQ(window.prediction()->row, 5);
}

TEST(PredictionView, ANewTextIsOpenedOnItsLastWordNotOnTheFullStop) {
  PredictionWindow window("gpt2", false, "the cat sat on the mat");
  window->ask(ui::SetSentence{"it was tired .", false});
  ASSERT_EQ(window->trace().tokens.size(), 4U);
  EXPECT_EQ(window->trace().tokens[static_cast<std::size_t>(window->selection().query)].text, "tired");
}

TEST(PredictionView, AnEditStandsBesideTheListBeforeIt) {
  PredictionWindow window("llama", false, "the cat sat");
  const double before = window.prediction()->words.front().word.probability;
  window->ask(ui::PutEdits{
      {core::parse_edit("residual@1[2].3=30", window->trace().model(), window->trace().tokens, {})}, "Change", false});
  const core::Prediction* prediction = window.prediction();
  ASSERT_NE(prediction, nullptr);
  EXPECT_TRUE(prediction->edited);
  EXPECT_NE(prediction->words.front().word.probability, before);
  window->undo();
  ASSERT_NE(window.prediction(), nullptr);
  EXPECT_FALSE(window.prediction()->edited);
  EXPECT_EQ(window.prediction()->words.front().word.probability, before);
}

// "p = e^(a − b) ÷ c", worked out; 1 where there is no such line.
double off_by(const std::string& text, const std::string& before) {
  const std::regex line(before + R"((\S+) (?:=|≈) e\^\((\S+) (−|\+) (\S+)\) ÷ (\S+))");
  std::smatch part;
  if (!std::regex_search(text, part, line)) return 1;
  const auto number = [](std::string digits) { return std::stod(std::regex_replace(digits, std::regex("−"), "-")); };
  const double largest = number(part[4]) * (part[3] == "+" ? -1 : 1);
  return std::abs(number(part[1]) - std::exp(number(part[2]) - largest) / number(part[5]));
}

TEST(PredictionView, AProbabilityThatIsPointedAtShowsItsLogitAndTheSumOfTheVocabulary) {
  PredictionWindow window("gpt2", false, "the cat sat on the mat");
  ASSERT_NE(window.prediction(), nullptr);
  const core::PredictedWord& first = window.prediction()->words.front().word;
  EXPECT_EQ(first.share.logit, first.share.largest);
  EXPECT_NEAR(std::exp(first.share.logit - first.share.largest) / first.share.sum, first.probability, 1e-12);
  window->gui().hover("prediction.words.1");
  EXPECT_LT(off_by(window->gui().item("prediction.words").tooltip, "probability "), 2e-4)
      << window->gui().item("prediction.words").tooltip;
  window->gui().hover("prediction.layers.0");
  const std::string layer = window->gui().item("prediction.layers").tooltip;
  EXPECT_LT(off_by(layer, "larger logits: "), 2e-4) << layer;
  EXPECT_THAT(layer, HasSubstr("over the sum of the same of every word of the vocabulary"));
}

TEST(PredictionView, ALayersLineOpensTheLayerAndTheListIsCopied) {
  PredictionWindow window("gpt2", false, "the cat sat");
  ASSERT_NE(window.prediction(), nullptr);
  window->gui().click("prediction.layers.1");
  EXPECT_EQ(window->selection().layer, 1);
  window->gui().click("prediction.layers.0");
  EXPECT_EQ(window->selection().layer, 0);
  window->gui().click("prediction.copy");
  EXPECT_THAT(window->copied(), HasSubstr("probability"));
  EXPECT_THAT(window->copied(), HasSubstr(ui::expected_text(window.prediction()->words.front().word)));
}

TEST(PredictionView, AMaskedWordModelAsksForAMaskAndHidesTheSelectedWord) {
  PredictionWindow window("bert", true, "the cat sat");
  EXPECT_EQ(window.prediction(), nullptr);
  window->gui().click("prediction.hide");
  EXPECT_EQ(window->app().session().sentence, "the [MASK] sat");
  const core::Prediction* prediction = window.prediction();
  ASSERT_NE(prediction, nullptr);
  EXPECT_EQ(prediction->row, 2);
  EXPECT_TRUE(prediction->fills_masks);
  window->undo();
  EXPECT_EQ(window->app().session().sentence, "the cat sat");
}

TEST(PredictionView, AModelThatPredictsNothingSaysSo) {
  AppGui window({.model = "", .sentence = "", .word = "it"});
  window.gui().key(ImGuiKey_P, ImGuiMod_Ctrl);
  window.gui().frames(3);
  EXPECT_EQ(window.view().persisted.row_view, ui::RowView::Prediction);
  EXPECT_EQ(window.app().panel_input().prediction, nullptr);
  EXPECT_FALSE(window.gui().has("prediction.at.end"));
}

TEST(PredictionView, WordsAreWrittenSoThatEverySignIsSeen) {
  const auto text = [](const char* shown) { return ui::expected_text({1, "piece", shown, 0.5}); };
  EXPECT_EQ(text(" Paris"), "“ Paris”");
  EXPECT_EQ(text("\n\n"), "“↵↵”");
  EXPECT_EQ(text("  "), "“··”");
  EXPECT_EQ(text("\t\x01"), "“⇥□”");
  EXPECT_EQ(text(""), "“piece”");
  EXPECT_EQ(ui::probability_text(0.4312), "43.1 %");
  EXPECT_EQ(ui::probability_text(0.0052), "0.52 %");
  EXPECT_EQ(ui::probability_text(0.00001), "<0.01 %");
  EXPECT_EQ(ui::points_text(-0.0025), "−0.25");
}

}  // namespace
