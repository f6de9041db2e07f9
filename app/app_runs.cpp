// How the App comes by what it shows: at once where a run is short, else beside the window.
#include <algorithm>
#include <utility>

#include "app/app.h"
#include "app/reason.h"
#include "core/attention/forward.h"
#include "core/attention/memory.h"
#include "core/attention/preview.h"
#include "core/attention/settings.h"
#include "core/sessions/follow.h"

namespace app {

namespace {

constexpr const char* kComputing = "Computing this text …";

bool only_spaces(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char byte) { return byte <= ' '; });
}

bool same_shape(const core::AttentionTrace& a, const core::AttentionTrace& b) {
  return a.run.model == b.run.model && a.tokens.size() == b.tokens.size() &&
         a.second_tokens.size() == b.second_tokens.size();
}

constexpr std::uint64_t kWorthReturning = 100'000'000;  // bytes

// Whether an edit or a switch of `now` is what makes it another run of the same texts.
bool puts_something(const core::RunInput& now, const core::RunInput& former) {
  if (now.sentence != former.sentence || now.has_second != former.has_second || now.second != former.second)
    return false;
  if (!(now.switches == former.switches)) return true;
  return std::any_of(now.edits.begin(), now.edits.end(), [&](const core::Edit& edit) {
    return std::find(former.edits.begin(), former.edits.end(), edit) == former.edits.end();
  });
}

}  // namespace

bool App::change_checked(const std::string& name, core::Session session, bool continues) {
  if (trace_ == nullptr) {
    change_text(name, std::move(session), continues);
    return true;
  }
  continues_ = continues;
  goes_back_ = false;
  try {
    const core::RunInput run = run_of(session);
    if (is_long(run)) {
      core::check_run(run);
    } else {
      take(core::compute_trace(run, trace_));
    }
  } catch (const std::exception& error) {
    continues_ = false;
    tell(ui::MessageKind::Error, reason_of(error));
    return false;
  }
  if (shows_session()) session.selection = view_.selection;
  history_.push(name, std::move(session), continues);
  refresh_trace();  // asks the worker where the run is long; else finds it done
  continues_ = false;
  status_ = name;
  return true;
}

void App::change_text(const std::string& name, core::Session session, bool continues) {
  goes_back_ = false;
  history_.push(name, std::move(session), continues);
  refresh_trace();
  status_ = name;
}

const core::Session* App::typing_began() const {
  const core::Session& began = history_.former();
  const bool typed = history_.can_undo() && !history_.can_redo() && history_.undo_name() == kTypeSentence;
  return typed && began.model == session().model ? &began : nullptr;
}

bool App::is_outdated() {
  if (!trace_ || shows_session()) return false;
  tell(ui::MessageKind::Warning,
       "Nothing was changed: what is shown is still the former text or model. Wait for the run of the new one, or "
       "undo the change");
  return true;
}

void App::undo() {
  status_ = "Undone: " + history_.undo_name();
  history_.undo();
  show_another_state();
}

void App::redo() {
  status_ = "Done again: " + history_.redo_name();
  history_.redo();
  show_another_state();
}

void App::show_another_state() {
  goes_back_ = true;
  refresh_trace();
  select_once_shown([this] { leave_idle_head(); });
}

core::RunInput App::run_of(const core::Session& session) {
  core::RunInput run;
  run.model = model(session.model);
  run.sentence = session.sentence;
  run.has_second = session.has_second;
  run.second = session.has_second ? session.second : std::string();
  run.switches = session.switches;
  run.edits = core::edits_in_force(session);
  return run;
}

void App::refresh_trace() {
  empty_reason_.clear();
  when_shown_ = nullptr;
  memory_.withdraw_question();
  preview_ = nullptr;
  if (only_spaces(session().sentence)) {
    trace_ = before_ = former_ = nullptr;
    stop_run();
    empty_reason_ = "Type a sentence above, or choose one from the library";
    return;
  }
  try {
    const core::RunInput run = run_of(session());
    const bool same = trace_ && trace_->run == run && core::holds(*trace_, memory_.keeping_of(run));
    if (!same && is_long(run)) {
      core::check_run(run);  // a text that no answer lets run asks no question
      const core::Selection& looked_at = shows_session() ? view_.selection : session().selection;
      if (!memory_.allows(run, looked_at.layer)) {
        stop_run();
        run_requested_ = true;  // as one that is under way: another text or Esc ends it
        if (!trace_) empty_reason_ = "This run waits for what to keep of it";
        return;
      }
      worker_.request(run, trace_, before_, memory_.keeping_of(run));
      run_requested_ = true;
      show_preview(run);
      if (!trace_) empty_reason_ = kComputing;
      return;
    }
    stop_run();
    if (!same) take(core::compute_trace(run, trace_));
    shown_session_ = session();
  } catch (const std::exception& error) {
    refuse_run(error);
  }
}

bool App::shows_session() const {
  return trace_ && core::is_run_of(trace_->run, session());
}

void App::take(core::TracePointer trace, core::TracePointer before) {
  if (!before) before = run_without_edits(trace);
  const bool comparable = trace_ && same_shape(*trace_, *trace);
  const bool much_smaller = trace_ && core::held_bytes(*trace) + kWorthReturning < core::held_bytes(*trace_) / 2;
  if (!comparable) {
    former_ = nullptr;
  } else if (!continues_ && !preview_) {  // with one everything that is edited has come to its place
    former_ = trace_;
    glide_start_ = now_;
  }
  preview_ = nullptr;
  marks_former_ = comparable && !goes_back_ && puts_something(trace->run, trace_->run);
  trace_ = std::move(trace);
  before_ = std::move(before);
  if (much_smaller) core::return_freed_memory();
}

void App::show_preview(const core::RunInput& run) {
  constexpr double kGestureCost = 10 * kInstantCost;  // still several frames a second
  if (!shows_session()) return;
  const core::ModelConfig& model = run.model->config;
  const core::RunLengths lengths = {static_cast<core::Index>(trace_->tokens.size()),
                                    static_cast<core::Index>(trace_->second_tokens.size())};
  if (estimated_cost(model, lengths) > kGestureCost * static_cast<double>(model.layers.size())) return;
  preview_ = core::preview_of(run, trace_, view_.selection.layer);
  if (!preview_ || continues_) return;
  former_ = trace_;
  glide_start_ = now_;
  marks_former_ = !goes_back_ && puts_something(run, trace_->run);
}

// For "before" and "difference".
core::TracePointer App::run_without_edits(const core::TracePointer& trace) const {
  if (trace->run.edits.empty()) return trace;
  core::RunInput plain = trace->run;
  plain.edits.clear();
  if (before_ && before_->run == plain) return before_;
  return core::compute_trace(plain, before_ ? before_ : trace);
}

void App::refuse_run(const std::exception& error) {
  stop_run();
  memory_.forget_choice();
  if (shows_session()) {
    give_up_change();
    tell(ui::MessageKind::Error, reason_of(error));
    return;
  }
  trace_ = before_ = former_ = nullptr;
  empty_reason_ = reason_of(error);
}

// A text that was typed stays in its field; another model is not chosen while the former one's numbers are shown.
void App::give_up_change() {
  const bool other_model = trace_ && trace_->run.model->config.id != session().model;
  if (shows_session() || other_model) history_.replace_newest(shown_session_);
}

void App::stop_run() {
  worker_.cancel();
  preview_ = nullptr;
  run_requested_ = false;
  when_shown_ = nullptr;
}

void App::cancel_run() {
  if (models_.loading()) return cancel_loading();
  if (!run_requested_) return;
  stop_run();
  give_up_change();
  status_ = "The run was cancelled; what is shown is the run before";
  if (!trace_) empty_reason_ = "The run was cancelled. Another text, or the same one typed again, starts a new one";
}

void App::poll_worker() {
  const auto result = worker_.poll();
  if (!result) return;
  run_requested_ = false;
  try {
    if (result->error) std::rethrow_exception(result->error);
    take(result->trace, result->before);
    shown_session_ = session();
    empty_reason_.clear();
    if (const auto refine = std::exchange(when_shown_, nullptr)) {
      view_.selection = session().selection;
      refine();
    }
  } catch (const std::exception& error) {
    refuse_run(error);
  }
}

void App::finish_run() {
  const auto busy = [this] {
    return models_.loading() || models_.looking() || worker_.busy() || compared_.busy() || prediction_.busy() ||
           nearest_.busy() || lessons_.computing();
  };
  const auto poll = [this] {
    poll_models();
    poll_worker();
    compared_.poll();
    prediction_.poll();
    nearest_.poll(view_.transient.word);
    lessons_.poll();
  };
  while (busy()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    poll();
  }
  poll();
}

}  // namespace app
