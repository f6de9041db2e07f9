// What the walkthrough says is what the trace holds: every stage, on hand-made models.
#include "ui/panels/stage_content.h"

#include <gtest/gtest.h>

#include <cmath>
#include <optional>

#include "core/attention/explain.h"
#include "core/attention/forward.h"
#include "core/models/small_examples.h"
#include "tests/support/builders.h"
#include "tests/support/stage_blocks.h"

namespace {

using core::Index;
using support::column;
using support::content_of;
using support::only;
using support::selecting;
using ui::Stage;

core::RunInput three_words() {
  return support::run_of(core::make_three_words(), "The cat sat");
}

std::string plain(const ui::Sentence& sentence) {
  std::string text;
  for (const ui::Phrase& phrase : sentence) text += phrase.text;
  return text;
}

// The textbook's row: "sat" looks at "cat".
TEST(StageContent, ScoreOfTheTextbookRowIsTheSumOfItsThreeProducts) {
  const core::TracePointer trace = core::compute_trace(three_words());
  const ui::StageContent content = content_of(Stage::Scores, *trace, selecting(0, 0, 2, 1));
  const auto& terms = only<ui::TermTable>(content);
  ASSERT_EQ(terms.columns.size(), 3U);
  EXPECT_FLOAT_EQ(terms.columns[0].left, 0.4F);
  EXPECT_FLOAT_EQ(terms.columns[0].right, 0.9F);
  EXPECT_FLOAT_EQ(terms.columns[0].product, 0.36F);
  EXPECT_NEAR(terms.total, 0.89, 1e-6);
  const auto& bars = only<ui::KeyBars>(content);
  ASSERT_EQ(bars.bars.size(), 3U);
  EXPECT_NEAR(bars.bars[0].value, 0.61, 1e-6);
  EXPECT_NEAR(bars.bars[1].value, 0.89, 1e-6);
  EXPECT_NEAR(bars.bars[2].value, 0.77, 1e-6);
  EXPECT_EQ(bars.chosen, 1);
}

TEST(StageContent, SoftmaxOfTheTextbookRowShowsPowersTheirSumAndQuotients) {
  const core::TracePointer trace = core::compute_trace(three_words());
  const ui::StageContent content = content_of(Stage::Softmax, *trace, selecting(0, 0, 2, 1));
  const auto& table = only<ui::RowTable>(content);
  EXPECT_NEAR(column(table, "e^scaled").numbers[1], std::exp(0.89), 1e-5);
  EXPECT_NEAR(column(table, "÷ sum = weight").numbers[1], 0.3784, 5e-5);
  EXPECT_NEAR(table.footer[2], std::exp(0.61) + std::exp(0.89) + std::exp(0.77), 1e-4);
  EXPECT_NEAR(table.footer[3], 1, 1e-6);
}

TEST(StageContent, AKeyThatIsNotSelectedIsTheStrongestOne) {
  const core::TracePointer trace = core::compute_trace(three_words());
  EXPECT_EQ(ui::stage_focus(*trace, selecting(0, 0, 2, std::nullopt)).key, 1);
}

TEST(StageContent, ScaleAndMaskAndSoftmaxAreNamedAsPassedThroughWhereTheyDoNothing) {
  core::RunInput run = three_words();
  core::TracePointer trace = core::compute_trace(run);
  const ui::StageFocus focus = ui::stage_focus(*trace, selecting(0, 0, 0, std::nullopt));
  EXPECT_EQ(ui::passed_through(Stage::Scale, *trace, focus), "no scaling here");
  EXPECT_EQ(ui::passed_through(Stage::Mask, *trace, focus), "no mask here");
  EXPECT_EQ(ui::passed_through(Stage::Softmax, *trace, focus), "");
  run.switches.scale = core::ScaleKind::Sqrt;
  run.switches.mask = core::MaskKind::Causal;
  run.switches.softmax = core::SoftmaxKind::None;
  trace = core::compute_trace(run);
  EXPECT_EQ(ui::passed_through(Stage::Scale, *trace, focus), "");
  EXPECT_EQ(ui::passed_through(Stage::Mask, *trace, focus), "");
  EXPECT_EQ(ui::passed_through(Stage::Softmax, *trace, focus), "no softmax here");
  const ui::StageFocus last = ui::stage_focus(*trace, selecting(0, 0, 2, std::nullopt));
  EXPECT_EQ(ui::passed_through(Stage::Mask, *trace, last), "") << "a causal mask that hides nothing from the last word";
}

TEST(StageContent, MaskSaysForEveryKeyWhetherAndWhyNot) {
  core::RunInput run = three_words();
  run.switches.mask = core::MaskKind::Causal;
  run.switches.ignored = {0};
  const core::TracePointer trace = core::compute_trace(run);
  const ui::StageContent content = content_of(Stage::Mask, *trace, selecting(0, 0, 1, std::nullopt));
  const auto& reasons = column(only<ui::RowTable>(content), "may be looked at").texts;
  EXPECT_EQ(reasons[0], "no: you chose to ignore it");
  EXPECT_EQ(reasons[1], "yes");
  EXPECT_EQ(reasons[2], "no: it comes after “cat”");
}

TEST(StageContent, HardUniformAndNoSoftmaxAreExplainedAndShowTheTracesWeights) {
  for (const core::SoftmaxKind kind : {core::SoftmaxKind::Hard, core::SoftmaxKind::Uniform, core::SoftmaxKind::None}) {
    core::RunInput run = three_words();
    run.switches.softmax = kind;
    const core::TracePointer trace = core::compute_trace(run);
    const ui::StageContent content = content_of(Stage::Softmax, *trace, selecting(0, 0, 2, 1));
    const auto& weights = column(only<ui::RowTable>(content), "weight").numbers;
    for (Index key = 0; key < 3; ++key)
      EXPECT_EQ(weights[static_cast<std::size_t>(key)], trace->head(0, 0).weights(2, key));
    EXPECT_NE(plain(content.says)
                  .find(kind == core::SoftmaxKind::Hard      ? "largest score"
                        : kind == core::SoftmaxKind::Uniform ? "1 ÷ 3"
                                                             : "scaled scores"),
              std::string::npos);
  }
}

TEST(StageContent, HeldWeightsAreMarkedAndTheOthersQuotientsStayInSight) {
  core::RunInput run = three_words();
  run.edits.push_back(support::edit_of(core::Site::Weight, 0, 0, 2, 0, 0.5F));
  const core::TracePointer trace = core::compute_trace(run);
  const ui::StageContent content = content_of(Stage::Softmax, *trace, selecting(0, 0, 2, 1));
  const auto& table = only<ui::RowTable>(content);
  EXPECT_EQ(table.columns.back().texts[0], "held");
  EXPECT_EQ(table.columns.back().texts[1], "");
  EXPECT_NEAR(column(table, "÷ sum").numbers[1], 0.3784, 5e-5);
  EXPECT_EQ(column(table, "= weight").numbers[0], 0.5F);
  EXPECT_EQ(column(table, "= weight").numbers[1], trace->head(0, 0).weights(2, 1));
}

TEST(StageContent, AnEditedScoreKeepsItsArithmeticAndSaysWhatItWas) {
  core::RunInput run = three_words();
  const core::TracePointer before = core::compute_trace(run);
  run.edits.push_back(support::edit_of(core::Site::Score, 0, 0, 2, 1, 5));
  const core::TracePointer trace = core::compute_trace(run);
  const ui::ViewState view = selecting(0, 0, 2, 1);
  const ui::StageContent content =
      ui::stage_content(Stage::Scores, *trace, ui::stage_focus(*trace, view), {before.get(), before.get()});
  const auto& bars = only<ui::KeyBars>(content);
  EXPECT_TRUE(bars.bars[1].edited);
  EXPECT_FALSE(bars.bars[0].edited);
  EXPECT_EQ(bars.bars[1].value, 5);
  EXPECT_NEAR(bars.bars[1].unedited, 0.89, 1e-6);
  EXPECT_NEAR(only<ui::TermTable>(content).total, 0.89, 1e-6);
}

// Without norms after the blocks the lines of the last stage really add up.
TEST(StageContent, InputHeadsBiasAndMlpAddUpToTheStream) {
  support::ModelOptions options;
  options.biases = true;
  options.activation = core::Activation::Relu;
  options.norm = core::NormKind::LayerNorm;
  const core::TracePointer trace = core::compute_trace(support::run_of(support::random_model(options), "w1 w2 w3 w4"));
  const auto content = content_of(Stage::Output, *trace, selecting(1, 0, 2, std::nullopt));
  const auto& table = only<ui::RowTable>(content);
  double sum = 0;
  double after_attention = 0;
  for (std::size_t row = 0; row + 1 < table.rows; ++row) {
    if (table.columns[0].texts[row] == "= after attention") {
      after_attention = static_cast<double>(table.columns[1].numbers[row]);
      EXPECT_NEAR(sum, after_attention, 1e-5);
      continue;
    }
    sum += static_cast<double>(table.columns[1].numbers[row]);
  }
  EXPECT_NE(after_attention, 0);
  EXPECT_NEAR(sum, static_cast<double>(table.columns[1].numbers.back()), 1e-5);
}

TEST(StageContent, TermsThatAreLeftOutAreCountedAndAddedUp) {
  support::ModelOptions options;
  options.d_k = 40;
  const core::TracePointer trace = core::compute_trace(support::run_of(support::random_model(options), "w1 w2 w3 w4"));
  const auto content = content_of(Stage::Scores, *trace, selecting(0, 0, 1, 2));
  const auto& terms = only<ui::TermTable>(content);
  ASSERT_EQ(terms.columns.size(), 40U);
  double first = 0;
  for (std::size_t i = 0; i < 7; ++i) {
    first += static_cast<double>(terms.columns[i].product);
    EXPECT_GE(std::abs(terms.columns[i].product), std::abs(terms.columns[i + 1].product));
  }
  EXPECT_NEAR(first + ui::rest_of(terms, 7), static_cast<double>(trace->head(0, 0).scores(1, 2)), 1e-4);
}

TEST(StageContent, TheMatrixOfAStageIsTheTracesOwn) {
  const core::TracePointer trace = core::compute_trace(three_words());
  const ui::StageFocus focus = ui::stage_focus(*trace, selecting(0, 0, 2, 1));
  const core::HeadTrace& head = trace->head(0, 0);
  EXPECT_TRUE(ui::stage_matrix(Stage::Words, *trace, focus).empty());
  EXPECT_EQ(ui::stage_matrix(Stage::X, *trace, focus).whole(), trace->layers[0]->input);
  EXPECT_EQ(ui::stage_matrix(Stage::Qkv, *trace, focus).whole(), head.q);
  EXPECT_EQ(ui::stage_matrix(Stage::Scores, *trace, focus).whole(), head.scores);
  EXPECT_EQ(ui::stage_matrix(Stage::Scale, *trace, focus).whole(), head.scaled);
  EXPECT_EQ(ui::stage_matrix(Stage::Mask, *trace, focus).whole(), core::Matrix::Ones(3, 3));
  EXPECT_EQ(ui::stage_matrix(Stage::Softmax, *trace, focus).whole(), head.weights);
  EXPECT_EQ(ui::stage_matrix(Stage::Mix, *trace, focus).whole(), head.output);
  EXPECT_EQ(ui::stage_matrix(Stage::Output, *trace, focus).whole(), trace->layers[0]->output);
  EXPECT_NE(ui::cell_arithmetic(Stage::Softmax, *trace, focus, 2, 1).find("0.3784 = e^0.89 ÷"), std::string::npos);
}

// Row 1 of this model gives the weights of keys 0 and 2.
TEST(StageContent, EachWeightIsMarkedByWhoSetIt) {
  support::ModelOptions options;
  options.given = true;
  core::RunInput run = support::run_of(support::random_model(options), "w1 w2 w3 w4");
  const auto marks = [&] {
    const core::TracePointer trace = core::compute_trace(run);
    const ui::StageContent content = content_of(Stage::Softmax, *trace, selecting(0, 0, 1, 1));
    const auto& table = only<ui::RowTable>(content);
    EXPECT_EQ(table.columns.back().ink, run.edits.empty() ? ui::Ink::Quiet : ui::Ink::Edited);
    EXPECT_EQ(table.edited, std::vector<bool>({false, !run.edits.empty(), false, false}));
    return std::pair(table.columns.back().texts, plain(content.says));
  };
  using Texts = std::vector<std::string>;
  const auto [given, given_says] = marks();
  EXPECT_EQ(given, Texts({"given", "", "given", ""}));
  EXPECT_EQ(given_says.find("you hold"), std::string::npos) << given_says;
  run.edits = {support::edit_of(core::Site::Weight, 0, 0, 1, 1, 0.1F)};
  const auto [both, both_says] = marks();
  EXPECT_EQ(both, Texts({"given", "held", "given", ""}));
  EXPECT_NE(both_says.find("gives some weights of this row and you hold some"), std::string::npos) << both_says;
}

TEST(StageContent, AWordWhoseSpellingTheVocabularyChangesIsAWord) {
  core::AttentionTrace trace = *core::compute_trace(three_words());
  trace.tokens[1].text = "Čas";
  trace.tokens[1].vocabulary = "čas";
  EXPECT_NE(plain(content_of(Stage::Words, trace, selecting(0, 0, 2, 1)).says).find("3 words"), std::string::npos);
  trace.tokens[1].special = true;
  EXPECT_NE(plain(content_of(Stage::Words, trace, selecting(0, 0, 2, 1)).says).find("3 tokens"), std::string::npos);
}

}  // namespace
