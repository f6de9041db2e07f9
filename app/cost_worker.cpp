#include "app/cost_worker.h"

#include <utility>

#include "app/reason.h"

namespace app {

void CostWorker::start(const core::CostShape& shape) {
  cancel();
  job_ = std::make_shared<Job>();
  job_->curves = {shape, {}, static_cast<core::Index>(core::cost_lengths(shape).size())};
  // Two measurements at once would slow each other down.
  thread_ = std::jthread([job = job_, wake = wake_, former = std::move(thread_)]() mutable {
    if (former.joinable()) former.join();
    measure(*job, wake);
  });
}

void CostWorker::measure(Job& job, const std::function<void()>& wake) {
  const core::CostShape shape = job.curves.shape;
  try {
    core::measure_cost(shape, job.cancelled, [&](const core::CostPoint& point) {
      {
        const std::lock_guard lock(job.mutex);
        job.curves.points.push_back(point);
      }
      if (wake) wake();
    });
  } catch (const std::exception& error) {
    const std::lock_guard lock(job.mutex);
    job.failure = reason_of(error);
  }
  job.ended = true;
  if (wake) wake();
}

void CostWorker::cancel() {
  if (job_) job_->cancelled = true;
}

core::CostCurves CostWorker::curves() const {
  if (!job_) return {};
  const std::lock_guard lock(job_->mutex);
  return job_->curves;
}

std::string CostWorker::failure() const {
  if (!job_) return {};
  const std::lock_guard lock(job_->mutex);
  return job_->failure;
}

}  // namespace app
