// Each step of softmax(Q·Kᵀ / √d_k)·V by itself, on numbers worked by hand and at the ends of their ranges.
#include "core/attention/attention.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/error.h"

namespace {

using core::Index;
using core::kMasked;
using core::Mask;
using core::Matrix;
using core::SoftmaxKind;
using core::Vector;

Matrix matrix(Index rows, Index columns, const std::vector<float>& values) {
  return Eigen::Map<const Matrix>(values.data(), rows, columns);
}

Vector vector(const std::vector<float>& values) {
  return Eigen::Map<const Vector>(values.data(), static_cast<Index>(values.size()));
}

void expect_row(const Matrix& values, Index row, const std::vector<double>& expected, double tolerance) {
  ASSERT_EQ(values.cols(), static_cast<Index>(expected.size()));
  for (std::size_t j = 0; j < expected.size(); ++j) {
    EXPECT_NEAR(values(row, static_cast<Index>(j)), expected[j], tolerance) << "column " << j;
  }
}

TEST(Attention, ScoresAreDotProductsOfQueriesAndKeys) {
  const Matrix scores = core::attention_scores(matrix(2, 2, {1, 2, -1, 0.5}), matrix(3, 2, {3, 4, 0, 1, -2, 2}));
  expect_row(scores, 0, {11, 2, 2}, 0);
  expect_row(scores, 1, {-1, 0.5, 3}, 0);
}

TEST(Attention, ScoresAreDividedAndMaskedCellsAreMinusInfinity) {
  Mask mask;
  mask.causal = true;
  const Matrix scaled = core::scaled_scores(matrix(2, 2, {1, 2, 3, 4}), 2, mask);
  EXPECT_FLOAT_EQ(scaled(0, 0), 0.5F);
  EXPECT_EQ(scaled(0, 1), kMasked);
  expect_row(scaled, 1, {1.5, 2}, 0);
}

TEST(Attention, AWindowHidesWhatIsTooFarBack) {
  Mask mask;
  mask.window = 2;
  const Matrix scaled = core::scaled_scores(Matrix::Ones(4, 4), 1, mask);
  for (Index i = 0; i < 4; ++i) {
    for (Index j = 0; j < 4; ++j) {
      EXPECT_EQ(scaled(i, j) == kMasked, i - j >= 2) << i << ", " << j;
      EXPECT_EQ(mask.allows(i, j), i - j < 2) << i << ", " << j;
    }
  }
}

TEST(Attention, AnIgnoredColumnIsMaskedForEveryQueryAndItsOwnRowStillLooks) {
  const std::set<Index> ignored = {1};
  Mask mask;
  mask.ignored = &ignored;
  const Matrix weights = core::attention_weights(core::scaled_scores(Matrix::Zero(3, 3), 1, mask), SoftmaxKind::Soft);
  for (Index i = 0; i < 3; ++i) expect_row(weights, i, {0.5, 0, 0.5}, 1e-7);
}

TEST(Attention, AMaskedWeightIsExactlyZero) {
  const Matrix weights = core::attention_weights(matrix(1, 4, {0.3F, kMasked, 0.1F, kMasked}), SoftmaxKind::Soft);
  EXPECT_EQ(weights(0, 1), 0);
  EXPECT_EQ(weights(0, 3), 0);
}

TEST(Attention, SoftmaxOfTheSlidesScoresIsWhatTheyAreNot) {
  // A deck of slides prints 0.05, 0.65, 0.10, 0.20 for these scores.
  const Matrix weights = core::attention_weights(matrix(1, 4, {0.1F, 0.9F, 0.2F, 0.7F}), SoftmaxKind::Soft);
  expect_row(weights, 0, {0.163, 0.362, 0.180, 0.296}, 5e-4);
}

TEST(Attention, HardTakesTheLargestAndTiesShareEqually) {
  const Matrix weights = core::attention_weights(matrix(2, 3, {1, 3, 2, 5, 4, 5}), SoftmaxKind::Hard);
  expect_row(weights, 0, {0, 1, 0}, 0);
  expect_row(weights, 1, {0.5, 0, 0.5}, 0);
}

TEST(Attention, UniformSharesAmongAllowedKeysOnly) {
  const Matrix weights = core::attention_weights(matrix(1, 3, {1, kMasked, 9}), SoftmaxKind::Uniform);
  expect_row(weights, 0, {0.5, 0, 0.5}, 0);
}

TEST(Attention, NoneKeepsTheScaledScoresAndMaskedCellsAreZero) {
  const Matrix weights = core::attention_weights(matrix(1, 3, {-2, kMasked, 0.5F}), SoftmaxKind::None);
  expect_row(weights, 0, {-2, 0, 0.5}, 0);
}

TEST(Attention, ARowWithNothingToLookAtIsAllZeroUnderEveryKind) {
  for (const SoftmaxKind kind : {SoftmaxKind::Soft, SoftmaxKind::Hard, SoftmaxKind::Uniform, SoftmaxKind::None}) {
    const Matrix weights = core::attention_weights(Matrix::Constant(2, 3, kMasked), kind);
    EXPECT_TRUE((weights.array() == 0).all());
  }
}

TEST(Attention, ScoresOfTenToTheThirtyStayFinite) {
  const Matrix scaled = core::scaled_scores(matrix(1, 3, {1e30F, -1e30F, 0}), 1, {});
  const Matrix weights = core::attention_weights(scaled, SoftmaxKind::Soft);
  expect_row(weights, 0, {1, 0, 0}, 0);
  expect_row(core::attention_weights(matrix(1, 2, {-1e30F, -1e30F}), SoftmaxKind::Soft), 0, {0.5, 0.5}, 0);
}

TEST(Attention, ATinyTemperatureIsHardAttention) {
  const Matrix scores = matrix(2, 3, {0.61F, 0.89F, 0.77F, 2, 2, 1});
  const Matrix soft = core::attention_weights(core::scaled_scores(scores, 1e-30, {}), SoftmaxKind::Soft);
  const Matrix hard = core::attention_weights(scores, SoftmaxKind::Hard);
  EXPECT_EQ(soft, hard);
}

TEST(Attention, AQuotientThatOverflowsIsRefusedUnlessItIsMasked) {
  const Matrix scores = matrix(2, 2, {1, 1e30F, 1, 1});
  EXPECT_THROW(core::scaled_scores(scores, 1e-20, {}), core::Error);
  Mask mask;
  mask.causal = true;
  const Matrix scaled = core::scaled_scores(scores, 1e-20, mask);
  EXPECT_EQ(scaled(0, 1), kMasked);
  EXPECT_FLOAT_EQ(scaled(0, 0), 1e20F);
}

TEST(Attention, EqualWordsTieWhereverTheyStand) {
  // 37 words of 19 components; words 1, 17, 35 and 36 are the same one.
  Matrix x = Matrix::Random(37, 19);
  const std::vector<Index> same = {1, 17, 35, 36};
  for (const Index i : same) x.row(i) = x.row(1);
  const Matrix scores = core::attention_scores(x, x);
  const Matrix weights = core::attention_weights(scores, SoftmaxKind::Soft);
  const Matrix output = core::mix_values(weights, x);
  for (const Index i : same) {
    EXPECT_EQ(scores.row(i), scores.row(1));
    EXPECT_EQ(scores.col(i), scores.col(1));
    EXPECT_EQ(weights.col(i), weights.col(1));
    EXPECT_EQ(output.row(i), output.row(1));
  }
}

TEST(Attention, OutputIsTheWeightedSumOfValues) {
  const Matrix output = core::mix_values(matrix(1, 3, {0.7F, 0.2F, 0.1F}), matrix(3, 2, {1, 0, 0, 1, 10, -10}));
  expect_row(output, 0, {1.7, -0.8}, 1e-6);
}

class Holding : public testing::Test {
 protected:
  Vector hold(const std::vector<float>& scaled, const std::vector<core::HeldWeight>& held) {
    const Matrix row = core::attention_weights(matrix(1, static_cast<Index>(scaled.size()), scaled), SoftmaxKind::Soft);
    Vector weights = row.row(0);
    core::hold_weights(weights, vector(scaled), held);
    return weights;
  }
};

TEST_F(Holding, TheOthersKeepTheirProportions) {
  const Vector weights = hold({0, 0, std::log(2.0F)}, {{0, 0.4F}});  // before: 0.25, 0.25, 0.5
  expect_row(weights, 0, {0.4, 0.2, 0.4}, 1e-6);
}

TEST_F(Holding, WhereTheOthersAreZeroTheyShareEqually) {
  const Vector weights = hold({1000, 0, 0, kMasked}, {{0, 0.4F}});
  expect_row(weights, 0, {0.4, 0.3, 0.3, 0}, 1e-7);
}

TEST_F(Holding, HoldingEverythingNeedsASumOfOne) {
  expect_row(hold({0, 0}, {{0, 0.25F}, {1, 0.75F}}), 0, {0.25, 0.75}, 0);
  EXPECT_THROW(hold({0, 0}, {{0, 0.25F}, {1, 0.5F}}), core::Error);
  EXPECT_THROW(hold({0, kMasked}, {{0, 0.5F}}), core::Error);
}

TEST_F(Holding, MoreThanOneIsRefused) {
  EXPECT_THROW(hold({0, 0, 0}, {{0, 0.7F}, {1, 0.4F}}), core::Error);
  expect_row(hold({0, 0, 0}, {{0, 0.6F}, {1, 0.4F}}), 0, {0.6, 0.4, 0}, 1e-6);
}

TEST_F(Holding, AMaskedKeyIsRefused) {
  EXPECT_THROW(hold({0, kMasked}, {{1, 0.1F}}), core::Error);
}

TEST(Relevance, TheScoreForAWeightGivesThatWeight) {
  const Vector scaled = vector({0.5F, -1, 2, kMasked});
  for (const double weight : {0.001, 0.2, 0.5, 0.999}) {
    Matrix row = scaled;
    row(0, 1) = static_cast<float>(core::scaled_score_for_weight(scaled, 1, weight));
    EXPECT_NEAR(core::attention_weights(row, SoftmaxKind::Soft)(0, 1), weight, 1e-6);
  }
  EXPECT_THROW(core::scaled_score_for_weight(vector({1, kMasked}), 0, 0.5), core::Error);
}

}  // namespace
