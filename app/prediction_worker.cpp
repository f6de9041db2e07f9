#include "app/prediction_worker.h"

#include <utility>

namespace app {

PredictionWorker::PredictionWorker(std::function<void()> wake)
    : wake_(std::move(wake)), thread_([this](const std::stop_token& stop) { work(stop); }) {}

PredictionWorker::~PredictionWorker() {
  cancel();
  thread_.request_stop();
}

void PredictionWorker::request(PredictionRequest request) {
  {
    const std::lock_guard lock(mutex_);
    if (running_) *running_ = true;
    result_.reset();
    waiting_ = std::move(request);
  }
  changed_.notify_one();
}

void PredictionWorker::cancel() {
  const std::lock_guard lock(mutex_);
  if (running_) *running_ = true;
  waiting_.reset();
  result_.reset();
}

bool PredictionWorker::busy() const {
  const std::lock_guard lock(mutex_);
  return waiting_.has_value() || (running_ && !*running_);
}

std::optional<core::Prediction> PredictionWorker::poll() {
  const std::lock_guard lock(mutex_);
  return std::exchange(result_, std::nullopt);
}

void PredictionWorker::work(const std::stop_token& stop) {
  while (true) {
    PredictionRequest request;
    const auto cancelled = std::make_shared<std::atomic<bool>>(false);
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stop, [this] { return waiting_.has_value(); })) return;
      request = std::move(*waiting_);
      waiting_.reset();
      running_ = cancelled;
    }
    auto prediction = core::compute_prediction(*request.now, *request.before, request.row, cancelled.get());
    bool ready = false;
    {
      const std::lock_guard lock(mutex_);
      running_.reset();
      ready = !*cancelled;
      if (ready) result_ = std::move(prediction);
    }
    if (ready && wake_) wake_();
  }
}

}  // namespace app
