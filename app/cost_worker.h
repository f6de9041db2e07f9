// Measures what attention costs beside the window: one thread at work, cancellable, its points as they come.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "core/attention/cost.h"

namespace app {

class CostWorker {
 public:
  // `wake` is called from the worker's thread after each point and at the end.
  explicit CostWorker(std::function<void()> wake = {}) : wake_(std::move(wake)) {}
  ~CostWorker() { cancel(); }  // and waits for the thread
  CostWorker(const CostWorker&) = delete;
  CostWorker& operator=(const CostWorker&) = delete;

  // Begins anew, with no points, as soon as a measurement that was cancelled has noticed.
  void start(const core::CostShape& shape);
  // At once: the thread ends by itself after the product it is at. The points so far stay.
  void cancel();
  bool busy() const { return job_ && !job_->ended && !job_->cancelled; }
  // What was measured so far.
  core::CostCurves curves() const;
  // Why the measurement ended early; "" where it did not.
  std::string failure() const;

 private:
  struct Job {
    std::atomic<bool> cancelled{false}, ended{false};
    std::mutex mutex;  // of what follows
    core::CostCurves curves;
    std::string failure;
  };
  static void measure(Job& job, const std::function<void()>& wake);

  std::function<void()> wake_;
  std::shared_ptr<Job> job_;  // the newest; null before the first
  std::jthread thread_;       // last, so that it ends before what it uses
};

}  // namespace app
