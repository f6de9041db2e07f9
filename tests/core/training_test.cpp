// The gradients by hand are those of central differences; descent reaches a painted row, and what it cannot reach it
// never does; kept entries give the trained row in an ordinary run.
#include "core/attention/training.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/attention/forward.h"
#include "core/error.h"
#include "core/models/small_examples.h"
#include "tests/support/builders.h"

namespace {

using core::DoubleMatrix;
using core::DoubleVector;
using core::Index;
using core::TrainedRow;
using support::random_index;
using support::run_of;

DoubleVector random_target(std::mt19937& random, const TrainedRow& row) {
  DoubleVector target = DoubleVector::Zero(row.keys.rows());
  for (Index j = 0; j < target.size(); ++j) {
    if (row.allowed[static_cast<std::size_t>(j)]) target(j) = static_cast<double>(random_index(random, 0, 100));
  }
  target(0) += 1;
  return target / target.sum();
}

double difference_quotient(TrainedRow row, const DoubleVector& target, DoubleMatrix TrainedRow::*matrix, Index i,
                           Index j) {
  constexpr double kStep = 1e-5;
  const double at = (row.*matrix)(i, j);
  (row.*matrix)(i, j) = at + kStep;
  const double above = core::row_loss(row, target);
  (row.*matrix)(i, j) = at - kStep;
  return (above - core::row_loss(row, target)) / (2 * kStep);
}

void expect_gradient(const TrainedRow& row, const DoubleVector& target, DoubleMatrix TrainedRow::*matrix,
                     const DoubleMatrix& by_hand) {
  ASSERT_EQ(by_hand.rows(), (row.*matrix).rows());
  ASSERT_EQ(by_hand.cols(), (row.*matrix).cols());
  const double size = by_hand.cwiseAbs().maxCoeff();
  for (Index i = 0; i < by_hand.rows(); ++i) {
    for (Index j = 0; j < by_hand.cols(); ++j) {
      const double measured = difference_quotient(row, target, matrix, i, j);
      EXPECT_NEAR(by_hand(i, j), measured, 1e-3 * std::max(std::abs(measured), 1e-3 * size) + 1e-9);
    }
  }
}

core::TracePointer four_by_three() {
  return core::compute_trace(run_of(core::make_four_by_three(), "bees like flowers"));
}

DoubleVector target_of(std::initializer_list<double> shares) {
  DoubleVector target(static_cast<Index>(shares.size()));
  Index j = 0;
  for (const double share : shares) target(j++) = share;
  return target;
}

TEST(Training, TheGradientsByHandAreThoseOfCentralDifferencesOnRandomModels) {
  std::mt19937 random(5);
  int tried = 0;
  double largest = 0;
  for (int i = 0; i < 120; ++i) {
    SCOPED_TRACE(i);
    const auto options = support::random_options(random);
    const auto trace = core::compute_trace(run_of(support::random_model(options), support::random_sentence(random, 6),
                                                  support::random_sentence(random, 4)));
    const Index layer = random_index(random, 0, static_cast<Index>(trace->layers.size()) - 1);
    const Index head = random_index(random, 0, static_cast<Index>(trace->layers[0]->heads.size()) - 1);
    const Index query = random_index(random, 0, 5);
    if (!core::training_refusal(*trace, layer, head, query).empty()) continue;
    const TrainedRow row = core::trained_row(*trace, layer, head, query);
    const DoubleVector target = random_target(random, row);
    if (target.sum() < 0.999 || !row.allowed[0]) continue;
    const core::RowGradient gradient = core::row_gradient(row, target);
    expect_gradient(row, target, &TrainedRow::w_q, gradient.w_q);
    expect_gradient(row, target, &TrainedRow::w_k, gradient.w_k);
    largest = std::max(largest, gradient.w_q.cwiseAbs().maxCoeff());
    ++tried;
  }
  EXPECT_GT(tried, 25);
  EXPECT_GT(largest, 0.1);
}

TEST(Training, TheRowIsTheOneOfTheTrace) {
  const auto trace = four_by_three();
  for (Index query = 0; query < 3; ++query) {
    const DoubleVector weights = core::row_weights(core::trained_row(*trace, 0, 0, query));
    for (Index key = 0; key < 3; ++key) {
      EXPECT_NEAR(weights(key), static_cast<double>(trace->head(0, 0).weights(query, key)), 1e-6);
    }
  }
}

TEST(Training, DescentReachesAPaintedRowAndItsLossFallsToTheTargetsEntropy) {
  TrainedRow row = core::trained_row(*four_by_three(), 0, 0, 0);
  const DoubleVector target = target_of({0.2, 0.5, 0.3});
  const double rate = core::safe_learning_rate(row);
  double loss = core::row_loss(row, target);
  for (int step = 0; step < 2000; ++step) {
    ASSERT_TRUE(core::descend(row, target, rate));
    const double now = core::row_loss(row, target);
    EXPECT_LE(now, loss + 1e-12) << step;
    loss = now;
  }
  EXPECT_LT((core::row_weights(row) - target).cwiseAbs().maxCoeff(), 1e-3);
  EXPECT_NEAR(loss, core::least_loss(target), 1e-5);
}

TEST(Training, ATargetOfExactlyOneIsApproachedAndNeverReached) {
  TrainedRow row = core::trained_row(*four_by_three(), 0, 0, 0);
  const DoubleVector target = target_of({0, 1, 0});
  EXPECT_EQ(core::least_loss(target), 0);
  const double rate = core::safe_learning_rate(row);
  double weight = core::row_weights(row)(1);
  for (int step = 0; step < 3000; ++step) {
    core::descend(row, target, rate);
    const double now = core::row_weights(row)(1);
    EXPECT_GT(now, weight);
    EXPECT_LT(now, 1);
    weight = now;
  }
  EXPECT_GT(weight, 0.9);
  EXPECT_GT(core::row_loss(row, target), 0);
}

TEST(Training, KeptEntriesGiveTheTrainedRowInAnOrdinaryRun) {
  const auto trace = four_by_three();
  TrainedRow row = core::trained_row(*trace, 0, 0, 2);
  EXPECT_TRUE(core::trained_edits(*trace, row).empty());
  const DoubleVector target = target_of({0.1, 0.2, 0.7});
  for (int step = 0; step < 500; ++step) core::descend(row, target, core::safe_learning_rate(row));
  core::RunInput run = trace->run;
  run.edits = core::trained_edits(*trace, row);
  ASSERT_FALSE(run.edits.empty());
  const auto kept = core::compute_trace(run);
  const DoubleVector trained = core::row_weights(row);
  for (Index key = 0; key < 3; ++key) {
    EXPECT_NEAR(static_cast<double>(kept->head(0, 0).weights(2, key)), trained(key), 1e-5);
  }
  // What was kept is where the next training starts.
  EXPECT_TRUE(core::trained_edits(*kept, core::trained_row(*kept, 0, 0, 2)).empty());
}

TEST(Training, ARateThatIsTooLargeChangesNothingOnceNumbersOverflow) {
  TrainedRow row = core::trained_row(*four_by_three(), 0, 0, 0);
  const DoubleVector target = target_of({0, 1, 0});
  bool moved = true;
  for (int step = 0; step < 50 && moved; ++step) moved = core::descend(row, target, 1e30);
  EXPECT_FALSE(moved);
  EXPECT_TRUE(row.w_q.allFinite());
  EXPECT_TRUE(std::isfinite(core::row_loss(row, target)));
}

TEST(Training, PaintingKeepsTheSumAndTheOthersProportions) {
  DoubleVector target = target_of({0.5, 0.3, 0.2, 0});
  const std::vector<bool> allowed = {true, true, true, false};
  core::paint_target(target, allowed, 0, 0);
  EXPECT_NEAR(target(1), 0.6, 1e-12);
  EXPECT_NEAR(target(2), 0.4, 1e-12);
  core::paint_target(target, allowed, 1, 1);
  EXPECT_EQ(target(1), 1);
  EXPECT_EQ(target.sum(), 1);
  core::paint_target(target, allowed, 1, 0.5);  // the others were all 0
  EXPECT_NEAR(target(0), 0.25, 1e-12);
  EXPECT_NEAR(target(2), 0.25, 1e-12);
  core::paint_target(target, allowed, 3, 0.9);
  EXPECT_EQ(target(3), 0);
  EXPECT_NEAR(target.sum(), 1, 1e-12);
}

TEST(Training, WhatCannotBeTrainedSaysWhy) {
  core::RunInput run = four_by_three()->run;
  run.switches.softmax = core::SoftmaxKind::Hard;
  EXPECT_NE(core::training_refusal(*core::compute_trace(run), 0, 0, 0).find("gradient is 0"), std::string::npos);
  run.switches.softmax = core::SoftmaxKind::Soft;
  run.edits = {support::edit_of(core::Site::Score, 0, 0, 0, 1, 5)};
  EXPECT_NE(core::training_refusal(*core::compute_trace(run), 0, 0, 0).find("edited"), std::string::npos);
  EXPECT_EQ(core::training_refusal(*core::compute_trace(run), 0, 0, 1), "");
  const auto given = core::compute_trace(run_of(core::make_given_weights(), "cat mat it"));
  EXPECT_NE(core::training_refusal(*given, 0, 0, 2), "");
  EXPECT_THROW(core::trained_row(*given, 0, 0, 2), core::Error);
  support::ModelOptions rotary;
  rotary.rotary = true;
  const auto turned = core::compute_trace(run_of(support::random_model(rotary), "w1 w2 w3"));
  EXPECT_NE(core::training_refusal(*turned, 0, 0, 0).find("positions"), std::string::npos);
}

}  // namespace
