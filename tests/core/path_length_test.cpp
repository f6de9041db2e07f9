// The formulas of path lengths are what stacking layers by hand gives; masks and windows are named.
#include "core/attention/path_length.h"

#include <gtest/gtest.h>

#include "core/attention/forward.h"
#include "core/error.h"
#include "tests/support/builders.h"

namespace {

using core::Index;
using support::run_of;

// Adds layers until the word `distance` places before is inside what the last word sees.
Index layers_by_hand(Index distance, Index reach) {
  Index layers = 0;
  for (Index seen = 0; seen < distance; seen += reach) ++layers;
  return layers;
}

TEST(PathLength, TheLayersAreThoseOfStackingThemByHand) {
  for (Index distance = 0; distance <= 200; ++distance) {
    for (Index kernel = 3; kernel <= 31; kernel += 2) {
      EXPECT_EQ(core::centred_layers(distance, kernel), layers_by_hand(distance, (kernel - 1) / 2));
    }
    for (Index kernel = 2; kernel <= 30; ++kernel) {
      EXPECT_EQ(core::causal_layers(distance, kernel), layers_by_hand(distance, kernel - 1));
    }
  }
}

TEST(PathLength, TokenOneToTokenHundredIs99StepsFor99Places) {
  EXPECT_EQ(core::recurrent_steps(99), 99);
  EXPECT_EQ(core::recurrent_steps(-99), 99);
  EXPECT_EQ(core::centred_layers(99, 3), 99);
  EXPECT_EQ(core::causal_layers(99, 3), 50);
  EXPECT_EQ(core::centred_layers(-150, 5), 75);
}

TEST(PathLength, AKernelThatSeesNothingIsRefused) {
  EXPECT_THROW(core::centred_layers(3, 1), core::Error);
  EXPECT_THROW(core::centred_layers(3, 4), core::Error);
  EXPECT_THROW(core::causal_layers(3, 1), core::Error);
}

TEST(PathLength, AttentionIsOneHopUnlessAMaskOrAWindowForbidsIt) {
  support::ModelOptions options;
  options.causal = true;
  options.window = 3;
  const auto trace = core::compute_trace(run_of(support::random_model(options), "w1 w2 w3 w4 w5 w6 w7"));
  EXPECT_TRUE(core::attention_path(*trace, 0, 0, 4, 2).direct);
  const core::AttentionPath later = core::attention_path(*trace, 0, 0, 2, 4);
  EXPECT_FALSE(later.direct);
  EXPECT_NE(later.reason.find("after"), std::string::npos);
  EXPECT_EQ(later.windowed_layers, 0);
  const core::AttentionPath far = core::attention_path(*trace, 0, 0, 6, 1);
  EXPECT_FALSE(far.direct);
  EXPECT_NE(far.reason.find("further back"), std::string::npos);
  EXPECT_EQ(far.windowed_layers, 3);  // 5 places, 2 a layer
}

TEST(PathLength, AnIgnoredWordIsOutOfReachWhateverTheWindow) {
  core::RunInput run = run_of(support::random_model({}), "w1 w2 w3 w4");
  run.switches.ignored = {1};
  const core::AttentionPath path = core::attention_path(*core::compute_trace(run), 0, 0, 3, 1);
  EXPECT_FALSE(path.direct);
  EXPECT_NE(path.reason.find("ignored"), std::string::npos);
  EXPECT_EQ(path.windowed_layers, 0);
}

}  // namespace
