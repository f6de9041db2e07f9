// What must hold of every run, each property with its exceptions.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <sstream>

#include "core/attention/attention.h"
#include "core/attention/forward.h"
#include "core/error.h"
#include "core/models/small_examples.h"
#include "tests/support/builders.h"

namespace {

using core::Index;
using core::kMasked;
using core::Matrix;
using core::Site;
using core::SoftmaxKind;
using support::edit_of;
using support::ModelOptions;
using support::random_chance;
using support::random_index;
using support::run_of;

// A random model of any shape on six words, with a second sentence of four.
core::RunInput random_run(std::mt19937& random, const std::function<void(ModelOptions&)>& restrict = {}) {
  ModelOptions options = support::random_options(random);
  if (restrict) restrict(options);
  return run_of(support::random_model(options), support::random_sentence(random, 6),
                support::random_sentence(random, 4));
}

bool bit_equal(const Matrix& a, const Matrix& b) {
  return a.rows() == b.rows() && a.cols() == b.cols() && (a.array() == b.array()).all();
}

void expect_same_head(const core::HeadTrace& a, const core::HeadTrace& b) {
  EXPECT_TRUE(bit_equal(a.q, b.q) && bit_equal(a.k, b.k) && bit_equal(a.v, b.v));
  EXPECT_TRUE(bit_equal(a.scores, b.scores) && bit_equal(a.scaled, b.scaled) && bit_equal(a.weights, b.weights));
  EXPECT_TRUE(bit_equal(a.output, b.output));
}

// Exceptions: softmax none; a row with nothing to look at is all 0.
TEST(Properties, RowsSumToOne) {
  std::mt19937 random(41);
  for (int i = 0; i < 500; ++i) {
    core::RunInput run = random_run(random);
    run.switches = support::random_switches(random, *run.model, 6, 4);
    const auto trace = core::compute_trace(run);
    for (const auto& layer : trace->layers) {
      for (std::size_t h = 0; h < layer->heads.size(); ++h) {
        if (layer->settings.heads[h].softmax == SoftmaxKind::None) continue;
        const core::HeadTrace& head = *layer->heads[h];
        for (Index row = 0; row < head.weights.rows(); ++row) {
          const bool sees = (head.scaled.row(row).array() != kMasked).any();
          EXPECT_NEAR(head.weights.row(row).cast<double>().sum(), sees ? 1 : 0, 1e-6);
          EXPECT_GE(head.weights.row(row).minCoeff(), 0);
        }
      }
    }
  }
}

std::string permuted(const std::string& sentence, const std::vector<Index>& order) {
  std::istringstream stream(sentence);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  std::string text;
  for (const Index from : order) text += (text.empty() ? "" : " ") + words[static_cast<std::size_t>(from)];
  return text;
}

// Exceptions: positions of any kind, a mask, weights that the model gives.
TEST(Properties, PermutingTheWordsPermutesTheRows) {
  std::mt19937 random(42);
  for (int i = 0; i < 300; ++i) {
    const core::RunInput run = random_run(random, [](ModelOptions& options) {
      options.positions = options.rotary = options.causal = options.given = false;
      options.window = 0;
    });
    std::vector<Index> order(6);
    std::iota(order.begin(), order.end(), Index{0});
    std::shuffle(order.begin(), order.end(), random);
    const auto plain = core::compute_trace(run);
    const auto moved = core::compute_trace(run_of(run.model, permuted(run.sentence, order), run.second));
    for (std::size_t h = 0; h < plain->layers[0]->heads.size(); ++h) {
      const Matrix& a = plain->layers[0]->heads[h]->weights;
      const Matrix& b = moved->layers[0]->heads[h]->weights;
      const bool cross = plain->head_config(0, static_cast<Index>(h)).keys == core::KeySource::Second;
      for (Index row = 0; row < b.rows(); ++row) {
        const Index from = order[static_cast<std::size_t>(row)];
        for (Index column = 0; column < b.cols(); ++column) {
          EXPECT_NEAR(b(row, column), a(from, cross ? column : order[static_cast<std::size_t>(column)]), 1e-5);
        }
      }
    }
    for (Index row = 0; row < 6; ++row) {
      const Matrix difference = moved->output.row(row) - plain->output.row(order[static_cast<std::size_t>(row)]);
      EXPECT_LT(difference.cwiseAbs().maxCoeff(), 1e-4F * std::max(1.0F, plain->output.cwiseAbs().maxCoeff()));
    }
  }
}

// Exception: two scores nearer to each other than the temperature can part; none occurs in the first layer here.
TEST(Properties, TemperatureTowardZeroIsHardAttention) {
  std::mt19937 random(43);
  for (int i = 0; i < 300; ++i) {
    core::RunInput run = random_run(random, [](ModelOptions& options) { options.given = false; });
    run.switches.temperature = 1e-12F;
    const auto cold = core::compute_trace(run);
    run.switches.temperature = 1;
    run.switches.softmax = SoftmaxKind::Hard;
    const auto hard = core::compute_trace(run);
    for (std::size_t h = 0; h < cold->layers[0]->heads.size(); ++h) {
      EXPECT_TRUE(cold->layers[0]->heads[h]->weights.isApprox(hard->layers[0]->heads[h]->weights, 1e-6F));
    }
  }
}

// Exceptions: heads that look at the second sentence; weights that the model gives for the whole sentence.
TEST(Properties, CausalRowsDoNotChangeWhenLaterWordsDo) {
  std::mt19937 random(44);
  for (int i = 0; i < 300; ++i) {
    core::RunInput run = random_run(random, [](ModelOptions& options) { options.given = false; });
    run.switches.mask = core::MaskKind::Causal;
    const auto before = core::compute_trace(run);
    const Index kept = random_index(random, 1, 5);
    std::vector<Index> order(static_cast<std::size_t>(kept));
    std::iota(order.begin(), order.end(), Index{0});
    run.sentence = permuted(run.sentence, order) + " " + support::random_sentence(random, 6 - kept);
    const auto after = core::compute_trace(run);
    EXPECT_TRUE(bit_equal(before->output.topRows(kept), after->output.topRows(kept)));
    for (std::size_t l = 0; l < before->layers.size(); ++l) {
      for (std::size_t h = 0; h < before->layers[l]->heads.size(); ++h) {
        EXPECT_TRUE(bit_equal(before->layers[l]->heads[h]->weights.topRows(kept),
                              after->layers[l]->heads[h]->weights.topRows(kept)));
      }
    }
  }
}

// The steps of a head up to and without the edited one.
void expect_same_before(Site site, const core::HeadTrace& a, const core::HeadTrace& b) {
  EXPECT_TRUE(!(site != Site::Q) || (bit_equal(a.q, b.q)));
  EXPECT_TRUE(!(site != Site::K) || (bit_equal(a.k, b.k)));
  EXPECT_TRUE(!(site != Site::V) || (bit_equal(a.v, b.v)));
  const bool scores_upstream = site == Site::Weight || site == Site::Output || site == Site::V;
  EXPECT_TRUE(!(scores_upstream) || (bit_equal(a.scores, b.scores) && bit_equal(a.scaled, b.scaled)));
  EXPECT_TRUE(!(site == Site::Output || site == Site::V) || (bit_equal(a.weights, b.weights)));
}

// "Upstream": earlier layers, earlier steps of the same head, the other heads of its layer. Exception: heads that share
// the edited keys or values.
TEST(Properties, AnEditLeavesEverythingUpstreamUntouchedToTheBit) {
  std::mt19937 random(45);
  std::map<Site, int> tried;
  for (int i = 0; i < 3000; ++i) {
    core::RunInput run = random_run(random, [](ModelOptions& options) { options.key_groups = 0; });
    const auto before = core::compute_trace(run);
    const core::Edit edit = support::random_edit(random, *run.model, 6, 4);
    if (edit.site == Site::X || edit.second || core::is_matrix(edit.site)) continue;
    run.edits = {edit};
    core::TracePointer after;
    try {
      after = core::compute_trace(run);
    } catch (const core::Error&) {
      continue;  // a held masked key
    }
    for (Index l = 0; l < edit.layer; ++l) {
      EXPECT_TRUE(bit_equal(before->layers[static_cast<std::size_t>(l)]->output,
                            after->layers[static_cast<std::size_t>(l)]->output));
    }
    const auto& heads = before->layers[static_cast<std::size_t>(edit.layer)]->heads;
    for (Index h = 0; h < static_cast<Index>(heads.size()); ++h) {
      const core::HeadTrace& a = before->head(edit.layer, h);
      const core::HeadTrace& b = after->head(edit.layer, h);
      if (h != edit.head) {
        expect_same_head(a, b);
      } else {
        expect_same_before(edit.site, a, b);
      }
    }
    ++tried[edit.site];
    ASSERT_FALSE(HasFailure()) << i;
  }
  for (const Site site : {Site::Q, Site::K, Site::V, Site::Output, Site::Score, Site::Weight, Site::Residual}) {
    EXPECT_GT(tried[site], 60) << static_cast<int>(site);
  }
}

TEST(Properties, ScoresOfTenToTheThirtyLeaveAFiniteRun) {
  std::mt19937 random(46);
  for (const float score : {1e30F, -1e30F}) {
    core::RunInput run = random_run(random, [](ModelOptions& options) { options.cross = options.causal = false; });
    run.edits = {edit_of(Site::Score, 0, 0, 3, 2, score)};
    const auto trace = core::compute_trace(run);
    EXPECT_EQ(trace->head(0, 0).scores(3, 2), score);
    EXPECT_EQ(trace->head(0, 0).weights(3, 2), score > 0 ? 1 : 0);
    EXPECT_TRUE(trace->output.allFinite());
  }
}

TEST(Properties, AMutedHeadStillShowsWhereItLooks) {
  core::RunInput run = run_of(core::make_three_words(), "The cat sat");
  const auto before = core::compute_trace(run);
  run.switches.muted = {{0, 0}};
  const auto after = core::compute_trace(run);
  EXPECT_TRUE(bit_equal(before->head(0, 0).weights, after->head(0, 0).weights));
  EXPECT_TRUE((after->head(0, 0).output.array() == 0).all());
  EXPECT_TRUE((after->output.array() == 0).all());
}

TEST(Properties, AnIgnoredWordIsSeenByNobodyAndStillLooks) {
  core::RunInput run = run_of(core::make_three_words(), "The cat sat");
  run.switches.ignored = {1};
  const Matrix weights = core::compute_trace(run)->head(0, 0).weights;
  EXPECT_TRUE((weights.col(1).array() == 0).all());
  EXPECT_NEAR(weights.row(1).sum(), 1, 1e-6);
  run.switches.ignored = {0, 1, 2};
  const auto nothing = core::compute_trace(run);
  EXPECT_TRUE((nothing->head(0, 0).weights.array() == 0).all());
  EXPECT_TRUE((nothing->output.array() == 0).all());
}

TEST(Properties, TheLastOfSeveralEditsAtOnePlaceWins) {
  core::RunInput run = run_of(core::make_three_words(), "The cat sat");
  run.edits = {edit_of(Site::Score, 0, 0, 2, 1, 5), edit_of(Site::Score, 0, 0, 2, 1, -5),
               edit_of(Site::Weight, 0, 0, 0, 1, 0.9F), edit_of(Site::Weight, 0, 0, 0, 1, 0.25F)};
  const auto trace = core::compute_trace(run);
  EXPECT_EQ(trace->head(0, 0).scores(2, 1), -5);
  EXPECT_EQ(trace->head(0, 0).weights(0, 1), 0.25F);
  EXPECT_EQ(trace->head(0, 0).held.size(), 1U);
}

TEST(Properties, AnEditOfASharedKeyReachesItsGroupOnly) {
  ModelOptions options;
  options.heads = 4;
  options.key_groups = 2;
  core::RunInput run = run_of(support::random_model(options), "w1 w2 w3");
  run.edits = {edit_of(Site::K, 0, 1, 2, 0, 7)};
  const auto trace = core::compute_trace(run);
  EXPECT_EQ(trace->head(0, 0).k(2, 0), 7);
  EXPECT_EQ(trace->head(0, 1).k(2, 0), 7);
  EXPECT_NE(trace->head(0, 2).k(2, 0), 7);
  EXPECT_NE(trace->head(0, 3).k(2, 0), 7);
}

}  // namespace
