// The textbooks' small models against numbers worked by hand.
#include "core/models/small_examples.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/attention/forward.h"
#include "core/error.h"
#include "tests/support/builders.h"

namespace {

using core::Index;
using core::Matrix;
using support::edit_of;
using support::run_of;

constexpr double kFourDigits = 5e-5;

core::TracePointer trace_of(const std::shared_ptr<const core::Model>& model, const core::Switches& switches = {}) {
  core::RunInput run = run_of(model, model->config.default_sentence);
  run.switches = switches;
  return core::compute_trace(run);
}

void expect_row(const Matrix& values, Index row, const std::vector<double>& expected, double tolerance) {
  ASSERT_EQ(values.cols(), static_cast<Index>(expected.size()));
  for (std::size_t j = 0; j < expected.size(); ++j) {
    EXPECT_NEAR(values(row, static_cast<Index>(j)), expected[j], tolerance) << "column " << j;
  }
}

TEST(ThreeWords, TheRowOfSatIsTheOneWorkedOnPaper) {
  const auto trace = trace_of(core::make_three_words());
  const core::HeadTrace& head = trace->head(0, 0);
  expect_row(head.scores, 2, {0.61, 0.89, 0.77}, 1e-6);
  expect_row(head.scaled, 2, {0.61, 0.89, 0.77}, 1e-6);
  expect_row(head.weights, 2, {0.2860, 0.3784, 0.3356}, kFourDigits);
  expect_row(head.output, 2, {0.5320, 0.5437, 0.4613}, kFourDigits);
  expect_row(trace->output, 2, {0.5320, 0.5437, 0.4613}, kFourDigits);
}

TEST(ThreeWords, DividedByTheRootOfThree) {
  core::Switches switches;
  switches.scale = core::ScaleKind::Sqrt;
  expect_row(trace_of(core::make_three_words(), switches)->head(0, 0).weights, 2, {0.3056, 0.3592, 0.3352},
             kFourDigits);
}

TEST(ThreeWords, EveryKindOfSoftmax) {
  const auto row = [](core::SoftmaxKind kind) {
    core::Switches switches;
    switches.softmax = kind;
    return trace_of(core::make_three_words(), switches)->head(0, 0).weights;
  };
  expect_row(row(core::SoftmaxKind::Hard), 2, {0, 1, 0}, 0);
  expect_row(row(core::SoftmaxKind::Uniform), 2, {1.0 / 3, 1.0 / 3, 1.0 / 3}, 1e-7);
  expect_row(row(core::SoftmaxKind::None), 2, {0.61, 0.89, 0.77}, 1e-6);
}

TEST(ThreeWords, CausalRowsLookBackOnly) {
  core::Switches switches;
  switches.mask = core::MaskKind::Causal;
  const Matrix weights = trace_of(core::make_three_words(), switches)->head(0, 0).weights;
  expect_row(weights, 0, {1, 0, 0}, 0);
  const double cat = std::exp(1.39) / (std::exp(0.49) + std::exp(1.39));  // The·cat = 0.49, cat·cat = 1.39
  expect_row(weights, 1, {1 - cat, cat, 0}, 1e-6);
}

TEST(ThreeWords, AnUnknownWordIsRefusedByName) {
  try {
    core::compute_trace(run_of(core::make_three_words(), "The dog sat"));
    FAIL() << "the dog was read";
  } catch (const core::Error& error) {
    EXPECT_NE(std::string(error.what()).find("dog"), std::string::npos) << error.what();
  }
  EXPECT_THROW(core::compute_trace(run_of(core::make_three_words(), "  ")), core::Error);
}

TEST(ThreeWords, ARepeatedWordTiesUnderHard) {
  core::RunInput run = run_of(core::make_three_words(), "cat sat The cat sat The cat sat The sat cat");
  run.switches.softmax = core::SoftmaxKind::Hard;
  const Matrix weights = core::compute_trace(run)->head(0, 0).weights;
  expect_row(weights, 1, {0.25, 0, 0, 0.25, 0, 0, 0.25, 0, 0, 0, 0.25}, 0);  // "sat" looks at every "cat"
}

TEST(GivenWeights, TheRowOfItIsGivenAndBlends) {
  const auto trace = trace_of(core::make_given_weights());
  const core::HeadTrace& head = trace->head(0, 0);
  expect_row(head.weights, 2, {0.7, 0.2, 0.1}, 1e-7);
  expect_row(head.output, 2, {0.65, 0.35, 0.15}, 1e-6);
  EXPECT_EQ(head.given.size(), 3U);
  EXPECT_TRUE(head.held.empty());
}

TEST(GivenWeights, TheOtherRowsAreTheSoftmaxOfTheirDotProducts) {
  const auto trace = trace_of(core::make_given_weights());
  // cat·cat = 0.69, cat·mat = 0.29, cat·it = 0.64; mat·mat = 0.91, mat·it = 0.40
  const auto softmax = [](double a, double b, double c) {
    const double sum = std::exp(a) + std::exp(b) + std::exp(c);
    return std::vector<double>{std::exp(a) / sum, std::exp(b) / sum, std::exp(c) / sum};
  };
  expect_row(trace->head(0, 0).weights, 0, softmax(0.69, 0.29, 0.64), 1e-6);
  expect_row(trace->head(0, 0).weights, 1, softmax(0.29, 0.91, 0.40), 1e-6);
}

TEST(GivenWeights, TheReadersHoldScalesTheGivenRest) {
  core::RunInput run = run_of(core::make_given_weights(), "cat mat it");
  run.edits = {edit_of(core::Site::Weight, 0, 0, 2, 0, 0.4F)};
  const auto trace = core::compute_trace(run);
  expect_row(trace->head(0, 0).weights, 2, {0.4, 0.4, 0.2}, 1e-6);
  EXPECT_EQ(trace->head(0, 0).held.size(), 1U);
}

TEST(GivenWeights, AnIgnoredWordLeavesItsShareToTheOthers) {
  core::Switches switches;
  switches.ignored = {1};
  expect_row(trace_of(core::make_given_weights(), switches)->head(0, 0).weights, 2, {0.875, 0, 0.125}, 1e-6);
}

TEST(GivenWeights, OnlySoftRowsAreGiven) {
  core::Switches switches;
  switches.softmax = core::SoftmaxKind::Uniform;
  const auto trace = trace_of(core::make_given_weights(), switches);
  expect_row(trace->head(0, 0).weights, 2, {1.0 / 3, 1.0 / 3, 1.0 / 3}, 1e-7);
  EXPECT_TRUE(trace->head(0, 0).given.empty());
}

TEST(FourByThree, EveryStepIsTheOneWorkedByHand) {
  const auto trace = trace_of(core::make_four_by_three());
  const core::HeadTrace& head = trace->head(0, 0);
  // x: bees 2 0 1 0, like 0 1 0 2, flowers 1 2 0 1. W_Q swaps 0↔1 and 2↔3, W_K is the identity, W_V doubles 0 and 1.
  expect_row(head.q, 0, {0, 2, 0, 1}, 0);
  expect_row(head.q, 1, {1, 0, 2, 0}, 0);
  expect_row(head.q, 2, {2, 1, 1, 0}, 0);
  expect_row(head.k, 0, {2, 0, 1, 0}, 0);
  expect_row(head.v, 0, {4, 0, 1, 0}, 0);
  expect_row(head.v, 1, {0, 2, 0, 2}, 0);
  expect_row(head.v, 2, {2, 4, 0, 1}, 0);
  expect_row(head.scores, 0, {0, 4, 5}, 0);
  expect_row(head.scores, 1, {4, 0, 1}, 0);
  expect_row(head.scores, 2, {5, 1, 4}, 0);
  expect_row(head.scaled, 2, {2.5, 0.5, 2}, 0);
  // e^2.5 = 12.18249, e^0.5 = 1.64872, e^2 = 7.38906; their sum is 21.22027.
  expect_row(head.weights, 2, {0.574097, 0.077696, 0.348207}, 2e-6);
  // 4·0.574097 + 2·0.348207; 2·0.077696 + 4·0.348207; 0.574097; 2·0.077696 + 0.348207
  expect_row(head.output, 2, {2.992802, 1.548220, 0.574097, 0.503599}, 1e-5);
}

TEST(FourByThree, AMatrixEntryCanBeEdited) {
  core::RunInput run = run_of(core::make_four_by_three(), "bees like flowers");
  run.edits = {edit_of(core::Site::WK, 0, 0, 0, 3, 1)};  // k's last component also takes x's first
  const auto trace = core::compute_trace(run);
  expect_row(trace->head(0, 0).k, 0, {2, 0, 1, 2}, 0);
  expect_row(trace->head(0, 0).scores, 0, {2, 4, 6}, 0);
}

}  // namespace
