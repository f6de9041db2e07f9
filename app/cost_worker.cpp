#include "app/cost_worker.h"

namespace app {

void CostWorker::start(const core::CostShape& shape) {
  cancel();
  {
    const std::lock_guard lock(mutex_);
    curves_ = {shape, {}, static_cast<core::Index>(core::cost_lengths(shape).size())};
  }
  cancelled_ = false;
  busy_ = true;
  thread_ = std::jthread([this, shape] {
    core::measure_cost(shape, cancelled_, [this](const core::CostPoint& point) {
      {
        const std::lock_guard lock(mutex_);
        curves_.points.push_back(point);
      }
      if (wake_) wake_();
    });
    busy_ = false;
    if (wake_) wake_();
  });
}

void CostWorker::cancel() {
  cancelled_ = true;
  if (thread_.joinable()) thread_.join();
  busy_ = false;
}

core::CostCurves CostWorker::curves() const {
  const std::lock_guard lock(mutex_);
  return curves_;
}

}  // namespace app
