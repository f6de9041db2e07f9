// The second text of the compare view: run like the sentence, beside the window where that takes long.
#pragma once

#include <functional>
#include <string>

#include "app/run_memory.h"
#include "app/trace_worker.h"

namespace app {

class ComparedRun {
 public:
  using RunOfText = std::function<core::RunInput(const std::string& text)>;

  // `wake` is called from the worker's thread when a result waits.
  explicit ComparedRun(std::function<void()> wake) : worker_(std::move(wake)) {}

  const std::string& text() const { return text_; }
  void set_text(const std::string& text);
  // Runs the text beside `trace`, once for each; `waits`: a newer trace is on its way. Call every frame while shown.
  void refresh(const core::TracePointer& trace, bool waits, const RunMemory& memory, const RunOfText& run_of);
  // Nothing is shown: the run is given up, since it doubles the work. The text stays.
  void close();
  void poll();
  bool busy() const { return worker_.busy(); }
  const core::TracePointer& trace() const { return trace_; }
  const std::string& problem() const { return problem_; }  // why there is none; "" where nothing is wrong

 private:
  void fail(const std::exception& error);

  std::string text_, problem_;
  core::TracePointer trace_;
  core::TracePointer beside_;  // what it was asked for beside, and for which text
  std::string asked_text_;
  TraceWorker worker_;
};

}  // namespace app
