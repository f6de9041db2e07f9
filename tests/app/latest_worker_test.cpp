// Work beside the window: the newest request wins, the one under way is told to end, errors come along.
#include "app/latest_worker.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace {

using Worker = app::LatestWorker<int, int>;

std::optional<Worker::Done> wait_for(Worker& worker) {
  while (worker.busy()) std::this_thread::yield();
  return worker.poll();
}

// Doubles numbers; 0 works until it is told to end.
struct Doubling {
  std::atomic<bool> under_way{false}, told{false};
  Worker worker{[this](int number, const std::atomic<bool>& cancelled) {
                  if (number < 0) throw std::runtime_error("below zero");
                  if (number > 0) return 2 * number;
                  under_way = true;
                  while (!cancelled) std::this_thread::yield();
                  told = true;
                  return 0;
                },
                {}};
  void begin_without_end() {
    worker.request(0);
    while (!under_way) std::this_thread::yield();
  }
};

TEST(LatestWorker, BringsWhatWasAskedForOnce) {
  Doubling doubling;
  doubling.worker.request(4);
  const auto done = wait_for(doubling.worker);
  ASSERT_TRUE(done.has_value());
  EXPECT_EQ(done->request, 4);
  EXPECT_EQ(done->result, 8);
  EXPECT_FALSE(doubling.worker.poll().has_value());
}

TEST(LatestWorker, ANewerRequestEndsTheOneUnderWay) {
  Doubling doubling;
  doubling.begin_without_end();
  doubling.worker.request(3);
  const auto done = wait_for(doubling.worker);
  ASSERT_TRUE(done.has_value());
  EXPECT_EQ(done->result, 6);
  EXPECT_TRUE(doubling.told);
}

TEST(LatestWorker, WhatWasCancelledBringsNothingAndTheNextRequestCounts) {
  Doubling doubling;
  doubling.begin_without_end();
  EXPECT_TRUE(doubling.worker.busy());
  doubling.worker.cancel();
  EXPECT_FALSE(doubling.worker.busy());
  EXPECT_FALSE(doubling.worker.poll().has_value());
  doubling.worker.request(1);
  const auto done = wait_for(doubling.worker);
  ASSERT_TRUE(done.has_value());
  EXPECT_EQ(done->result, 2);
}

TEST(LatestWorker, TellsWhyWorkFailed) {
  Doubling doubling;
  doubling.worker.request(-1);
  const auto done = wait_for(doubling.worker);
  ASSERT_TRUE(done.has_value());
  EXPECT_FALSE(done->result.has_value());
  EXPECT_THROW(std::rethrow_exception(done->error), std::runtime_error);
}

TEST(LatestWorker, EndsWithItsOwnerAlsoWhileItWorks) {
  std::atomic<bool> told{false};
  {
    std::atomic<bool> under_way{false};
    Worker worker(
        [&](int, const std::atomic<bool>& cancelled) {
          under_way = true;
          while (!cancelled) std::this_thread::yield();
          told = true;
          return 0;
        },
        {});
    worker.request(1);
    while (!under_way) std::this_thread::yield();
  }
  EXPECT_TRUE(told);
}

}  // namespace
