// Measures what attention costs beside the window: one thread, cancellable, its points as they come.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

#include "core/attention/cost.h"

namespace app {

class CostWorker {
 public:
  // `wake` is called from the worker's thread after each point and at the end.
  explicit CostWorker(std::function<void()> wake = {}) : wake_(std::move(wake)) {}
  ~CostWorker() { cancel(); }
  CostWorker(const CostWorker&) = delete;
  CostWorker& operator=(const CostWorker&) = delete;

  // Begins anew, with no points.
  void start(const core::CostShape& shape);
  // Waits for the thread; the points so far stay.
  void cancel();
  bool busy() const { return busy_; }
  // What was measured so far.
  core::CostCurves curves() const;

 private:
  std::function<void()> wake_;
  mutable std::mutex mutex_;
  core::CostCurves curves_;
  std::atomic<bool> busy_{false}, cancelled_{false};
  std::jthread thread_;  // last, so that it ends before what it uses
};

}  // namespace app
