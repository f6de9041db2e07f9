#include "core/crew.h"

#include <algorithm>
#include <utility>

namespace core {

namespace {

// Lets the others of this processor on, and a waiting thread of the machine now and then.
void breathe(int turn) {
  constexpr int kTurns = 32;
  if (turn % kTurns == 0) {
    std::this_thread::yield();
    return;
  }
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

}  // namespace

Crew::Crew(std::size_t threads) {
  for (std::size_t t = 1; t < threads; ++t) helpers_.emplace_back([this] { help(); });
}

Crew::~Crew() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  for (std::thread& helper : helpers_) helper.join();
}

void Crew::take_pieces(Job& job) {
  for (std::ptrdiff_t i = job.next++; i < job.count; i = job.next++) {
    try {
      (*job.work)(i);
    } catch (...) {
      const std::lock_guard lock(job.guard);
      if (!job.failure || i < job.failed) {
        job.failure = std::current_exception();
        job.failed = i;
      }
    }
    ++job.done;
  }
}

void Crew::loop(std::ptrdiff_t count, const std::function<void(std::ptrdiff_t)>& work) {
  if (count < 2 || helpers_.empty()) {
    for (std::ptrdiff_t i = 0; i < count; ++i) work(i);
    return;
  }
  const auto job = std::make_shared<Job>();
  job->work = &work;
  job->count = count;
  {
    const std::lock_guard lock(mutex_);
    job_ = job;
    ++number_;
  }
  changed_.notify_all();
  take_pieces(*job);
  for (int turn = 1; job->done < count; ++turn) breathe(turn);
  if (job->failure) std::rethrow_exception(job->failure);
}

void Crew::help() {
  constexpr int kLookOut = 4000;  // turns, some tens of microseconds
  std::size_t seen = 0;
  while (true) {
    for (int turn = 1; turn < kLookOut && number_ == seen && !stop_; ++turn) breathe(turn);
    std::shared_ptr<Job> job;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return stop_ || number_ != seen; });
      if (stop_) return;
      seen = number_;
      job = job_;
    }
    take_pieces(*job);
  }
}

void share_rows(Crew* crew, std::ptrdiff_t rows, std::ptrdiff_t numbers_in_row,
                const std::function<void(std::ptrdiff_t, std::ptrdiff_t)>& work) {
  constexpr std::ptrdiff_t kWorthCrew = 1 << 14;  // numbers
  if (crew == nullptr || rows * numbers_in_row < kWorthCrew) return work(0, rows);
  const std::ptrdiff_t pieces = std::min(rows, 2 * static_cast<std::ptrdiff_t>(crew->threads()));
  crew->loop(pieces, [&](std::ptrdiff_t i) {
    const std::ptrdiff_t first = rows * i / pieces;
    work(first, rows * (i + 1) / pieces - first);
  });
}

void share_loop(Crew* crew, std::ptrdiff_t count, const std::function<void(std::ptrdiff_t)>& work) {
  if (crew != nullptr) return crew->loop(count, work);
  for (std::ptrdiff_t i = 0; i < count; ++i) work(i);
}

}  // namespace core
