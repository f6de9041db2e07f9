#include "app/compared_run.h"

#include "app/reason.h"

namespace app {

void ComparedRun::set_text(const std::string& text) {
  text_ = text;
  trace_ = nullptr;
}

void ComparedRun::close() {
  trace_ = beside_ = nullptr;
  problem_.clear();
  worker_.cancel();
}

void ComparedRun::refresh(const core::TracePointer& trace, bool waits, const RunMemory& memory,
                          const RunOfText& run_of) {
  if (text_.find_first_not_of(" \t\n") == std::string::npos) return close();
  const bool comparable =
      !trace_ || (trace_->run.model == trace->run.model && trace_->run.has_second == trace->run.has_second);
  if (!comparable) trace_ = nullptr;
  if ((beside_ == trace && asked_text_ == text_) || waits) return;
  beside_ = trace;
  asked_text_ = text_;
  problem_.clear();
  try {
    const core::RunInput run = run_of(text_);
    if (is_long(run)) {
      memory.check_beside(run);
      worker_.request(run, trace_, nullptr, memory.keeping_of(run));
    } else {
      worker_.cancel();
      trace_ = core::compute_trace(run, trace_);
    }
  } catch (const std::exception& error) {
    fail(error);
  }
}

void ComparedRun::poll() {
  const auto result = worker_.poll();
  if (!result) return;
  try {
    if (result->error) std::rethrow_exception(result->error);
    trace_ = result->trace;
  } catch (const std::exception& error) {
    fail(error);
  }
}

void ComparedRun::fail(const std::exception& error) {
  trace_ = nullptr;
  worker_.cancel();
  problem_ = reason_of(error);
}

}  // namespace app
