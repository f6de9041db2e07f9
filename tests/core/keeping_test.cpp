// Runs that keep less than everything: what is kept is bit-equal, the rest is gone, and the stated size is the true
// one.
#include <gtest/gtest.h>

#include "core/attention/explain.h"
#include "core/attention/forward.h"
#include "core/attention/memory.h"
#include "core/attention/trace_values.h"
#include "core/error.h"
#include "tests/support/builders.h"

namespace {

using core::Index;
using core::Keeping;
using core::Kept;
using core::Matrix;

core::TracePointer compute(const core::RunInput& run, const Keeping& keeping, const core::TracePointer& last = {}) {
  core::RunControl control;
  control.keeping = keeping;
  return core::compute_trace(run, last, &control);
}

bool equal(const Matrix& a, const Matrix& b) {
  return a.rows() == b.rows() && a.cols() == b.cols() && (a.array() == b.array()).all();
}

core::RunInput three_layers(bool cross) {
  support::ModelOptions options;
  options.layers = 3;
  options.heads = 3;
  options.norm = core::NormKind::RmsNorm;
  options.activation = core::Activation::Silu;
  options.rotary = true;
  options.cross = cross;
  const auto model = support::random_model(options);
  return cross ? support::run_of(model, "w1 w2 w3 w4 w5", "w6 w7 w8") : support::run_of(model, "w1 w2 w3 w4 w5");
}

TEST(Keeping, TheStatedSizeIsTheSizeOfWhatIsHeld) {
  std::mt19937 random(7);
  for (int model = 0; model < 60; ++model) {
    const support::ModelOptions options = support::random_options(random);
    core::RunInput run = support::run_of(support::random_model(options), support::random_sentence(random, 6));
    if (options.cross && model % 2 == 0) {
      run.has_second = true;
      run.second = support::random_sentence(random, 4);
    }
    for (const Keeping& keeping : {Keeping{}, Keeping{Kept::Weights, {}}, Keeping{Kept::Stream, {0}}}) {
      const core::TracePointer trace = compute(run, keeping);
      const auto first = static_cast<Index>(trace->tokens.size());
      const auto second = static_cast<Index>(trace->second_tokens.size());
      EXPECT_EQ(core::trace_bytes(trace->config(), {first, second}, keeping), core::held_bytes(*trace)) << model;
    }
  }
}

TEST(Keeping, WeightsAndOutputsAloneAreThoseOfTheFullRun) {
  for (const bool cross : {false, true}) {
    const core::RunInput run = three_layers(cross);
    const core::TracePointer full = core::compute_trace(run);
    const core::TracePointer lean = compute(run, {Kept::Weights, {1}});
    for (Index layer = 0; layer < 3; ++layer) {
      EXPECT_EQ(core::kept_of(*lean->layers[static_cast<std::size_t>(layer)]),
                layer == 1 ? Kept::Everything : Kept::Weights);
      for (Index head = 0; head < 3; ++head) {
        EXPECT_TRUE(equal(lean->head(layer, head).weights, full->head(layer, head).weights));
        EXPECT_TRUE(equal(lean->head(layer, head).output, full->head(layer, head).output));
        EXPECT_EQ(lean->head(layer, head).scores.size() > 0, layer == 1);
        EXPECT_EQ(lean->head(layer, head).q.size() > 0, layer == 1);
      }
    }
    EXPECT_TRUE(equal(core::mean_over_all(*lean), core::mean_over_all(*full)));
    EXPECT_TRUE(equal(lean->output, full->output));
    EXPECT_LT(core::held_bytes(*lean), core::held_bytes(*full));
  }
}

TEST(Keeping, OneLayerAloneLeavesTheStreamOfTheOthers) {
  const core::RunInput run = three_layers(false);
  const core::TracePointer full = core::compute_trace(run);
  const core::TracePointer lean = compute(run, {Kept::Stream, {2}});
  EXPECT_TRUE(core::holds(*lean, {Kept::Stream, {2}}));
  EXPECT_FALSE(core::holds(*lean, {Kept::Stream, {1}}));
  EXPECT_TRUE(lean->head(0, 0).idle);
  EXPECT_EQ(lean->head(0, 0).weights.size(), 0);
  EXPECT_TRUE(equal(lean->layers[0]->output, full->layers[0]->output));
  EXPECT_TRUE(equal(lean->head(2, 1).scores, full->head(2, 1).scores));
  EXPECT_EQ(core::mean_over_all(*lean).size(), 0) << "a mean of one layer is not the mean of all";
  EXPECT_EQ(core::mean_over_heads(*lean, 2).size(), 25);
}

// The reader walks from layer to layer, edits and takes back: whatever a lean run takes over, its numbers are those of
// a run from nothing.
TEST(Keeping, LeanRunsTakeOverWhatTheyCanAndStayEqualToTheBit) {
  std::mt19937 random(11);
  core::RunInput run = three_layers(true);
  core::TracePointer last = core::compute_trace(run);
  int taken_over = 0;
  for (int step = 0; step < 300; ++step) {
    const auto kept = static_cast<Kept>(support::random_index(random, 0, 2));
    const Keeping keeping{kept, {support::random_index(random, 0, 2)}};
    if (support::random_chance(random, 0.3)) run.edits = {support::random_edit(random, *run.model, 5, 3)};
    if (support::random_chance(random, 0.3)) run.edits.clear();
    core::TracePointer fresh;
    try {
      fresh = compute(run, keeping);
    } catch (const core::Error&) {
      run.edits.clear();
      continue;
    }
    const core::TracePointer next = compute(run, keeping, last);
    for (std::size_t l = 0; l < 3; ++l) {
      taken_over += next->layers[l] == last->layers[l];
      EXPECT_EQ(core::kept_of(*next->layers[l]), core::kept_of(*fresh->layers[l]));
      EXPECT_TRUE(equal(next->layers[l]->output, fresh->layers[l]->output)) << step;
      for (std::size_t h = 0; h < 3; ++h) {
        const core::HeadTrace& a = *next->layers[l]->heads[h];
        const core::HeadTrace& b = *fresh->layers[l]->heads[h];
        ASSERT_TRUE(equal(a.weights, b.weights) && equal(a.scores, b.scores) && equal(a.q, b.q)) << step;
      }
    }
    last = next;
  }
  EXPECT_GT(taken_over, 50);
}

TEST(Keeping, WhatIsNotKeptIsNotExplained) {
  const core::TracePointer trace = compute(three_layers(false), {Kept::Weights, {2}});
  core::Place place;
  place.kind = core::ValueKind::Weight;
  try {
    core::explain(*trace, place);
    FAIL();
  } catch (const core::Error& error) {
    EXPECT_NE(std::string(error.what()).find("not kept"), std::string::npos) << error.what();
  }
  place.layer = 2;
  EXPECT_NO_THROW(core::explain(*trace, place));
}

TEST(Keeping, WhatIsWrittenSaysWhatMustBeKept) {
  core::TraceSelection selection;
  selection.layers = {1};
  EXPECT_EQ(selection.keeping(3), (Keeping{Kept::Stream, {1}}));
  selection.only = {"weights", "tokens"};
  EXPECT_EQ(selection.keeping(3), (Keeping{Kept::Weights, {}}));
  selection.only = {"q"};
  EXPECT_EQ(selection.keeping(3), (Keeping{Kept::Stream, {1}}));
}

}  // namespace
