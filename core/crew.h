// A few threads that help with short loops of arithmetic for as long as one run lasts.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace core {

// The loop's owner takes pieces too and waits only for pieces that a helper has begun: helpers that get no processor
// hold nobody up. Between loops helpers look out for a while before they sleep.
class Crew {
 public:
  // `threads` counts the owner, too.
  explicit Crew(std::size_t threads);
  ~Crew();
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  std::size_t threads() const { return helpers_.size() + 1; }

  // Calls work(0) … work(count − 1), each once. Of several exceptions that of the first piece is thrown again here
  // when all have ended. Only the thread that made the crew calls it, and no piece does.
  void loop(std::ptrdiff_t count, const std::function<void(std::ptrdiff_t)>& work);

 private:
  struct Job {
    const std::function<void(std::ptrdiff_t)>* work = nullptr;
    std::ptrdiff_t count = 0;
    std::atomic<std::ptrdiff_t> next{0}, done{0};
    std::mutex guard;
    std::exception_ptr failure;  // of the first piece, by number, that failed
    std::ptrdiff_t failed = 0;
  };
  static void take_pieces(Job& job);
  void help();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::shared_ptr<Job> job_;
  std::atomic<std::size_t> number_{0};  // of the job; the look-out needs no lock
  std::atomic<bool> stop_{false};
  std::vector<std::thread> helpers_;
};

// With a crew its loop, else a plain one.
void share_loop(Crew* crew, std::ptrdiff_t count, const std::function<void(std::ptrdiff_t)>& work);

// Calls work(first, number) for runs of rows that make up `rows` rows of so many numbers; with a crew where it is worth
// it. What is done to a row must not depend on the others.
void share_rows(Crew* crew, std::ptrdiff_t rows, std::ptrdiff_t numbers_in_row,
                const std::function<void(std::ptrdiff_t, std::ptrdiff_t)>& work);

}  // namespace core
