// The words nearest to what a head writes, found beside the window: in a large vocabulary comparing takes longer than
// a frame has.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/latest_worker.h"
#include "core/attention/nearest_words.h"
#include "core/attention/trace.h"
#include "ui/view_state.h"

namespace app {

class NearestSearch {
 public:
  // `wake` is called from the worker's thread when a result waits.
  explicit NearestSearch(std::function<void()> wake);

  // Asks for what the view waits for, where this is another question than the last. `words` are those of the trace's
  // model; either may be null.
  void refresh(const ui::WordView& view, const core::TracePointer& trace,
               const std::shared_ptr<const core::NearestWords>& words);
  // Answers what in the view still waits for it.
  void poll(ui::WordView& view);
  bool busy() const { return worker_.busy(); }

 private:
  struct Question {
    std::shared_ptr<const core::Model> model;
    std::shared_ptr<const core::NearestWords> words;
    core::Vector direction;
    std::string left_out;
    bool operator==(const Question&) const = default;
  };
  using Questions = std::vector<Question>;
  using Answers = std::vector<std::vector<core::NearWord>>;
  static Answers answer(const Questions& questions, const std::atomic<bool>& cancelled);

  Questions asked_;
  LatestWorker<Questions, Answers> worker_;
};

}  // namespace app
