// Does one kind of work beside the window: one thread, the newest request wins.
#pragma once

#include <atomic>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace app {

template <typename Request, typename Result>
class LatestWorker {
 public:
  // May end early once `cancelled`: what it returns then is thrown away.
  using Work = std::function<Result(const Request&, const std::atomic<bool>& cancelled)>;
  struct Done {
    Request request;
    std::optional<Result> result;  // nothing where the work threw
    std::exception_ptr error;
  };

  // `work` and then `wake` are called on the worker's thread; `wake` when a result waits.
  LatestWorker(Work work, std::function<void()> wake)
      : work_(std::move(work)), wake_(std::move(wake)), thread_([this](const std::stop_token& stop) { run(stop); }) {}
  ~LatestWorker() { cancel(); }  // and waits
  LatestWorker(const LatestWorker&) = delete;
  LatestWorker& operator=(const LatestWorker&) = delete;

  // One that waits is replaced; the one under way is given up.
  void request(Request request) {
    {
      const std::lock_guard lock(mutex_);
      cancelled_ = true;
      done_.reset();
      waiting_ = std::move(request);
    }
    changed_.notify_one();
  }
  void cancel() {
    const std::lock_guard lock(mutex_);
    cancelled_ = true;
    waiting_.reset();
    done_.reset();
  }
  // Whether a request that still counts is waiting or under way.
  bool busy() const {
    const std::lock_guard lock(mutex_);
    return waiting_.has_value() || (running_ && !cancelled_);
  }
  // What the newest request brought, once.
  std::optional<Done> poll() {
    const std::lock_guard lock(mutex_);
    return std::exchange(done_, std::nullopt);
  }

 private:
  void run(const std::stop_token& stop) {
    while (true) {
      Done done;
      {
        std::unique_lock lock(mutex_);
        if (!changed_.wait(lock, stop, [this] { return waiting_.has_value(); })) return;
        done.request = std::move(*waiting_);
        waiting_.reset();
        running_ = true;
        cancelled_ = false;
      }
      try {
        done.result = work_(done.request, cancelled_);
      } catch (...) {
        done.error = std::current_exception();
      }
      bool ready = false;
      {
        const std::lock_guard lock(mutex_);
        running_ = false;
        ready = !cancelled_;
        if (ready) done_ = std::move(done);
      }
      if (ready && wake_) wake_();
    }
  }

  Work work_;
  std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::optional<Request> waiting_;
  std::optional<Done> done_;
  bool running_ = false;
  std::atomic<bool> cancelled_{false};  // the one under way
  std::jthread thread_;                 // last, so that it ends before what it uses
};

}  // namespace app
