// The engine against an independent forward pass in double precision, on random small models of every shape.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/attention/forward.h"
#include "core/attention/product.h"
#include "core/error.h"
#include "core/models/catalog.h"
#include "core/sentences/sentences.h"
#include "tests/support/builders.h"
#include "tests/support/reference_forward.h"

namespace {

using core::Index;
using support::Grid;
using support::random_chance;
using support::random_index;

// The largest error of the array, as the contract measures it: relative to its largest value, or absolute.
double error_of(const core::Matrix& ours, const Grid& theirs, bool absolute) {
  if (ours.size() == 0 && theirs.empty()) return 0;
  EXPECT_EQ(static_cast<std::size_t>(ours.rows()), theirs.size());
  double largest = 1;
  double error = 0;
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    for (std::size_t j = 0; j < theirs[i].size(); ++j) {
      const double reference = theirs[i][j];
      const double value = ours(static_cast<Index>(i), static_cast<Index>(j));
      if (std::isinf(reference) || std::isinf(value)) {
        EXPECT_EQ(reference, value) << "masked cells differ at " << i << ", " << j;
        continue;
      }
      largest = std::max(largest, std::abs(reference));
      error = std::max(error, std::abs(reference - value));
    }
  }
  return absolute ? error : error / largest;
}

struct Errors {
  double weights = 0, others = 0;
  int runs = 0, close_runs = 0;
  void take(double error) { others = std::max(others, error); }
};

void compare_head(const core::HeadTrace& ours, const support::ReferenceHead& theirs, bool soft, Errors& errors) {
  ASSERT_EQ(ours.idle, theirs.idle);
  if (theirs.idle) {
    EXPECT_EQ(ours.weights.size(), 0);
    return;
  }
  errors.take(error_of(ours.q, theirs.q, false));
  errors.take(error_of(ours.k, theirs.k, false));
  errors.take(error_of(ours.v, theirs.v, false));
  errors.take(error_of(ours.q_unrotated, theirs.q_unrotated, false));
  errors.take(error_of(ours.k_unrotated, theirs.k_unrotated, false));
  errors.take(error_of(ours.scores, theirs.scores, false));
  errors.take(error_of(ours.scaled, theirs.scaled, false));
  errors.take(error_of(ours.output, theirs.output, false));
  const double weights = error_of(ours.weights, theirs.weights, soft);  // softmax none: the scaled scores themselves
  errors.weights = std::max(errors.weights, weights);
}

void compare_layers(const std::vector<std::shared_ptr<const core::LayerTrace>>& ours,
                    const std::vector<support::ReferenceLayer>& theirs, const core::Switches& switches,
                    Errors& errors) {
  ASSERT_EQ(ours.size(), theirs.size());
  for (std::size_t l = 0; l < theirs.size(); ++l) {
    errors.take(error_of(ours[l]->input, theirs[l].input, false));
    if (ours[l]->normed.size() > 0) errors.take(error_of(ours[l]->normed, theirs[l].normed, false));
    ASSERT_EQ(ours[l]->heads.size(), theirs[l].heads.size());
    for (std::size_t h = 0; h < theirs[l].heads.size(); ++h) {
      const auto kind = switches.softmax_of(static_cast<Index>(l), static_cast<Index>(h));
      compare_head(*ours[l]->heads[h], theirs[l].heads[h], kind != core::SoftmaxKind::None, errors);
    }
    errors.take(error_of(ours[l]->attended, theirs[l].attended, false));
    errors.take(error_of(ours[l]->after_attention, theirs[l].after_attention, false));
    errors.take(error_of(ours[l]->mlp, theirs[l].mlp, false));
    errors.take(error_of(ours[l]->output, theirs[l].output, false));
  }
}

Errors compare(const core::AttentionTrace& ours, const support::ReferenceRun& theirs) {
  Errors errors;
  compare_layers(ours.layers, theirs.layers, ours.run.switches, errors);
  compare_layers(ours.second_layers, theirs.second_layers, ours.run.switches, errors);
  errors.take(error_of(ours.output, theirs.output, false));
  return errors;
}

// The contract's tolerance holds wherever single precision can give it. A few random models are badly conditioned (a
// norm of a nearly constant row, softmax switched off three layers in a row): there rounding alone is magnified.
constexpr double kTolerance = 1e-5;
constexpr double kBadlyConditioned = 2e-4;

void expect_close(const Errors& all) {
  std::printf("%d runs, %d within 1e-5; largest error: weights %.2g, other values %.2g\n", all.runs, all.close_runs,
              all.weights, all.others);
  EXPECT_GE(all.close_runs, all.runs * 0.995);
}

// Runs that the engine refuses (a held weight that does not fit) are not compared; returns whether it ran.
bool agree(const core::RunInput& run, Errors& largest) {
  core::TracePointer trace;
  try {
    trace = core::compute_trace(run);
  } catch (const core::Error&) {
    return false;
  }
  const Errors errors = compare(*trace, support::reference_forward(run));
  EXPECT_LE(errors.weights, kBadlyConditioned);
  EXPECT_LE(errors.others, kBadlyConditioned);
  ++largest.runs;
  if (errors.weights <= kTolerance && errors.others <= kTolerance) ++largest.close_runs;
  largest.weights = std::max(largest.weights, errors.weights);
  largest.others = std::max(largest.others, errors.others);
  return true;
}

core::RunInput random_run(std::mt19937& random) {
  const support::ModelOptions options = support::random_options(random);
  core::RunInput run =
      support::run_of(support::random_model(options), support::random_sentence(random, random_index(random, 1, 7)));
  if (random_chance(random, 0.5)) {
    run.has_second = true;
    run.second = support::random_sentence(random, random_index(random, 1, 5));
  }
  return run;
}

Index word_count(const std::string& sentence) {
  return sentence.empty() ? 0 : 1 + std::count(sentence.begin(), sentence.end(), ' ');
}

TEST(Reference, RandomModelsOfEveryShapeAgree) {
  std::mt19937 random(11);
  Errors largest;
  for (int i = 0; i < 1500; ++i) {
    SCOPED_TRACE(i);
    ASSERT_TRUE(agree(random_run(random), largest));
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_EQ(largest.close_runs, largest.runs);
  expect_close(largest);
}

// What the cards of these models say.
TEST(Reference, TheModelsMadeByHandAgreeOnEverySentence) {
  const std::filesystem::path source = HEED_SOURCE_DIR;
  Errors largest;
  for (const core::CatalogEntry& entry : core::built_in_models()) {
    SCOPED_TRACE(entry.id);
    const auto model = core::load_model(entry.id, source / "assets");
    EXPECT_TRUE(agree(support::run_of(model, model->config.default_sentence), largest));
  }
  const auto glass_box = core::load_model("glass-box", source / "assets");
  for (const core::SentenceSet& set : core::read_sentences(source / "sentences")) {
    for (const core::Sentence& sentence : set.sentences) {
      SCOPED_TRACE(sentence.id);
      core::RunInput run = support::run_of(glass_box, sentence.text);
      run.has_second = sentence.has_second;
      run.second = sentence.second;
      EXPECT_TRUE(agree(run, largest));
    }
  }
  EXPECT_EQ(largest.close_runs, largest.runs);
  expect_close(largest);
}

TEST(Reference, EverySwitchAgrees) {
  std::mt19937 random(12);
  Errors largest;
  for (int i = 0; i < 1500; ++i) {
    SCOPED_TRACE(i);
    core::RunInput run = random_run(random);
    run.switches = support::random_switches(random, *run.model, word_count(run.sentence), word_count(run.second));
    ASSERT_TRUE(agree(run, largest));
    ASSERT_FALSE(HasFailure());
  }
  expect_close(largest);
}

// Heads so large that they are computed some rows at a time.
TEST(Reference, LongSentencesAgreeUnderSwitchesAndEdits) {
  std::mt19937 random(14);
  Errors largest;
  Index edits = 0;
  for (int i = 0; i < 40; ++i) {
    SCOPED_TRACE(i);
    support::ModelOptions options = support::random_options(random);
    options.layers = 1;
    options.heads = 2;
    options.width = 60;
    options.d_k = 60;
    options.d_v = 60;
    const Index tokens = random_index(random, 280, 330);
    core::RunInput run = support::run_of(support::random_model(options), support::random_sentence(random, tokens));
    ASSERT_TRUE(core::always_dense(tokens, options.d_k, tokens));
    if (i % 2 == 1) run.switches = support::random_switches(random, *run.model, tokens, 0);
    for (Index e = i % 3 == 0 ? 4 : 0; e > 0; --e) {
      run.edits.push_back(support::random_edit(random, *run.model, tokens, 0));
    }
    if (agree(run, largest)) edits += static_cast<Index>(run.edits.size());
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_GE(largest.runs, 35);
  EXPECT_GE(edits, 30);
  expect_close(largest);
}

TEST(Reference, EveryEditSiteAgreesUnderEverySwitch) {
  std::mt19937 random(13);
  Errors largest;
  std::map<core::Site, int> compared;
  for (int i = 0; i < 4000; ++i) {
    SCOPED_TRACE(i);
    core::RunInput run = random_run(random);
    const Index tokens = word_count(run.sentence);
    const Index second = word_count(run.second);
    if (random_chance(random, 0.3)) run.switches = support::random_switches(random, *run.model, tokens, second);
    for (Index e = random_index(random, 1, 4); e > 0; --e) {
      run.edits.push_back(support::random_edit(random, *run.model, tokens, second));
    }
    if (agree(run, largest)) {
      for (const core::Edit& edit : run.edits) ++compared[edit.site];
    }
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_EQ(compared.size(), 12U);
  for (const auto& [site, count] : compared) EXPECT_GT(count, 100) << "site " << static_cast<int>(site);
  expect_close(largest);
}

}  // namespace
