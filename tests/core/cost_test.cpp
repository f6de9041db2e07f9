// Counting and fitting of the cost; that measuring measures what it says.
#include "core/attention/cost.h"

#include <gtest/gtest.h>

#include <atomic>

#include "core/models/small_examples.h"

namespace {

using core::CostCurves;
using core::CostPoint;
using core::CostShape;

CostCurves exact_curves(const CostShape& shape, double projection, double score) {
  CostCurves curves{shape, {}, 0};
  for (core::Index n = 32; n <= 2048; n *= 2) {
    curves.points.push_back(
        {n, projection * core::projection_multiplications(shape, n), score * core::score_multiplications(shape, n)});
  }
  return curves;
}

TEST(Cost, CountsTheMultiplicationsOfOneLayer) {
  const CostShape shape{8, 2};
  EXPECT_EQ(core::projection_multiplications(shape, 10), 4 * 10 * 8 * 8);
  EXPECT_EQ(core::score_multiplications(shape, 10), 2 * 10 * 10 * 8);
  EXPECT_EQ(core::counted_crossing(shape), 16);
  EXPECT_EQ(core::projection_multiplications(shape, 16), core::score_multiplications(shape, 16));
  EXPECT_EQ((CostShape{80, 7}.head_width()), 12);  // rounded up
}

TEST(Cost, AModelsOwnLayerIsCountedByItsMatrices) {
  core::LayerWeights weights;  // two heads share one key and one value
  weights.w_q = core::Matrix::Zero(8, 8);
  weights.w_k = weights.w_v = core::Matrix::Zero(8, 4);
  weights.w_o = core::Matrix::Zero(8, 8);
  EXPECT_EQ(core::own_projection_multiplications(weights, 10), 10 * (64 + 32 + 32 + 64));
  weights.w_o = {};
  EXPECT_EQ(core::own_projection_multiplications(weights, 10), 10 * (64 + 32 + 32));
}

TEST(Cost, TheMapTakesFourBytesACell) {
  const auto model = core::make_four_by_three();
  EXPECT_EQ(core::map_bytes(model->config, 100), 100.0 * 100 * 4);
  EXPECT_EQ(core::cost_shape(model->config), (CostShape{4, 1}));
}

TEST(Cost, AFitFindsTheConstantsAndTheCrossingOfExactCurves) {
  const CostCurves curves = exact_curves({64, 4}, 2e-10, 4e-10);
  const auto fit = core::fit_cost(curves);
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->projection, 2e-10, 1e-16);
  EXPECT_NEAR(fit->score, 4e-10, 1e-16);
  EXPECT_LT(fit->projection_error + fit->score_error, 1e-9);
  // Scores cost twice as much a multiplication: they catch up at half of 2 D.
  EXPECT_NEAR(core::measured_crossing(curves).value(), 64, 1e-6);
}

TEST(Cost, WithoutPointsOrACrossingThereIsNone) {
  EXPECT_FALSE(core::fit_cost({}).has_value());
  EXPECT_FALSE(core::measured_crossing(exact_curves({4, 1}, 1e-9, 1e-9)).has_value());  // 8 is below the first length
}

TEST(Cost, LengthsDoubleAndEndWhereTheWorkWouldTakeLong) {
  EXPECT_EQ(core::cost_lengths({64, 4}).front(), 32);
  EXPECT_EQ(core::cost_lengths({64, 4}).back(), 4096);
  EXPECT_LT(core::cost_lengths({8192, 64}).back(), 512);
}

TEST(Cost, MeasuredScoresGrowFasterThanProjections) {
  const std::atomic<bool> cancelled{false};
  std::vector<CostPoint> told;
  const CostCurves curves =
      core::measure_cost({64, 4}, cancelled, [&](const CostPoint& point) { told.push_back(point); });
  ASSERT_EQ(curves.points.size(), core::cost_lengths({64, 4}).size());
  EXPECT_EQ(told.size(), curves.points.size());
  const CostPoint& small = curves.points[2];  // 128
  const CostPoint& large = curves.points.back();
  ASSERT_GT(small.projection_seconds, 0);
  ASSERT_GT(small.score_seconds, 0);
  // 32 times the length: 32 times the projections, 1024 times the scores; a loaded machine is allowed a lot.
  EXPECT_GT(large.score_seconds / small.score_seconds, 3 * large.projection_seconds / small.projection_seconds);
}

TEST(Cost, ACancelledMeasurementEnds) {
  std::atomic<bool> cancelled{false};
  const CostCurves curves = core::measure_cost({64, 4}, cancelled, [&](const CostPoint&) { cancelled = true; });
  EXPECT_EQ(curves.points.size(), 1U);
}

}  // namespace
