// What the walkthrough says is what the trace holds: every stage, on hand-made and on random models.
#include "ui/panels/stage_content.h"

#include <gtest/gtest.h>

#include <cmath>
#include <optional>

#include "core/attention/explain.h"
#include "core/attention/forward.h"
#include "core/models/small_examples.h"
#include "tests/support/builders.h"

namespace {

using core::Index;
using ui::Stage;

core::RunInput three_words() {
  return support::run_of(core::make_three_words(), "The cat sat");
}

ui::ViewState selecting(Index layer, Index head, Index query, std::optional<Index> key) {
  ui::ViewState view;
  view.selection.layer = layer;
  view.selection.head = head;
  view.selection.query = query;
  view.selection.key = key;
  return view;
}

ui::StageContent content_of(Stage stage, const core::AttentionTrace& trace, const ui::ViewState& view) {
  return ui::stage_content(stage, trace, ui::stage_focus(trace, view));
}

template <typename Kind>
const Kind& only(const ui::StageContent& content) {
  const Kind* found = nullptr;
  for (const ui::Block& block : content.blocks) {
    if (const Kind* one = std::get_if<Kind>(&block)) {
      EXPECT_EQ(found, nullptr) << "more than one block of this kind";
      found = one;
    }
  }
  if (found == nullptr) throw std::runtime_error("the stage has no block of this kind");
  return *found;
}

const ui::RowTable::Column& column(const ui::RowTable& table, const std::string& heading) {
  for (const ui::RowTable::Column& one : table.columns) {
    if (one.heading == heading) return one;
  }
  throw std::runtime_error("no column " + heading);
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

// Every number of every stage on models with all the extra steps that learned ones have.
class StagesOfRandomModels : public testing::TestWithParam<std::uint32_t> {};

void expect_near_all(const std::vector<float>& shown, const core::Matrix& matrix, Index row) {
  ASSERT_EQ(static_cast<Index>(shown.size()), matrix.cols());
  for (Index j = 0; j < matrix.cols(); ++j) {
    const float value = shown[static_cast<std::size_t>(j)];
    if (std::isinf(matrix(row, j))) {
      EXPECT_EQ(value, matrix(row, j));
    } else {
      EXPECT_NEAR(value, matrix(row, j), 1e-5 * std::max(1.0F, std::abs(matrix(row, j))));
    }
  }
}

void expect_true_stages(const core::AttentionTrace& trace, const ui::ViewState& view) {
  const ui::StageFocus focus = ui::stage_focus(trace, view);
  const core::HeadTrace& head = trace.head(focus.layer, focus.head);
  const core::LayerTrace& layer = *trace.layers[static_cast<std::size_t>(focus.layer)];

  const auto scores = content_of(Stage::Scores, trace, view);
  EXPECT_NEAR(only<ui::TermTable>(scores).total, head.scores(focus.query, focus.key), 1e-4);
  std::vector<float> shown;
  for (const auto& bar : only<ui::KeyBars>(scores).bars) shown.push_back(bar.value);
  expect_near_all(shown, head.scores, focus.query);

  const auto scale = content_of(Stage::Scale, trace, view);
  for (Index key = 0; key < head.scaled.cols(); ++key) {
    if (std::isinf(head.scaled(focus.query, key))) continue;
    EXPECT_EQ(column(only<ui::RowTable>(scale), "= scaled").numbers[static_cast<std::size_t>(key)],
              head.scaled(focus.query, key));
  }
  const auto mask = content_of(Stage::Mask, trace, view);
  expect_near_all(column(only<ui::RowTable>(mask), "scaled").numbers, head.scaled, focus.query);

  const auto softmax = content_of(Stage::Softmax, trace, view);
  for (const auto& one : only<ui::RowTable>(softmax).columns) {
    if (one.bar) expect_near_all(one.numbers, head.weights, focus.query);
  }
  const auto mix = content_of(Stage::Mix, trace, view);
  EXPECT_NEAR(only<ui::TermTable>(mix).total, head.output(focus.query, focus.value_component), 1e-4);
  expect_near_all(only<ui::VectorStrip>(mix).values, head.output, focus.query);

  const auto output = content_of(Stage::Output, trace, view);
  const auto& sum = only<ui::RowTable>(output);
  EXPECT_EQ(sum.columns[1].numbers.back(), layer.output(focus.query, focus.stream_component));
}

// In q k v the chosen vector's products add up to x · W + b; its strip shows what enters the product.
void expect_true_projections(const core::AttentionTrace& trace, ui::ViewState view) {
  for (const ui::VectorTab tab : {ui::VectorTab::Query, ui::VectorTab::Key, ui::VectorTab::Value}) {
    view.persisted.vector_tab = tab;
    const ui::StageFocus focus = ui::stage_focus(trace, view);
    const auto content = content_of(Stage::Qkv, trace, view);
    const core::HeadTrace& head = trace.head(focus.layer, focus.head);
    int strips = 0;
    for (const ui::Block& block : content.blocks) {
      const auto* strip = std::get_if<ui::VectorStrip>(&block);
      if (strip == nullptr) continue;
      ++strips;
      if (strip->tab == ui::VectorTab::Query) expect_near_all(strip->values, head.q, focus.query);
      if (strip->tab == ui::VectorTab::Key) expect_near_all(strip->values, head.k, focus.key);
      if (strip->tab == ui::VectorTab::Value) expect_near_all(strip->values, head.v, focus.key);
    }
    EXPECT_EQ(strips, 3);
    const auto& terms = only<ui::TermTable>(content);
    EXPECT_NEAR(ui::rest_of(terms, 0), terms.total, 1e-4);
    if (tab != ui::VectorTab::Value) continue;
    EXPECT_NEAR(terms.total, head.v(focus.key, focus.component), 1e-4);
  }
}

TEST_P(StagesOfRandomModels, ShowTheNumbersOfTheTrace) {
  std::mt19937 random(GetParam());
  const support::ModelOptions options = support::random_options(random);
  const auto model = support::random_model(options);
  const core::RunInput run = support::run_of(model, support::random_sentence(random, 6), "w1 w2 w3");
  const core::TracePointer trace = core::compute_trace(run);
  for (Index layer = 0; layer < static_cast<Index>(trace->layers.size()); ++layer) {
    for (Index head = 0; head < static_cast<Index>(trace->layers[static_cast<std::size_t>(layer)]->heads.size());
         ++head) {
      if (trace->head(layer, head).idle) continue;
      const ui::ViewState view = selecting(layer, head, support::random_index(random, 0, 5), std::nullopt);
      expect_true_stages(*trace, view);
      expect_true_projections(*trace, view);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, StagesOfRandomModels, testing::Range(1U, 25U));

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
  EXPECT_EQ(ui::stage_matrix(Stage::X, *trace, focus).matrix(), trace->layers[0]->input);
  EXPECT_EQ(ui::stage_matrix(Stage::Qkv, *trace, focus).matrix(), head.q);
  EXPECT_EQ(ui::stage_matrix(Stage::Scores, *trace, focus).matrix(), head.scores);
  EXPECT_EQ(ui::stage_matrix(Stage::Scale, *trace, focus).matrix(), head.scaled);
  EXPECT_EQ(ui::stage_matrix(Stage::Mask, *trace, focus).matrix(), core::Matrix::Ones(3, 3));
  EXPECT_EQ(ui::stage_matrix(Stage::Softmax, *trace, focus).matrix(), head.weights);
  EXPECT_EQ(ui::stage_matrix(Stage::Mix, *trace, focus).matrix(), head.output);
  EXPECT_EQ(ui::stage_matrix(Stage::Output, *trace, focus).matrix(), trace->layers[0]->output);
  EXPECT_NE(ui::cell_arithmetic(Stage::Softmax, *trace, focus, 2, 1).find("0.3784 = e^0.89 ÷"), std::string::npos);
}

}  // namespace
