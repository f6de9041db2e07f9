// Computes long runs beside the window: one thread, the newest request wins, with progress and cancel.
#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "core/attention/forward.h"
#include "core/attention/memory.h"

namespace app {

// Multiplications that a run of so many tokens takes, about; what compute_trace does in a frame is below kInstantCost.
double estimated_cost(const core::ModelConfig& model, const core::RunLengths& lengths);
inline constexpr double kInstantCost = 3e8;
// Whether a run takes more than that. Throws Error where its text cannot be read.
bool is_long(const core::RunInput& run);

class TraceWorker {
 public:
  struct Result {
    core::RunInput run;         // what was asked for
    core::TracePointer trace;   // null where the run failed
    core::TracePointer before;  // the same run without its edits; `trace` where there are none
    std::exception_ptr error;   // what compute_trace threw, or null
  };

  // `wake` is called from the worker's thread when a result waits, for instance to end the window's waiting.
  explicit TraceWorker(std::function<void()> wake = {});
  ~TraceWorker();  // cancels and waits
  TraceWorker(const TraceWorker&) = delete;
  TraceWorker& operator=(const TraceWorker&) = delete;

  // Starts this run as soon as the one under way has given up; a request that still waits is replaced.
  // What is kept of the run and of the one without edits, `keeping` says. `previous` and `previous_before` are what the
  // run and the one without edits may take over.
  void request(core::RunInput run, core::TracePointer previous, core::TracePointer previous_before = nullptr,
               const core::Keeping& keeping = {});
  // The finished run of the newest request, once.
  std::optional<Result> poll();
  // Whether a request is waiting or under way.
  bool busy() const;
  // How much of the run under way is done, 0 … 1.
  float progress() const;
  // Forgets the request and its result; the last trace stays as it is.
  void cancel();

 private:
  struct Job {
    core::RunInput run;
    core::TracePointer previous, previous_before;
    std::shared_ptr<core::RunControl> control;
    core::Index heads = 1;  // that control->heads_done counts up to
  };
  void work(const std::stop_token& stop);

  std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::optional<Job> waiting_;
  std::shared_ptr<core::RunControl> running_;  // null while nothing runs
  core::Index running_heads_ = 1;
  std::optional<Result> result_;
  std::jthread thread_;  // last, so that it ends before what it uses
};

}  // namespace app
