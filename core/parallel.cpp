#include "core/parallel.h"

#if defined(__linux__)
#include <sched.h>
#endif

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace core {

std::size_t thread_count(std::size_t limit) {
  std::size_t processors = std::thread::hardware_concurrency();
#if defined(__linux__)
  cpu_set_t allowed;  // taskset and containers may leave fewer than there are
  if (::sched_getaffinity(0, sizeof allowed, &allowed) == 0) processors = static_cast<std::size_t>(CPU_COUNT(&allowed));
#endif
  return std::clamp<std::size_t>(processors, 1, limit);
}

void parallel_for(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  std::mutex guard;
  std::exception_ptr failure;
  const auto run = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        work(i);
      } catch (...) {
        const std::lock_guard lock(guard);
        if (!failure) failure = std::current_exception();
        next = count;
      }
    }
  };
  std::vector<std::thread> helpers;
  for (std::size_t t = 1; t < std::min(threads, count); ++t) helpers.emplace_back(run);
  run();
  for (std::thread& helper : helpers) helper.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace core
