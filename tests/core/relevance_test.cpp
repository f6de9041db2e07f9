// A slider's edit gives the weight that was asked for; what cannot be set says why.
#include "core/attention/relevance.h"

#include <gtest/gtest.h>

#include "core/attention/forward.h"
#include "core/error.h"
#include "core/models/small_examples.h"
#include "tests/support/builders.h"

namespace {

using core::Edit;
using core::Index;
using core::Site;
using support::edit_of;
using support::random_chance;
using support::random_index;
using support::run_of;

float weight_with(core::RunInput run, const Edit& edit, Index layer, Index head, Index query, Index key) {
  run.edits.push_back(edit);
  return core::compute_trace(run)->head(layer, head).weights(query, key);
}

TEST(Relevance, TheEditGivesTheWeightOnRandomModels) {
  std::mt19937 random(31);
  int set = 0;
  int held = 0;
  for (int i = 0; i < 1500; ++i) {
    SCOPED_TRACE(i);
    core::RunInput run = run_of(support::random_model(support::random_options(random)),
                                support::random_sentence(random, 6), support::random_sentence(random, 4));
    if (random_chance(random, 0.5)) run.switches = support::random_switches(random, *run.model, 6, 4);
    const auto trace = core::compute_trace(run);
    const Index layer = random_index(random, 0, static_cast<Index>(trace->layers.size()) - 1);
    const Index head = random_index(random, 0, static_cast<Index>(trace->layers[0]->heads.size()) - 1);
    const Index query = random_index(random, 0, 5);
    const Index key = random_index(random, 0, trace->head(layer, head).weights.cols() - 1);
    const double weight = 0.001 + 0.998 * static_cast<double>(random_index(random, 0, 1000)) / 1000;
    if (!core::relevance_refusal(*trace, layer, head, query, key).empty()) {
      EXPECT_THROW(core::score_edit_for_weight(*trace, layer, head, query, key, weight), core::Error);
      continue;
    }
    const Edit edit = core::score_edit_for_weight(*trace, layer, head, query, key, weight);
    EXPECT_EQ(edit.site == Site::Weight, core::slider_holds(*trace, layer, head, query, key));
    EXPECT_NEAR(weight_with(run, edit, layer, head, query, key), weight, 2e-6);
    ++(edit.site == Site::Weight ? held : set);
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_GT(set, 500);
  EXPECT_GT(held, 20);
}

TEST(Relevance, TheOtherWeightsOfTheRowKeepTheirProportions) {
  core::RunInput run = run_of(core::make_three_words(), "The cat sat");
  const auto before = core::compute_trace(run);
  run.edits = {core::score_edit_for_weight(*before, 0, 0, 2, 1, 0.8)};
  const auto after = core::compute_trace(run);
  const core::Matrix& a = before->head(0, 0).weights;
  const core::Matrix& b = after->head(0, 0).weights;
  EXPECT_NEAR(b(2, 1), 0.8, 1e-6);
  EXPECT_NEAR(b(2, 0) / b(2, 2), a(2, 0) / a(2, 2), 1e-5);
}

TEST(Relevance, ARowThatIsGivenIsHeldInsteadOfScored) {
  const core::RunInput run = run_of(core::make_given_weights(), "cat mat it");
  const auto trace = core::compute_trace(run);
  const Edit edit = core::score_edit_for_weight(*trace, 0, 0, 2, 0, 0.5);
  EXPECT_EQ(edit.site, Site::Weight);
  EXPECT_NEAR(weight_with(run, edit, 0, 0, 2, 0), 0.5, 1e-7);
  EXPECT_EQ(core::score_edit_for_weight(*trace, 0, 0, 1, 0, 0.5).site, Site::Score);
}

TEST(Relevance, HeldWeightsLeaveTheRestOfOne) {
  core::RunInput run = run_of(core::make_three_words(), "The cat sat");
  run.edits = {edit_of(Site::Weight, 0, 0, 2, 0, 0.7F)};
  const auto trace = core::compute_trace(run);
  EXPECT_NEAR(core::greatest_weight(*trace, 0, 0, 2, 1), 0.3, 1e-6);
  EXPECT_EQ(core::greatest_weight(*trace, 0, 0, 2, 0), 1);
  EXPECT_THROW(core::score_edit_for_weight(*trace, 0, 0, 2, 1, 0.4), core::Error);
  EXPECT_NEAR(weight_with(run, core::score_edit_for_weight(*trace, 0, 0, 2, 1, 0.2), 0, 0, 2, 1), 0.2, 1e-6);
}

TEST(Relevance, BesideAHeldWeightASliderStillMovesItsOwnScore) {
  core::RunInput run = run_of(core::make_three_words(), "The cat sat");
  run.edits = {edit_of(Site::Weight, 0, 0, 2, 0, 0.4F)};
  const auto trace = core::compute_trace(run);
  for (const double weight : {0.001, 0.15, 0.3, 0.599, 0.6}) {
    const Edit edit = core::score_edit_for_weight(*trace, 0, 0, 2, 1, weight);
    EXPECT_EQ(edit.site, Site::Score) << "only the pin holds a weight";
    core::RunInput edited = run;
    edited.edits.push_back(edit);
    const core::Matrix weights = core::compute_trace(edited)->head(0, 0).weights;
    EXPECT_NEAR(weights(2, 1), weight, 2e-6);
    EXPECT_EQ(weights(2, 0), 0.4F) << "the pinned one stays";
    EXPECT_NEAR(weights.row(2).sum(), 1, 1e-6);
  }
}

TEST(Relevance, APinnedSliderMovesItsPinAndSoDoesTheLastFreeOne) {
  core::RunInput run = run_of(core::make_three_words(), "The cat sat");
  run.edits = {edit_of(Site::Weight, 0, 0, 2, 0, 0.4F)};
  const auto once = core::compute_trace(run);
  EXPECT_TRUE(core::slider_holds(*once, 0, 0, 2, 0));
  EXPECT_FALSE(core::slider_holds(*once, 0, 0, 2, 1));
  EXPECT_EQ(core::score_edit_for_weight(*once, 0, 0, 2, 0, 0.7).site, Site::Weight);
  run.edits.push_back(edit_of(Site::Weight, 0, 0, 2, 1, 0.3F));
  EXPECT_TRUE(core::slider_holds(*core::compute_trace(run), 0, 0, 2, 2));
}

TEST(Relevance, ThePinHoldsTheWeightWhereItIs) {
  const core::RunInput run = run_of(core::make_three_words(), "The cat sat");
  const auto trace = core::compute_trace(run);
  const Edit edit = core::hold_edit(*trace, 0, 0, 2, 1);
  EXPECT_EQ(edit.site, Site::Weight);
  EXPECT_EQ(edit.value, trace->head(0, 0).weights(2, 1));
}

TEST(Relevance, WhatCannotBeSetSaysWhy) {
  core::RunInput run = run_of(core::make_three_words(), "The cat sat");
  run.switches.mask = core::MaskKind::Causal;
  auto trace = core::compute_trace(run);
  EXPECT_EQ(core::relevance_refusal(*trace, 0, 0, 0, 1), "this word is masked or ignored here");
  EXPECT_EQ(core::relevance_refusal(*trace, 0, 0, 0, 0), "this row has no other word to share with");
  EXPECT_EQ(core::relevance_refusal(*trace, 0, 0, 2, 0), "");
  EXPECT_THROW(core::score_edit_for_weight(*trace, 0, 0, 2, 0, 0), core::Error);
  EXPECT_THROW(core::score_edit_for_weight(*trace, 0, 0, 2, 0, 1), core::Error);
  run.switches.softmax = core::SoftmaxKind::Hard;
  trace = core::compute_trace(run);
  EXPECT_EQ(core::relevance_refusal(*trace, 0, 0, 2, 0), "a weight can be set while softmax is soft");
}

}  // namespace
