// Works out what a model predicts beside the window: one thread, the newest request wins.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "core/attention/lens.h"

namespace app {

struct PredictionRequest {
  core::TracePointer now, before;  // `before` is `now` where nothing was edited
  core::Index row = 0;
  bool operator==(const PredictionRequest&) const = default;
};

class PredictionWorker {
 public:
  // `wake` is called from the worker's thread when a result waits.
  explicit PredictionWorker(std::function<void()> wake = {});
  ~PredictionWorker();
  PredictionWorker(const PredictionWorker&) = delete;
  PredictionWorker& operator=(const PredictionWorker&) = delete;

  // The one under way is given up.
  void request(PredictionRequest request);
  void cancel();
  bool busy() const;
  // The newest request's result, once.
  std::optional<core::Prediction> poll();

 private:
  void work(const std::stop_token& stop);

  std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::optional<PredictionRequest> waiting_;
  std::shared_ptr<std::atomic<bool>> running_;  // its cancel flag; null while nothing runs
  std::optional<core::Prediction> result_;
  std::jthread thread_;  // last, so that it ends before what it uses
};

}  // namespace app
