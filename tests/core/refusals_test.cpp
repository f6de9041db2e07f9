// What the engine must not compute is refused with a message: what was found, what was expected.
#include <gtest/gtest.h>

#include <limits>

#include "core/attention/forward.h"
#include "core/attention/settings.h"
#include "core/error.h"
#include "core/models/small_examples.h"
#include "tests/support/builders.h"

namespace {

using core::Site;
using core::SoftmaxKind;
using support::edit_of;
using support::run_of;

TEST(Refused, NothingThatIsNotFiniteGetsIn) {
  const auto nan = std::numeric_limits<float>::quiet_NaN();
  const auto infinity = std::numeric_limits<float>::infinity();
  for (const float value : {nan, infinity, -infinity}) {
    core::RunInput run = run_of(core::make_three_words(), "The cat sat");
    run.edits = {edit_of(Site::X, -1, -1, 0, 0, value)};
    EXPECT_THROW(core::compute_trace(run), core::Error);
    run.edits.clear();
    run.switches.temperature = value;
    EXPECT_THROW(core::compute_trace(run), core::Error);
    run.switches.temperature = 1;
    run.switches.scale = core::ScaleKind::Number;
    run.switches.divisor = value;
    EXPECT_THROW(core::compute_trace(run), core::Error);
  }
}

TEST(Refused, WhatOverflowsIsAMessageAndNeverInfinity) {
  for (const Site site : {Site::X, Site::Q, Site::V}) {
    core::RunInput run = run_of(core::make_four_by_three(), "bees like flowers");
    run.edits = {edit_of(site, site == Site::X ? -1 : 0, site == Site::X ? -1 : 0, 0, 0, 3e38F)};
    try {
      const auto trace = core::compute_trace(run);
      const core::HeadTrace& head = trace->head(0, 0);
      EXPECT_TRUE(head.q.allFinite() && head.k.allFinite() && head.v.allFinite() && head.scores.allFinite());
      EXPECT_TRUE(head.output.allFinite() && trace->output.allFinite());
    } catch (const core::Error& error) {
      EXPECT_NE(std::string(error.what()).find("overflow"), std::string::npos) << error.what();
    }
  }
}

TEST(Refused, EditsThatFitNowhereAreRefused) {
  const core::RunInput good = run_of(core::make_three_words(), "The cat sat");
  const std::vector<core::Edit> bad = {edit_of(Site::X, -1, -1, 3, 0, 1),     edit_of(Site::X, -1, -1, 0, 3, 1),
                                       edit_of(Site::Q, 1, 0, 0, 0, 1),       edit_of(Site::Q, 0, 1, 0, 0, 1),
                                       edit_of(Site::Score, 0, 0, 0, 3, 1),   edit_of(Site::Weight, 0, 0, 0, 0, 2),
                                       edit_of(Site::Weight, 0, 0, 0, 0, -1), edit_of(Site::WQ, 0, 0, 3, 0, 1),
                                       edit_of(Site::WO, 0, 0, 0, 0, 1),      edit_of(Site::Residual, 1, -1, 0, 0, 1)};
  for (const core::Edit& edit : bad) {
    core::RunInput run = good;
    run.edits = {edit};
    EXPECT_THROW(core::compute_trace(run), core::Error) << static_cast<int>(edit.site);
  }
}

TEST(Refused, HoldingNeedsSoftmaxSoft) {
  core::RunInput run = run_of(core::make_three_words(), "The cat sat");
  run.edits = {edit_of(Site::Weight, 0, 0, 2, 1, 0.5F)};
  for (const SoftmaxKind kind : {SoftmaxKind::Hard, SoftmaxKind::Uniform, SoftmaxKind::None}) {
    run.switches.softmax = kind;
    EXPECT_THROW(core::compute_trace(run), core::Error);
  }
  run.switches.softmax = SoftmaxKind::Hard;
  run.switches.head_softmax[{0, 0}] = SoftmaxKind::Soft;
  EXPECT_FLOAT_EQ(core::compute_trace(run)->head(0, 0).weights(2, 1), 0.5F);
}

TEST(Refused, ASentenceThatIsTooLongForTheModel) {
  std::string sentence;
  for (int i = 0; i < 2049; ++i) sentence += "w1 ";
  EXPECT_THROW(core::compute_trace(run_of(support::random_model({}), sentence)), core::Error);
}

TEST(Refused, ARunThatDoesNotFitInMemoryNamesTheFigure) {
  auto model = std::make_shared<core::Model>(*support::random_model({}));
  model->config.max_tokens = 100'000'000;
  model->config.layers.resize(1);
  std::string sentence;
  for (int i = 0; i < 300'000; ++i) sentence += "w1 ";  // two heads of 300,000² cells: over 2 TB
  try {
    core::compute_trace(run_of(model, sentence));
    FAIL() << "it ran";
  } catch (const core::Error& error) {
    EXPECT_NE(std::string(error.what()).find("GB"), std::string::npos) << error.what();
  }
}

TEST(Refused, SwitchesOfHeadsAndWordsThatAreNotThere) {
  const core::RunInput good = run_of(core::make_three_words(), "The cat sat");
  const auto refused = [&](auto change) {
    core::RunInput run = good;
    change(run.switches);
    EXPECT_THROW(core::check_run(run), core::Error);
    EXPECT_THROW(core::compute_trace(run), core::Error);
  };
  EXPECT_NO_THROW(core::check_run(good));
  refused([](core::Switches& switches) { switches.head_softmax[{7, 0}] = SoftmaxKind::Uniform; });
  refused([](core::Switches& switches) { switches.muted = {{0, 9}}; });
  refused([](core::Switches& switches) { switches.ignored = {3}; });
  refused([](core::Switches& switches) { switches.ignored_second = {0}; });
}

}  // namespace
