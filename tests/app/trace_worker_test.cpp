// Long runs beside the window: the newest request wins, cancelling forgets, errors come along.
#include "app/trace_worker.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "core/attention/forward.h"
#include "core/error.h"
#include "core/models/small_examples.h"
#include "tests/support/builders.h"

namespace {

using app::TraceWorker;

// Text that takes a while to read, so that a test can act while a run is under way.
class SlowEncoder : public core::Encoder {
 public:
  explicit SlowEncoder(std::shared_ptr<const core::Encoder> inner) : inner_(std::move(inner)) {}
  core::Tokens tokenize(std::string_view sentence, core::SentencePart part) const override {
    return inner_->tokenize(sentence, part);
  }
  core::Matrix embed(const core::Tokens& tokens, core::SentencePart part) const override {
    ++entered;
    while (!released) std::this_thread::yield();
    return inner_->embed(tokens, part);
  }
  mutable std::atomic<int> entered{0};
  std::atomic<bool> released{false};

 private:
  std::shared_ptr<const core::Encoder> inner_;
};

struct SlowModel {
  SlowModel() {
    auto copy = std::make_shared<core::Model>(*core::make_three_words());
    encoder = std::make_shared<SlowEncoder>(copy->encoder);
    copy->encoder = encoder;
    model = copy;
  }
  std::shared_ptr<SlowEncoder> encoder;
  std::shared_ptr<const core::Model> model;
};

std::optional<TraceWorker::Result> wait_for(TraceWorker& worker) {
  for (int i = 0; i < 10'000; ++i) {
    if (auto result = worker.poll()) return result;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return std::nullopt;
}

void wait_until_entered(const SlowModel& slow) {
  while (slow.encoder->entered == 0) std::this_thread::yield();
}

TEST(TraceWorker, ComputesWhatWasAskedForAndWakesTheWindow) {
  std::atomic<int> woken{0};
  TraceWorker worker([&] { ++woken; });
  EXPECT_FALSE(worker.busy());
  EXPECT_FALSE(worker.poll());
  worker.request(support::run_of(core::make_three_words(), "The cat sat"), nullptr);
  const auto result = wait_for(worker);
  ASSERT_TRUE(result);
  ASSERT_TRUE(result->trace);
  EXPECT_EQ(result->error, nullptr);
  EXPECT_EQ(result->run.sentence, "The cat sat");
  EXPECT_NEAR(result->trace->head(0, 0).weights(2, 1), 0.3784, 5e-5);
  while (woken == 0) std::this_thread::yield();
  EXPECT_EQ(woken, 1);
  EXPECT_FALSE(worker.busy());
  EXPECT_FALSE(worker.poll()) << "a result is handed over once";
}

TEST(TraceWorker, TheNewestRequestWins) {
  const SlowModel slow;
  TraceWorker worker;
  worker.request(support::run_of(slow.model, "The cat sat"), nullptr);
  wait_until_entered(slow);
  worker.request(support::run_of(slow.model, "The cat"), nullptr);
  worker.request(support::run_of(slow.model, "sat"), nullptr);
  EXPECT_TRUE(worker.busy());
  slow.encoder->released = true;
  const auto result = wait_for(worker);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->run.sentence, "sat");
  EXPECT_EQ(slow.encoder->entered, 2) << "the request between was never begun";
}

TEST(TraceWorker, CancellingForgetsTheRun) {
  const SlowModel slow;
  TraceWorker worker;
  worker.request(support::run_of(slow.model, "The cat sat"), nullptr);
  wait_until_entered(slow);
  EXPECT_TRUE(worker.busy());
  worker.cancel();
  EXPECT_FALSE(worker.busy());
  EXPECT_EQ(worker.progress(), 0);
  slow.encoder->released = true;
  worker.request(support::run_of(core::make_three_words(), "cat"), nullptr);
  const auto result = wait_for(worker);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->run.sentence, "cat");
}

TEST(TraceWorker, ProgressCountsHeadsSoThatItMovesWithinALayer) {
  core::RunInput run = support::run_of(support::random_model({}), "w1 w2 w3");
  core::Index heads = 0;
  for (const core::LayerConfig& layer : run.model->config.layers) heads += static_cast<core::Index>(layer.heads.size());
  ASSERT_GT(heads, static_cast<core::Index>(run.model->config.layers.size()));
  core::RunControl first;
  const auto trace = core::compute_trace(run, nullptr, &first);
  EXPECT_EQ(first.heads_done, heads);
  core::RunControl again;
  core::compute_trace(run, trace, &again);
  EXPECT_EQ(again.heads_done, heads) << "what is taken over counts as done";
}

TEST(TraceWorker, AnErrorComesWithTheResult) {
  TraceWorker worker;
  worker.request(support::run_of(core::make_three_words(), "The dog"), nullptr);
  const auto result = wait_for(worker);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->trace, nullptr);
  ASSERT_NE(result->error, nullptr);
  EXPECT_THROW(std::rethrow_exception(result->error), core::Error);
}

TEST(TraceWorker, TakesOverWhatThePreviousRunHolds) {
  TraceWorker worker;
  core::RunInput run = support::run_of(support::random_model({}), "w1 w2 w3");
  const auto previous = core::compute_trace(run);
  run.edits = {support::edit_of(core::Site::Score, 1, 0, 0, 0, 3)};
  worker.request(run, previous);
  const auto result = wait_for(worker);
  ASSERT_TRUE(result && result->trace);
  EXPECT_EQ(result->trace->layers[0], previous->layers[0]);
}

TEST(TraceWorker, AnEditedRunBringsTheOneWithoutEdits) {
  TraceWorker worker;
  core::RunInput run = support::run_of(support::random_model({}), "w1 w2 w3");
  const auto plain = core::compute_trace(run);
  run.edits = {support::edit_of(core::Site::Score, 1, 0, 0, 0, 3)};
  worker.request(run, nullptr);
  auto result = wait_for(worker);
  ASSERT_TRUE(result && result->trace && result->before);
  EXPECT_TRUE(result->before->run.edits.empty());
  EXPECT_EQ(result->before->output, plain->output);
  worker.request(run, result->trace, plain);
  result = wait_for(worker);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->before, plain) << "it is at hand";
}

TEST(TraceWorker, EndsWhileARunIsUnderWayWithoutWaking) {
  const SlowModel slow;
  std::atomic<int> woken{0};
  std::thread releaser;
  {
    TraceWorker worker([&] { ++woken; });
    worker.request(support::run_of(slow.model, "The cat sat"), nullptr);
    wait_until_entered(slow);
    releaser = std::thread([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(300));  // the worker's end has cancelled by then
      slow.encoder->released = true;
    });
  }
  releaser.join();
  EXPECT_EQ(woken, 0);
}

TEST(TraceWorker, LongerSentencesAndModelsCostMore) {
  const core::ModelConfig small = core::make_three_words()->config;
  support::ModelOptions options;
  options.layers = 6;
  options.width = 384;
  options.d_k = options.d_v = 32;
  options.heads = 12;
  const core::ModelConfig large = support::random_model(options)->config;
  EXPECT_LT(app::estimated_cost(small, {12, 0}), app::estimated_cost(small, {64, 0}));
  EXPECT_LT(app::estimated_cost(small, {12, 0}), app::estimated_cost(small, {12, 12}));
  EXPECT_LT(app::estimated_cost(small, {12, 0}), app::kInstantCost);
  EXPECT_GT(app::estimated_cost(large, {512, 0}), app::kInstantCost);
}

}  // namespace
