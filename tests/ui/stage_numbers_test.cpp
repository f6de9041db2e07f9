// Every number of every stage is the trace's on random models with all the extra steps that learned ones have.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "core/attention/forward.h"
#include "tests/support/builders.h"
#include "tests/support/stage_blocks.h"

namespace {

using core::Index;
using support::column;
using support::content_of;
using support::only;
using support::selecting;
using ui::Stage;

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

}  // namespace
