// Exponentials and activations of many numbers: their largest error, and that no place and no processor changes a bit.
#include "core/attention/vector_math.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "tests/support/lanes_here.h"

namespace {

using core::Activation;
using core::Index;
using core::LaneCount;

std::vector<float> spread(float from, float to, int count) {
  std::vector<float> values;
  for (int i = 0; i < count; ++i) {
    values.push_back(from + (to - from) * static_cast<float>(i) / static_cast<float>(count - 1));
  }
  return values;
}

double exact_activation(double x, Activation activation) {
  switch (activation) {
    case Activation::None:
      return x;
    case Activation::Relu:
      return std::max(x, 0.0);
    case Activation::Gelu:
      return 0.5 * x * std::erfc(-x * std::sqrt(0.5));
    case Activation::GeluTanh:
      return 0.5 * x * (1 + std::tanh(std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x)));
    case Activation::GeluQuick:
      return x / (1 + std::exp(-1.702 * x));
    case Activation::Silu:
      return x / (1 + std::exp(-x));
  }
  return x;
}

constexpr Activation kActivations[] = {Activation::None,     Activation::Relu,      Activation::Gelu,
                                       Activation::GeluTanh, Activation::GeluQuick, Activation::Silu};

TEST(VectorMath, ExponentialsAreWithin2e7OfTheExactOnes) {
  const std::vector<float> values = spread(-86.9F, 0, 200'001);
  std::vector<float> powers(values.size());
  const double sum = core::exponentials(values.data(), static_cast<Index>(values.size()), 0, powers.data());
  double largest = 0;
  double exact_sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double exact = std::exp(static_cast<double>(values[i]));
    exact_sum += exact;
    largest = std::max(largest, std::abs(static_cast<double>(powers[i]) - exact) / exact);
  }
  EXPECT_LT(largest, 2e-7);
  EXPECT_NEAR(sum / exact_sum, 1, 1e-7);
}

TEST(VectorMath, TheLargestNumberHasPowerOneAndMaskedOnesNone) {
  constexpr float kMasked = -std::numeric_limits<float>::infinity();
  const std::vector<float> values = {kMasked, 3, 3, -1e30F, 2.5F, -85, -84};
  std::vector<float> powers(values.size());
  const double sum = core::exponentials(values.data(), static_cast<Index>(values.size()), 3, powers.data());
  EXPECT_EQ(powers[0], 0);
  EXPECT_EQ(powers[1], 1);
  EXPECT_EQ(powers[2], 1);
  EXPECT_EQ(powers[3], 0);
  EXPECT_EQ(powers[5], 0) << "e^-88";
  EXPECT_GT(powers[6], 0) << "e^-87";
  EXPECT_NEAR(sum, 2 + std::exp(-0.5), 1e-6);
}

TEST(VectorMath, NeitherThePlaceNorTheLaneCountChangesABit) {
  const std::vector<float> values = spread(-30, 0, 77);
  const auto count = static_cast<Index>(values.size());
  std::vector<float> reference(values.size());
  const double sum = core::exponentials(values.data(), count, 0, reference.data(), LaneCount::Four);
  for (const LaneCount lanes : support::lanes_here()) {
    std::vector<float> powers(values.size());
    EXPECT_EQ(core::exponentials(values.data(), count, 0, powers.data(), lanes), sum);
    EXPECT_EQ(powers, reference);
    for (std::size_t i = 0; i < values.size(); ++i) {
      float alone = 0;
      core::exponentials(&values[i], 1, 0, &alone, lanes);
      EXPECT_EQ(alone, reference[i]);
    }
  }
}

TEST(VectorMath, ActivationsAreWithin3e7OfTheExactOnesForEveryLaneCount) {
  const std::vector<float> values = spread(-20, 20, 100'001);
  for (const Activation activation : kActivations) {
    std::vector<float> reference;
    for (const LaneCount lanes : support::lanes_here()) {
      std::vector<float> results = values;
      core::activate(results.data(), static_cast<Index>(results.size()), activation, lanes);
      if (reference.empty()) reference = results;
      EXPECT_EQ(results, reference);
    }
    double largest = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto x = static_cast<double>(values[i]);
      const double error = std::abs(static_cast<double>(reference[i]) - exact_activation(x, activation));
      largest = std::max(largest, error / std::max(1.0, std::abs(x)));
    }
    EXPECT_LT(largest, 3e-7) << static_cast<int>(activation);
  }
}

TEST(VectorMath, HugeNumbersStayFinite) {
  for (const Activation activation : kActivations) {
    std::vector<float> values = {-1e18F, 1e18F, -200, 200};
    core::activate(values.data(), 4, activation);
    for (const float value : values) EXPECT_TRUE(std::isfinite(value)) << static_cast<int>(activation);
    EXPECT_EQ(values[3], 200);
  }
}

}  // namespace
