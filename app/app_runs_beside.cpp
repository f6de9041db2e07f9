// What the App runs beside the sentence itself: the text that the compare view stands beside it, and the cost curves.
#include "app/app.h"
#include "app/reason.h"
#include "core/attention/forward.h"
#include "core/error.h"
#include "core/sessions/follow.h"
#include "ui/panels/output_data.h"
#include "ui/panels/view_prediction_data.h"

namespace app {

void App::compare_with(const std::string& text) {
  compare_text_ = text;
  compared_ = nullptr;
  refresh_compared();
}

// The same session with the other text: edits and ignored words follow to the words that both have.
core::RunInput App::compared_run() {
  core::Session other = session();
  other.sentence = compare_text_;
  follow_sentence(other, session(), *model(other.model));
  return run_of(other);
}

// Only while it is shown: a second run doubles the work.
void App::refresh_compared() {
  const bool shown = view_.persisted.row_view == ui::RowView::Compare;
  const bool empty = compare_text_.find_first_not_of(" \t\n") == std::string::npos;
  if (!shown || empty || !trace_) {
    compared_ = compared_of_ = nullptr;
    compare_problem_.clear();
    compare_worker_.cancel();
    return;
  }
  const bool comparable =
      !compared_ || (compared_->run.model == trace_->run.model && compared_->run.has_second == trace_->run.has_second);
  if (!comparable) compared_ = nullptr;
  if ((compared_of_ == trace_ && compared_for_ == compare_text_) || !shows_session()) return;
  compared_of_ = trace_;
  compared_for_ = compare_text_;
  compare_problem_.clear();
  try {
    const core::RunInput run = compared_run();
    if (is_long(run)) {
      if (!fits_beside(run)) {
        compared_ = nullptr;
        compare_worker_.cancel();
        compare_problem_ = "A second run of this length would take too much memory";
        return;
      }
      compare_worker_.request(run, compared_, nullptr, keeping_of(run));
    } else {
      compare_worker_.cancel();
      compared_ = core::compute_trace(run, compared_);
    }
  } catch (const std::exception& error) {
    compared_ = nullptr;
    compare_problem_ = reason_of(error);
  }
}

void App::poll_compared() {
  const auto result = compare_worker_.poll();
  if (!result) return;
  try {
    if (result->error) std::rethrow_exception(result->error);
    compared_ = result->trace;
  } catch (const std::exception& error) {
    compared_ = nullptr;
    compare_problem_ = reason_of(error);
  }
}

// Only while it is shown. A list of another place or model must not stand where the new one will.
void App::refresh_prediction() {
  const bool shown = view_.persisted.row_view == ui::RowView::Prediction;
  const auto row = shown && trace_ ? ui::prediction_row(*trace_, view_) : std::nullopt;
  if (!row) {
    prediction_worker_.cancel();
    prediction_.reset();
    predicted_for_.reset();
    return;
  }
  PredictionRequest request{trace_, before_ ? before_ : trace_, *row};
  if (predicted_for_ == request) return;
  const bool same_place = predicted_for_ && predicted_for_->row == *row &&
                          predicted_for_->now->run.model == trace_->run.model &&
                          predicted_for_->now->tokens == trace_->tokens;
  if (!same_place) prediction_.reset();
  predicted_for_ = request;
  prediction_worker_.request(std::move(request));
}

void App::poll_prediction() {
  if (auto result = prediction_worker_.poll()) prediction_ = std::move(*result);
}

void App::refresh_nearest() {
  NearestQuestions questions;
  if (trace_) {
    const auto words = models_.nearest(trace_->config().id);
    ui::WordView& view = view_.transient.word;
    for (const ui::NearestMemory* memory : {&view.nearest_now, &view.nearest_before}) {
      const bool asked = ui::is_pending(*memory) && memory->direction.size() == trace_->config().width;
      if (asked && words) questions.push_back({trace_->run.model, words, memory->direction, memory->left_out});
    }
  }
  if (questions.empty() || (questions == nearest_asked_ && nearest_worker_.busy())) return;
  nearest_asked_ = questions;
  nearest_worker_.request(std::move(questions));
}

void App::poll_nearest() {
  auto done = nearest_worker_.poll();
  if (!done || !done->result) return;
  ui::WordView& view = view_.transient.word;
  for (std::size_t i = 0; i < done->result->size(); ++i) {
    const NearestQuestion& question = done->request[i];
    for (ui::NearestMemory* memory : {&view.nearest_now, &view.nearest_before}) {
      const bool same = ui::is_pending(*memory) && memory->left_out == question.left_out &&
                        memory->direction.size() == question.direction.size() &&
                        memory->direction == question.direction;
      if (!same) continue;
      memory->words = (*done->result)[i];
      memory->model = question.model;
    }
  }
}

void App::measure_cost() {
  if (!trace_) return;
  cost_worker_.start(core::cost_shape(trace_->config()));
  cost_ = cost_worker_.curves();
  measuring_ = true;
}

void App::poll_cost() {
  if (!measuring_) return;
  measuring_ = cost_worker_.busy();
  cost_ = cost_worker_.curves();
  const std::string failure = cost_worker_.failure();
  if (!failure.empty()) tell(ui::MessageKind::Error, "The measurement ended early: " + failure);
}

void App::cancel_cost() {
  cost_worker_.cancel();
  poll_cost();
}

}  // namespace app
