// What a model expects, now, before edits and after each layer, against the definition worked out by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "core/attention/forward.h"
#include "core/attention/lens.h"
#include "core/models/learned_model.h"
#include "tests/support/builders.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_model.h"

namespace {

using core::Index;

std::shared_ptr<const core::Model> tiny(const std::string& family, bool ends) {
  const support::TemporaryFolder folder;
  support::write_tiny_model(folder.path() / family, family, ends);
  return core::open_learned_model(folder.path() / family, family);
}

std::vector<double> softmax_of(const core::Matrix& logits, Index row) {
  std::vector<double> shares;
  double sum = 0;
  for (Index id = 0; id < logits.cols(); ++id) {
    shares.push_back(std::exp(static_cast<double>(logits(row, id))));
    sum += shares.back();
  }
  for (double& share : shares) share /= sum;
  return shares;
}

TEST(Lens, TheLastLayerIsWhatTheModelPredictsAndAllProbabilitiesAreTheSoftmax) {
  for (const char* family : {"gpt2", "llama", "qwen3", "bert"}) {
    const bool ends = std::string(family) == "bert";
    const auto trace = core::compute_trace(support::run_of(tiny(family, ends), "the cat sat on the [MASK]"), nullptr);
    const auto row = core::prediction_place(*trace);
    ASSERT_TRUE(row) << family;
    const auto prediction = core::compute_prediction(*trace, *trace, *row);
    ASSERT_TRUE(prediction) << family;
    EXPECT_FALSE(prediction->edited);
    ASSERT_EQ(prediction->words.size(), static_cast<std::size_t>(core::kExpectedWords));
    const auto shares = softmax_of(trace->model().predictor->logits(trace->layers.back()->output), *row);
    for (std::size_t i = 0; i < prediction->words.size(); ++i) {
      const core::ExpectedWord& word = prediction->words[i];
      EXPECT_NEAR(word.word.probability, shares[static_cast<std::size_t>(word.word.id)], 1e-6) << family;
      EXPECT_DOUBLE_EQ(word.before, word.word.probability);
      EXPECT_LE(word.word.probability, prediction->words[i > 0 ? i - 1 : 0].word.probability);
    }
    EXPECT_NEAR(prediction->words.front().word.probability, *std::max_element(shares.begin(), shares.end()), 1e-6);
    const core::LensLayer& last = prediction->layers.back();
    EXPECT_EQ(last.words.front().id, prediction->words.front().word.id);
    EXPECT_EQ(last.rank, 0);
    EXPECT_NEAR(last.probability, prediction->words.front().word.probability, 1e-6);
  }
}

TEST(Lens, EachLayersListIsThatOfItsOwnStream) {
  const auto trace = core::compute_trace(support::run_of(tiny("gpt2", false), "the cat sat"), nullptr);
  const auto prediction = core::compute_prediction(*trace, *trace, 1);
  ASSERT_TRUE(prediction);
  ASSERT_EQ(prediction->layers.size(), trace->layers.size() + 1);
  const int expected = prediction->words.front().word.id;
  for (const core::LensLayer& layer : prediction->layers) {
    const core::Matrix& stream =
        layer.layer < 0 ? trace->layers[0]->input : trace->layers[static_cast<std::size_t>(layer.layer)]->output;
    const auto shares = softmax_of(trace->model().predictor->logits(stream), 1);
    EXPECT_NEAR(layer.probability, shares[static_cast<std::size_t>(expected)], 1e-6);
    const auto more = std::count_if(shares.begin(), shares.end(), [&](double share) {
      return share > shares[static_cast<std::size_t>(expected)] + 1e-9;
    });
    EXPECT_EQ(layer.rank, more);
    EXPECT_NEAR(layer.words.front().probability, *std::max_element(shares.begin(), shares.end()), 1e-6);
  }
}

TEST(Lens, AnEditChangesTheListAndTheListBeforeItStands) {
  core::RunInput run = support::run_of(tiny("gpt2", false), "the cat sat");
  const auto before = core::compute_trace(run, nullptr);
  run.edits = {support::edit_of(core::Site::Residual, 1, 0, 2, 3, 25)};
  const auto now = core::compute_trace(run, before);
  const auto prediction = core::compute_prediction(*now, *before, 2);
  ASSERT_TRUE(prediction);
  EXPECT_TRUE(prediction->edited);
  const auto former = softmax_of(before->model().predictor->logits(before->layers.back()->output), 2);
  bool changed = false;
  for (const auto* list : {&prediction->words, &prediction->former}) {
    for (const core::ExpectedWord& word : *list) {
      EXPECT_NEAR(word.before, former[static_cast<std::size_t>(word.word.id)], 1e-6);
      changed = changed || std::abs(word.before - word.word.probability) > 1e-3;
    }
  }
  EXPECT_TRUE(changed);
}

TEST(Lens, ThePlaceIsTheEndOrTheFirstMaskAndThereIsNoneWithoutAPredictor) {
  const auto next = core::compute_trace(support::run_of(tiny("llama", false), "the cat sat"), nullptr);
  EXPECT_EQ(core::prediction_place(*next), 2);
  const auto bert = tiny("bert", true);
  EXPECT_EQ(core::prediction_place(*core::compute_trace(support::run_of(bert, "the [MASK] [MASK]"), nullptr)), 2);
  EXPECT_EQ(core::prediction_place(*core::compute_trace(support::run_of(bert, "the cat"), nullptr)), std::nullopt);
  std::mt19937 random(1);
  const auto silent =
      core::compute_trace(support::run_of(support::random_model({}), support::random_sentence(random, 2)), nullptr);
  EXPECT_EQ(core::prediction_place(*silent), std::nullopt);
  EXPECT_FALSE(core::compute_prediction(*silent, *silent, 0));
  EXPECT_FALSE(core::compute_prediction(*next, *next, 3)) << "there is no fourth token";
}

TEST(Lens, ACancelledComputationGivesNothing) {
  const auto trace = core::compute_trace(support::run_of(tiny("gpt2", false), "the cat"), nullptr);
  const std::atomic<bool> cancelled{true};
  EXPECT_FALSE(core::compute_prediction(*trace, *trace, 1, &cancelled));
}

}  // namespace
