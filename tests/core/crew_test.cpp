// The crew: every piece is done once, exceptions arrive, and its threads end with it.
#include "core/crew.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <stdexcept>
#include <string>

namespace {

TEST(Crew, DoesEveryPieceOnceLoopAfterLoop) {
  core::Crew crew(3);
  EXPECT_EQ(crew.threads(), 3U);
  for (std::ptrdiff_t count = 0; count < 300; ++count) {
    std::vector<std::atomic<int>> done(static_cast<std::size_t>(count));
    crew.loop(count, [&](std::ptrdiff_t i) { ++done[static_cast<std::size_t>(i)]; });
    EXPECT_TRUE(std::all_of(done.begin(), done.end(), [](const std::atomic<int>& times) { return times == 1; }));
  }
}

TEST(Crew, ThrowsTheExceptionOfTheFirstPieceThatFailed) {
  core::Crew crew(4);
  for (int time = 0; time < 50; ++time) {
    std::atomic<int> done{0};
    try {
      crew.loop(20, [&](std::ptrdiff_t i) {
        ++done;
        if (i % 5 == 3) throw std::runtime_error(std::to_string(i));
      });
      FAIL() << "nothing was thrown";
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "3");
    }
    EXPECT_EQ(done, 20) << "the other pieces are done all the same";
  }
}

TEST(Crew, WorksOnAfterAnException) {
  core::Crew crew(2);
  EXPECT_THROW(crew.loop(4, [](std::ptrdiff_t) { throw std::runtime_error("x"); }), std::runtime_error);
  std::atomic<int> done{0};
  crew.loop(10, [&](std::ptrdiff_t) { ++done; });
  EXPECT_EQ(done, 10);
}

TEST(Crew, ItsThreadsEndWithIt) {
  const auto threads = [] {
    const std::filesystem::directory_iterator tasks("/proc/self/task");
    return std::distance(begin(tasks), end(tasks));
  };
  const auto before = threads();
  {
    core::Crew crew(5);
    crew.loop(10, [](std::ptrdiff_t) {});
    EXPECT_EQ(threads(), before + 4);
  }
  EXPECT_EQ(threads(), before);
}

TEST(Crew, WithoutOneALoopIsPlain) {
  std::vector<std::ptrdiff_t> seen;
  core::share_loop(nullptr, 4, [&](std::ptrdiff_t i) { seen.push_back(i); });
  EXPECT_EQ(seen, (std::vector<std::ptrdiff_t>{0, 1, 2, 3}));
}

}  // namespace
