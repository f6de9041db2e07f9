// Measuring beside the window: cancelling does not wait, a failure is told, a new measurement begins anew.
#include "app/cost_worker.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <limits>
#include <thread>

namespace {

using app::CostWorker;

bool ends(const CostWorker& worker) {
  for (int i = 0; i < 20'000 && worker.busy(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return !worker.busy();
}

TEST(CostWorker, CancellingDoesNotWaitForTheThreadAndKeepsItsPoints) {
  std::atomic<int> woken{0};
  std::atomic<bool> go_on{false};
  CostWorker worker([&] {
    ++woken;
    while (!go_on) std::this_thread::yield();  // the thread is busy for as long as the test likes
  });
  worker.start({8, 1});
  while (woken == 0) std::this_thread::yield();
  worker.cancel();
  EXPECT_FALSE(worker.busy());
  EXPECT_EQ(worker.curves().points.size(), 1U);
  worker.start({12, 2});
  EXPECT_TRUE(worker.busy());
  EXPECT_TRUE(worker.curves().points.empty());
  EXPECT_EQ(worker.curves().shape.width, 12);
  go_on = true;
  ASSERT_TRUE(ends(worker));
  EXPECT_EQ(static_cast<core::Index>(worker.curves().points.size()), worker.curves().planned);
  EXPECT_EQ(worker.failure(), "");
}

TEST(CostWorker, AMeasurementThatFindsNoMemoryEndsWithAReason) {
  CostWorker worker;
  worker.start({std::numeric_limits<core::Index>::max() / 4, 1});
  ASSERT_TRUE(ends(worker));
  EXPECT_NE(worker.failure(), "");
  worker.start({8, 1});
  ASSERT_TRUE(ends(worker));
  EXPECT_EQ(worker.failure(), "");
}

}  // namespace
