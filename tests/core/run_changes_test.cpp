// What a run tells of its edits and switches.
#include "core/attention/run_changes.h"

#include <gtest/gtest.h>

namespace {

TEST(RunChanges, TheModelAsItIsHasNone) {
  EXPECT_EQ(core::run_changes({}), "");
  EXPECT_EQ(core::switch_changes({}), "");
}

TEST(RunChanges, EditsComeFirstThenEverySwitchThatStandsOtherwise) {
  core::RunInput run;
  run.edits.resize(2);
  run.switches.muted = {{1, 0}};
  run.switches.ignored = {3};
  run.switches.ignored_second = {0};
  run.switches.scale = core::ScaleKind::None;
  run.switches.mask = core::MaskKind::Causal;
  run.switches.softmax = core::SoftmaxKind::Hard;
  run.switches.head_softmax[{0, 1}] = core::SoftmaxKind::Uniform;
  run.switches.temperature = 0.5F;
  EXPECT_EQ(core::run_changes(run),
            "2 edits, 1 head muted, 2 words ignored, scale none, mask causal, softmax hard, 1 head with a softmax of "
            "its own, temperature 0.5");
  run.edits.clear();
  EXPECT_EQ(core::run_changes(run), core::switch_changes(run.switches));
}

}  // namespace
