// Recomputing only what changed gives what a full run gives, and leaves the rest as it was.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "core/attention/forward.h"
#include "core/attention/product.h"
#include "core/error.h"
#include "tests/support/builders.h"

namespace {

using core::Index;
using core::Matrix;
using core::Site;
using support::edit_of;
using support::ModelOptions;
using support::random_chance;
using support::random_index;
using support::run_of;

bool equal(const Matrix& a, const Matrix& b) {
  return a.rows() == b.rows() && a.cols() == b.cols() && (a.array() == b.array()).all();
}

bool equal(const core::HeadTrace& a, const core::HeadTrace& b) {
  return equal(a.q, b.q) && equal(a.k, b.k) && equal(a.v, b.v) && equal(a.q_unrotated, b.q_unrotated) &&
         equal(a.k_unrotated, b.k_unrotated) && equal(a.scores, b.scores) && equal(a.scaled, b.scaled) &&
         equal(a.weights, b.weights) && equal(a.output, b.output) && a.idle == b.idle && a.muted == b.muted &&
         a.held == b.held && a.given == b.given;
}

bool equal(const core::LayerTrace& a, const core::LayerTrace& b) {
  for (std::size_t h = 0; h < a.heads.size(); ++h) {
    if (!equal(*a.heads[h], *b.heads[h])) return false;
  }
  return equal(a.input, b.input) && equal(a.normed, b.normed) && equal(a.attended, b.attended) &&
         equal(a.after_attention, b.after_attention) && equal(a.mlp, b.mlp) && equal(a.output, b.output) &&
         a.settings == b.settings;
}

// Bit for bit, which is more than the 1e-6 that is promised.
bool equal(const core::AttentionTrace& a, const core::AttentionTrace& b) {
  const auto same = [](const auto& x, const auto& y) { return equal(*x, *y); };
  return a.layers.size() == b.layers.size() && a.second_layers.size() == b.second_layers.size() &&
         std::equal(a.layers.begin(), a.layers.end(), b.layers.begin(), same) &&
         std::equal(a.second_layers.begin(), a.second_layers.end(), b.second_layers.begin(), same) &&
         equal(a.output, b.output);
}

Index word_count(const std::string& text) {
  return text.empty() ? 0 : 1 + std::count(text.begin(), text.end(), ' ');
}

// One thing that a reader might do next.
void change(std::mt19937& random, core::RunInput& run) {
  const Index tokens = word_count(run.sentence);
  const Index second = run.has_second ? word_count(run.second) : 0;
  const Index kind = random_index(random, 0, 9);
  if (kind <= 4) {
    run.edits.push_back(support::random_edit(random, *run.model, tokens, second));
  } else if (kind <= 6 && !run.edits.empty()) {
    run.edits.erase(run.edits.begin() + random_index(random, 0, static_cast<Index>(run.edits.size()) - 1));
  } else if (kind == 7) {
    run.switches = support::random_switches(random, *run.model, tokens, second);
  } else if (kind == 8) {
    run.has_second = !run.has_second;
    run.second = run.has_second ? support::random_sentence(random, random_index(random, 2, 3)) : "";
    run.edits.clear();
  } else {
    const bool same_length = random_chance(random, 0.5);
    run.sentence = support::random_sentence(random, same_length ? tokens : random_index(random, 2, 6));
    run.edits.clear();
    run.switches.ignored.clear();
  }
}

TEST(Incremental, ThousandsOfRandomStepsEqualFullRunsToTheBit) {
  std::mt19937 random(51);
  int compared = 0;
  int refused = 0;
  int reused_layers = 0;
  for (int model = 0; model < 120; ++model) {
    core::RunInput run =
        run_of(support::random_model(support::random_options(random)), support::random_sentence(random, 5));
    core::TracePointer last = core::compute_trace(run);
    for (int step = 0; step < 60; ++step) {
      core::RunInput next = run;
      change(random, next);
      core::TracePointer full;
      try {
        full = core::compute_trace(next);
      } catch (const core::Error&) {
        ++refused;
        EXPECT_THROW(core::compute_trace(next, last), core::Error);
        continue;
      }
      const core::TracePointer quick = core::compute_trace(next, last);
      ASSERT_TRUE(equal(*quick, *full)) << "model " << model << ", step " << step;
      for (std::size_t l = 0; l < quick->layers.size(); ++l) reused_layers += quick->layers[l] == last->layers[l];
      run = next;
      last = quick;
      ++compared;
    }
  }
  EXPECT_GT(compared, 5000);
  EXPECT_LT(refused, compared / 4);
  EXPECT_GT(reused_layers, 1000);
  std::printf("%d steps compared, %d refused, %d layers taken over\n", compared, refused, reused_layers);
}

// Wide enough that rows whose heads wrote what they wrote before are taken over.
TEST(Incremental, RowsThatAreTakenOverEqualAFullRunToTheBit) {
  constexpr Index kTokens = 72, kWidth = 256;
  ASSERT_TRUE(core::always_dense(kTokens, kWidth, kWidth));
  std::mt19937 random(52);
  const std::string sentence = support::random_sentence(random, kTokens);
  for (const auto norm_place : {core::NormPlace::Before, core::NormPlace::After}) {
    ModelOptions options;
    options.width = kWidth;
    options.heads = 4;
    options.d_k = options.d_v = kWidth / 4;
    options.norm = core::NormKind::RmsNorm;
    options.norm_place = norm_place;
    options.activation = core::Activation::Silu;
    options.gated = options.rotary = options.causal = options.final_norm = true;
    core::RunInput run = run_of(support::random_model(options), sentence);
    core::TracePointer last = core::compute_trace(run);
    for (int step = 0; step < 24; ++step) {
      const Index layer = random_index(random, 0, 1);
      const Index row = random_index(random, 1, kTokens - 1);
      const Site site =
          std::array{Site::Score, Site::Output, Site::Residual, Site::V}[static_cast<std::size_t>(step % 4)];
      if (step % 6 == 5)
        run.edits.erase(run.edits.begin() + random_index(random, 0, static_cast<Index>(run.edits.size()) - 1));
      if (step % 6 != 5)
        run.edits.push_back(edit_of(site, layer, step % 3, row, random_index(random, 0, row - 1), 0.5F));
      const core::TracePointer quick = core::compute_trace(run, last);
      ASSERT_TRUE(equal(*quick, *core::compute_trace(run))) << "step " << step;
      last = quick;
    }
  }
}

class Sharing : public testing::Test {
 protected:
  Sharing() {
    ModelOptions options;
    options.layers = 3;
    options.heads = 3;
    options.cross = true;
    run_ = run_of(support::random_model(options), "w1 w2 w3 w4", "w5 w6");
    before_ = core::compute_trace(run_);
  }
  core::TracePointer with(const core::Edit& edit) {
    run_.edits.push_back(edit);
    return core::compute_trace(run_, before_);
  }
  // Which heads of a layer are the very same objects as before.
  std::vector<bool> shared_heads(const core::AttentionTrace& after, std::size_t layer) const {
    std::vector<bool> shared;
    for (std::size_t h = 0; h < 3; ++h)
      shared.push_back(after.layers[layer]->heads[h] == before_->layers[layer]->heads[h]);
    return shared;
  }
  using Heads = std::vector<bool>;

  core::RunInput run_;
  core::TracePointer before_;
};

TEST_F(Sharing, ARunWithoutAChangeSharesEverything) {
  const auto after = core::compute_trace(run_, before_);
  EXPECT_EQ(after->layers, before_->layers);
  EXPECT_EQ(after->second_layers, before_->second_layers);
}

TEST_F(Sharing, AScoreEditRecomputesItsHeadAndTheLayersAfter) {
  const auto after = with(edit_of(Site::Score, 1, 0, 2, 1, 4));
  EXPECT_EQ(after->layers[0], before_->layers[0]);
  EXPECT_EQ(shared_heads(*after, 1), (Heads{false, true, true}));
  EXPECT_EQ(shared_heads(*after, 2), (Heads{false, false, false}));
  EXPECT_EQ(after->second_layers, before_->second_layers);
}

TEST_F(Sharing, AMatrixEditRecomputesItsHeadOnly) {
  const auto after = with(edit_of(Site::WV, 2, 1, 0, 0, 4));
  EXPECT_EQ(shared_heads(*after, 2), (Heads{true, false, true}));
}

TEST_F(Sharing, AnEditOfTheLastMatrixKeepsAllHeads) {
  const auto after = with(edit_of(Site::WO, 2, 1, 0, 0, 4));
  EXPECT_EQ(shared_heads(*after, 2), (Heads{true, true, true}));
  EXPECT_NE(after->layers[2], before_->layers[2]);
}

TEST_F(Sharing, AnEditOfTheSecondSentenceRecomputesWhatLooksAtIt) {
  core::Edit edit = edit_of(Site::X, -1, -1, 0, 0, 4);
  edit.second = true;
  const auto after = with(edit);
  EXPECT_EQ(shared_heads(*after, 0), (Heads{true, true, false}));
}

TEST_F(Sharing, AnEditThatChangesNothingDownstreamKeepsTheLayersAfter) {
  run_.switches.muted = {{0, 0}};
  before_ = core::compute_trace(run_);
  const auto after = with(edit_of(Site::Score, 0, 0, 1, 1, 9));  // of a muted head
  EXPECT_EQ(shared_heads(*after, 0), (Heads{false, true, true}));
  EXPECT_EQ(after->layers[1], before_->layers[1]);
  EXPECT_EQ(after->layers[2], before_->layers[2]);
}

TEST(Cancelled, ARunThatIsCancelledGivesNothing) {
  core::RunControl control;
  control.cancelled = true;
  EXPECT_EQ(core::compute_trace(run_of(support::random_model({}), "w1 w2"), nullptr, &control), nullptr);
}

}  // namespace
