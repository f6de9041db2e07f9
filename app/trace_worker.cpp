#include "app/trace_worker.h"

#include <algorithm>
#include <utility>

namespace app {

namespace {

core::Index head_count(const core::RunInput& run) {
  core::Index heads = 0;
  for (const core::LayerConfig& layer : run.model->config.layers) heads += static_cast<core::Index>(layer.heads.size());
  return std::max<core::Index>(1, run.has_second ? 2 * heads : heads);
}

}  // namespace

double estimated_cost(const core::ModelConfig& model, const core::RunLengths& lengths) {
  const auto count = static_cast<double>(lengths.tokens + lengths.second);
  const auto width = static_cast<double>(model.width);
  double cost = 0;
  for (const core::LayerConfig& layer : model.layers) {
    for (const core::HeadConfig& head : layer.heads) {
      const auto widths = static_cast<double>(2 * head.d_k + 2 * head.d_v);
      constexpr double kSoftmax = 30;  // an exponential and its bookkeeping, in multiplications
      cost += count * width * widths + count * count * (widths / 2 + kSoftmax);
    }
    constexpr double kMlpWidths = 12;  // three matrices of about 4 D each
    if (model.activation != core::Activation::None) cost += count * width * width * kMlpWidths;
  }
  return cost;
}

bool is_long(const core::RunInput& run) {
  return estimated_cost(run.model->config, core::lengths_of(run)) > kInstantCost;
}

TraceWorker::TraceWorker(std::function<void()> wake)
    : wake_(std::move(wake)), thread_([this](const std::stop_token& stop) { work(stop); }) {}

TraceWorker::~TraceWorker() {
  cancel();
  thread_.request_stop();
}

void TraceWorker::request(core::RunInput run, core::TracePointer previous, core::TracePointer previous_before,
                          const core::Keeping& keeping) {
  Job job{std::move(run), std::move(previous), std::move(previous_before), std::make_shared<core::RunControl>(), 1};
  job.control->keeping = keeping;
  job.heads = head_count(job.run) * (job.run.edits.empty() ? 1 : 2);
  {
    const std::lock_guard lock(mutex_);
    if (running_) running_->cancelled = true;
    result_.reset();
    waiting_ = std::move(job);
  }
  changed_.notify_one();
}

std::optional<TraceWorker::Result> TraceWorker::poll() {
  const std::lock_guard lock(mutex_);
  return std::exchange(result_, std::nullopt);
}

bool TraceWorker::busy() const {
  const std::lock_guard lock(mutex_);
  return waiting_.has_value() || (running_ && !running_->cancelled);
}

float TraceWorker::progress() const {
  const std::lock_guard lock(mutex_);
  if (!running_ || running_->cancelled) return 0;
  return std::min(1.0F, static_cast<float>(running_->heads_done) / static_cast<float>(running_heads_));
}

void TraceWorker::cancel() {
  const std::lock_guard lock(mutex_);
  if (running_) running_->cancelled = true;
  waiting_.reset();
  result_.reset();
}

void TraceWorker::work(const std::stop_token& stop) {
  while (true) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stop, [this] { return waiting_.has_value(); })) return;
      job = std::move(*waiting_);
      waiting_.reset();
      running_ = job.control;
      running_heads_ = job.heads;
    }
    Result result;
    try {
      result.trace = core::compute_trace(job.run, job.previous, job.control.get());
      result.before = result.trace;
      if (result.trace && !job.run.edits.empty()) {
        core::RunInput plain = job.run;
        plain.edits.clear();
        const bool known = job.previous_before && job.previous_before->run == plain &&
                           core::holds(*job.previous_before, job.control->keeping);
        result.before = known ? job.previous_before
                              : core::compute_trace(plain, job.previous_before ? job.previous_before : result.trace,
                                                    job.control.get());
      }
    } catch (...) {
      result.error = std::current_exception();
    }
    result.run = std::move(job.run);
    bool ready = false;
    {
      const std::lock_guard lock(mutex_);
      running_.reset();
      ready = !job.control->cancelled;
      if (ready) result_ = std::move(result);
    }
    if (ready && wake_) wake_();
  }
}

}  // namespace app
