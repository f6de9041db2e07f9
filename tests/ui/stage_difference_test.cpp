// "Now − before" of every stage, whichever kind of number is edited: what is shown is the change of the trace's own.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/attention/forward.h"
#include "core/attention/nearest_words.h"
#include "tests/support/builders.h"
#include "tests/support/stage_blocks.h"

namespace {

using core::Index;
using core::Site;
using support::column;
using support::only;
using ui::Stage;

constexpr Index kLayer = 1, kHead = 0, kQuery = 2, kKey = 3;
constexpr float kExact = 1e-4F;

// A run with one edit and the same without it.
struct Runs {
  core::TracePointer now, before;
  ui::ViewState view;

  ui::StageFocus focus() const { return ui::stage_focus(*now, view); }
  ui::StageContent change(Stage stage) const {
    return ui::stage_difference(stage, *now, focus(), {before.get(), nullptr});
  }
  const core::HeadTrace& head_now() const { return now->head(kLayer, kHead); }
  const core::HeadTrace& head_before() const { return before->head(kLayer, kHead); }
};

Runs runs_with(const support::ModelOptions& options, const core::Edit& edit) {
  core::RunInput run = support::run_of(support::random_model(options), "w1 w2 w3 w4 w5");
  Runs runs;
  runs.before = core::compute_trace(run);
  run.edits = {edit};
  runs.now = core::compute_trace(run);
  runs.view = support::selecting(kLayer, kHead, kQuery, kKey);
  return runs;
}

support::ModelOptions named_model() {
  support::ModelOptions options;
  options.named = true;
  return options;
}

// A number of this kind that the selected row depends on.
core::Edit edit_at(Site site) {
  if (site == Site::X) return support::edit_of(site, -1, -1, kQuery, 1, 2);
  if (site == Site::Residual) return support::edit_of(site, 0, -1, kQuery, 1, 2);
  const bool of_key = site == Site::K || site == Site::V;
  const float value = site == Site::Weight ? 0.7F : 2;
  return support::edit_of(site, kLayer, kHead, of_key ? kKey : kQuery, core::is_pair(site) ? kKey : 1, value);
}

// Shown numbers, and what they were and became; `largest` grows to the largest change seen.
void expect_change(const std::vector<float>& shown, const core::Vector& now, const core::Vector& before) {
  ASSERT_EQ(static_cast<Index>(shown.size()), now.size());
  for (Index i = 0; i < now.size(); ++i) {
    EXPECT_NEAR(shown[static_cast<std::size_t>(i)], now(i) - before(i), kExact) << "number " << i;
  }
}

class StageDifference : public testing::TestWithParam<Site> {
 protected:
  Runs runs() const { return runs_with(named_model(), edit_at(GetParam())); }
};

TEST_P(StageDifference, EveryTableVectorAndShareIsMarkedAsAChange) {
  const Runs made = runs();
  for (int number = 1; number < ui::kStageCount; ++number) {
    const ui::StageContent content = made.change(static_cast<Stage>(number));
    for (const ui::Block& block : content.blocks) {
      EXPECT_FALSE(std::holds_alternative<ui::Arithmetic>(block)) << "arithmetic of now beside a difference";
      const auto* table = std::get_if<ui::RowTable>(&block);
      const auto* strip = std::get_if<ui::VectorStrip>(&block);
      const auto* terms = std::get_if<ui::TermTable>(&block);
      const auto* shares = std::get_if<ui::ShareBar>(&block);
      EXPECT_TRUE(table == nullptr || table->difference) << number;
      EXPECT_TRUE(strip == nullptr || strip->difference) << number;
      EXPECT_TRUE(terms == nullptr || terms->difference) << number;
      EXPECT_TRUE(shares == nullptr || shares->difference) << number;
    }
  }
}

TEST_P(StageDifference, ScaledScoresAndWeightsAreWhatTheyBecameMinusWhatTheyWere) {
  const Runs made = runs();
  const core::HeadTrace& now = made.head_now();
  const core::HeadTrace& before = made.head_before();
  const auto scale = made.change(Stage::Scale);
  const auto& scaled = only<ui::RowTable>(scale);
  expect_change(column(scaled, "score").numbers, now.scores.row(kQuery), before.scores.row(kQuery));
  expect_change(column(scaled, "scaled").numbers, now.scaled.row(kQuery), before.scaled.row(kQuery));
  const auto mask = made.change(Stage::Mask);
  expect_change(column(only<ui::RowTable>(mask), "scaled").numbers, now.scaled.row(kQuery), before.scaled.row(kQuery));
  const auto softmax = made.change(Stage::Softmax);
  const auto& weights = only<ui::RowTable>(softmax);
  expect_change(column(weights, "weight").numbers, now.weights.row(kQuery), before.weights.row(kQuery));
  ASSERT_EQ(weights.footer.size(), weights.columns.size());
  const auto at = static_cast<std::size_t>(&column(weights, "weight") - weights.columns.data());
  EXPECT_NEAR(weights.footer[at], 0, kExact) << "changes of weights that sum to 1 sum to 0";
}

TEST_P(StageDifference, VectorsAreWhatTheyBecameMinusWhatTheyWere) {
  const Runs made = runs();
  const core::HeadTrace& now = made.head_now();
  const core::HeadTrace& before = made.head_before();
  const auto vectors = made.change(Stage::Qkv);
  for (const ui::Block& block : vectors.blocks) {
    const auto* strip = std::get_if<ui::VectorStrip>(&block);
    if (strip == nullptr) continue;
    if (strip->tab == ui::VectorTab::Query) expect_change(strip->values, now.q.row(kQuery), before.q.row(kQuery));
    if (strip->tab == ui::VectorTab::Key) expect_change(strip->values, now.k.row(kKey), before.k.row(kKey));
    if (strip->tab == ui::VectorTab::Value) expect_change(strip->values, now.v.row(kKey), before.v.row(kKey));
  }
  const auto mix = made.change(Stage::Mix);
  expect_change(only<ui::VectorStrip>(mix).values, now.output.row(kQuery), before.output.row(kQuery));
  for (const auto& part : only<ui::ShareBar>(mix).parts) {
    EXPECT_NEAR(part.share, now.weights(kQuery, part.key) - before.weights(kQuery, part.key), kExact);
  }
  const auto output = made.change(Stage::Output);
  expect_change(only<ui::VectorStrip>(output).values, core::head_contribution(*made.now, kLayer, kHead, kQuery),
                core::head_contribution(*made.before, kLayer, kHead, kQuery));
}

TEST_P(StageDifference, ChangesOfProductsAddUpToTheChangeOfTheirSum) {
  const Runs made = runs();
  for (const Stage stage : {Stage::Qkv, Stage::Scores, Stage::Mix, Stage::Output}) {
    const auto content = made.change(stage);
    const auto& terms = only<ui::TermTable>(content);
    EXPECT_NEAR(ui::rest_of(terms, 0), terms.total, kExact) << static_cast<int>(stage);
  }
}

TEST_P(StageDifference, TheStreamIsWhatItBecameMinusWhatItWas) {
  const Runs made = runs();
  const core::LayerTrace& now = *made.now->layers[kLayer];
  const core::LayerTrace& before = *made.before->layers[kLayer];
  const auto x = made.change(Stage::X);
  const auto& components = only<ui::RowTable>(x);
  for (std::size_t row = 0; row < components.rows; ++row) {
    const Index component = components.indices[row];
    EXPECT_NEAR(column(components, "stream").numbers[row],
                now.input(kQuery, component) - before.input(kQuery, component), kExact);
  }
  const auto output = made.change(Stage::Output);
  const Index component = made.focus().stream_component;
  EXPECT_NEAR(only<ui::RowTable>(output).columns.back().numbers.back(),
              now.output(kQuery, component) - before.output(kQuery, component), kExact);
}

TEST_P(StageDifference, TheEditOfThisTestChangesTheModelsOutput) {
  const Runs made = runs();
  EXPECT_GT((made.now->output - made.before->output).cwiseAbs().maxCoeff(), 1e-3F);
}

INSTANTIATE_TEST_SUITE_P(Kinds, StageDifference,
                         testing::Values(Site::X, Site::Q, Site::K, Site::V, Site::Output, Site::Score, Site::Weight,
                                         Site::Residual, Site::WQ, Site::WK, Site::WV, Site::WO));

TEST(StageDifferenceOfASum, AHeadThatFallsSilentIsNamedWithWhatItNoLongerWrites) {
  const Runs made =
      runs_with(named_model(), support::edit_of(Site::Output, kLayer, 1, kQuery, core::kAllComponents, 0));
  const Index component = made.focus().stream_component;
  const float was = core::head_contribution(*made.before, kLayer, 1, kQuery)(component);
  ASSERT_GT(std::abs(was), 0.01F) << "head 1 must be loud enough to be named";
  const auto output = made.change(Stage::Output);
  const auto& sum = only<ui::RowTable>(output);
  const auto& labels = sum.columns.front().texts;
  const auto line = std::find(labels.begin(), labels.end(), "+ 1");
  ASSERT_NE(line, labels.end());
  EXPECT_NEAR(sum.columns.back().numbers[static_cast<std::size_t>(line - labels.begin())], -was, kExact);
}

TEST(StageDifferenceOfX, AVectorThatBecameZeroIsShownAsItsLoss) {
  core::Edit edit = support::edit_of(Site::X, -1, -1, kQuery, core::kAllComponents, 0);
  Runs made = runs_with(named_model(), edit);
  made.view = support::selecting(0, 0, kQuery, kKey);
  const auto x = made.change(Stage::X);
  const auto& components = only<ui::RowTable>(x);
  const core::Matrix& before = made.before->layers[0]->input;
  ASSERT_EQ(static_cast<Index>(components.rows), before.cols());
  for (std::size_t row = 0; row < components.rows; ++row) {
    EXPECT_NEAR(column(components, "x").numbers[row], -before(kQuery, components.indices[row]), kExact);
  }
}

}  // namespace
