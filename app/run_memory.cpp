#include "app/run_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/attention/forward.h"
#include "core/attention/memory.h"
#include "core/error.h"

namespace app {

namespace {

struct Lengths {
  core::Index tokens = 0, second = 0;
};

Lengths lengths_of(const core::RunInput& run) {
  const core::SentenceTokens read = core::tokenize_sentences(*run.model, run.sentence, run.has_second, run.second);
  return {static_cast<core::Index>(read.first.size()), static_cast<core::Index>(read.second.size())};
}

}  // namespace

std::uint64_t RunMemory::free() const {
  return free_ ? free_() : core::available_memory();
}

bool RunMemory::allows(const core::RunInput& run, core::Index layer) {
  const Lengths lengths = lengths_of(run);
  const auto bytes_with = [&](const core::Keeping& keeping) {
    return core::trace_bytes(run.model->config, lengths.tokens, lengths.second, keeping);
  };
  const std::uint64_t free_now = free();
  if (choice_ && choice_->model == run.model) {
    constexpr core::Index kShrunk = 2, kGrown = 4;
    if (lengths.tokens > choice_->tokens / kShrunk && lengths.tokens <= choice_->tokens + choice_->tokens / kGrown) {
      return true;
    }
  }
  choice_.reset();
  if (free_now == 0 || bytes_with({}) <= free_now / 2) return true;
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
  const Lengths lengths = lengths_of(run);
  const std::uint64_t needed = core::trace_bytes(run.model->config, lengths.tokens, lengths.second, keeping_of(run));
  const std::uint64_t free_now = free();
  if (free_now == 0 || needed <= free_now / 2) return;
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
