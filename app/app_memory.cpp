// Before a run that takes much memory the reader is asked what it should keep.
#include <algorithm>
#include <utility>

#include "app/app.h"
#include "core/attention/memory.h"
#include "core/sessions/follow.h"

namespace app {

std::uint64_t App::free_memory() const {
  return surroundings_.free_memory ? surroundings_.free_memory() : core::available_memory();
}

bool App::may_take_memory(const core::RunInput& run) {
  const core::SentenceTokens read = core::tokenize_sentences(*run.model, run.sentence, run.has_second, run.second);
  const auto tokens = static_cast<core::Index>(read.first.size());
  const auto second = static_cast<core::Index>(read.second.size());
  const auto bytes_with = [&](const core::Keeping& keeping) {
    return core::trace_bytes(run.model->config, tokens, second, keeping);
  };
  const std::uint64_t free = free_memory();
  if (memory_choice_ && memory_choice_->model == run.model) {
    // A choice holds for texts of about the same length.
    constexpr core::Index kShrunk = 2, kGrown = 4;
    const core::Index chosen = memory_choice_->tokens;
    if (tokens > chosen / kShrunk && tokens <= chosen + chosen / kGrown) return true;
  }
  memory_choice_.reset();
  if (free == 0 || bytes_with({}) <= free / 2) return true;
  ui::MemoryQuestion question;
  question.tokens = tokens;
  question.layer =
      std::clamp<core::Index>(view_.selection.layer, 0, static_cast<core::Index>(run.model->config.layers.size()) - 1);
  question.free = free;
  question.everything = bytes_with({});
  question.weights = bytes_with({core::Kept::Weights, {question.layer}});
  question.stream = bytes_with({core::Kept::Stream, {question.layer}});
  memory_question_ = question;
  return false;
}

bool App::fits_beside(const core::RunInput& run) const {
  const core::SentenceTokens read = core::tokenize_sentences(*run.model, run.sentence, run.has_second, run.second);
  const std::uint64_t bytes = core::trace_bytes(run.model->config, static_cast<core::Index>(read.first.size()),
                                                static_cast<core::Index>(read.second.size()), keeping_of(run));
  const std::uint64_t free = free_memory();
  return free == 0 || bytes <= free / 2;
}

void App::answer_memory(const ui::MemoryAnswer& answer) {
  if (!memory_question_) return;
  const ui::MemoryQuestion question = *memory_question_;
  memory_question_.reset();
  if (!answer.runs) return cancel_run();
  memory_choice_ = MemoryChoice{model(session().model), question.tokens, {answer.others, {question.layer}}};
  auto refine = std::move(when_shown_);
  refresh_trace();
  if (run_requested_) when_shown_ = std::move(refine);
}

core::Keeping App::keeping_of(const core::RunInput& run) const {
  return memory_choice_ && memory_choice_->model == run.model ? memory_choice_->keeping : core::Keeping{};
}

void App::refresh_kept() {
  if (!memory_choice_ || run_requested_ || !shows_session() || memory_choice_->model != trace_->run.model) return;
  const core::Selection& selection = view_.selection;
  const bool one_layer = selection.map == core::MapKind::Head || selection.map == core::MapKind::MeanOverHeads;
  if (!one_layer || core::holds(*trace_, {core::Kept::Stream, {selection.layer}})) return;
  memory_choice_->keeping.whole = {selection.layer};
  refresh_trace();
}

}  // namespace app
