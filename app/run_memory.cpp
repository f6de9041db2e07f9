#include "app/run_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/attention/memory.h"
#include "core/error.h"

namespace app {

std::uint64_t RunMemory::free() const {
  return free_ ? free_() : core::available_memory();
}

bool RunMemory::allows(const core::RunInput& run, core::Index layer) {
  const core::RunLengths lengths = core::lengths_of(run);
  const auto bytes_with = [&](const core::Keeping& keeping) {
    return core::trace_bytes(run.model->config, lengths, keeping);
  };
  const std::uint64_t free_now = free();
  if (choice_ && choice_->model == run.model) {
    constexpr core::Index kShrunk = 2, kGrown = 4;
    if (lengths.tokens > choice_->tokens / kShrunk && lengths.tokens <= choice_->tokens + choice_->tokens / kGrown) {
      return true;
    }
  }
  choice_.reset();
  if (core::leaves_half(bytes_with({}), free_now)) return true;
  ui::MemoryQuestion question;
  question.tokens = lengths.tokens;
  question.layer = std::clamp<core::Index>(layer, 0, static_cast<core::Index>(run.model->config.layers.size()) - 1);
  question.free = free_now;
  question.everything = bytes_with({});
  question.weights = bytes_with({core::Kept::Weights, {question.layer}});
  question.stream = bytes_with({core::Kept::Stream, {question.layer}});
  question_ = question;
  return false;
}

void RunMemory::check_beside(const core::RunInput& run) const {
  const std::uint64_t needed = core::trace_bytes(run.model->config, core::lengths_of(run), keeping_of(run));
  const std::uint64_t free_now = free();
  if (core::leaves_half(needed, free_now)) return;
  throw core::Error(fmt::format("a second run of this length needs {} of memory", core::size_text(needed)),
                    fmt::format("at most half of the {} that are free", core::size_text(free_now)),
                    "both texts are long; shorten them");
}

void RunMemory::choose(std::shared_ptr<const core::Model> model, core::Kept others) {
  if (!question_) return;
  choice_ = Choice{std::move(model), question_->tokens, {others, {question_->layer}}};
  question_.reset();
}

core::Keeping RunMemory::keeping_of(const core::RunInput& run) const {
  return choice_ && choice_->model == run.model ? choice_->keeping : core::Keeping{};
}

bool RunMemory::keep_whole(core::Index layer, const core::AttentionTrace& trace) {
  if (!choice_ || choice_->model != trace.run.model) return false;
  if (core::holds(trace, {core::Kept::Stream, {layer}})) return false;
  choice_->keeping.whole = {layer};
  return true;
}

}  // namespace app
