// What the App runs beside the sentence itself, only while it is shown, and what a long run keeps.
#include <utility>

#include "app/app.h"
#include "core/sessions/follow.h"
#include "ui/panels/view_prediction_data.h"

namespace app {

void App::compare_with(const std::string& text) {
  compared_.set_text(text);
  refresh_compared();
}

// The same session with the other text: edits and ignored words follow to the words that both have.
core::RunInput App::compared_run(const std::string& text) {
  core::Session other = session();
  other.sentence = text;
  follow_sentence(other, session(), *model(other.model));
  return run_of(other);
}

void App::refresh_compared() {
  if (!trace_ || view_.persisted.row_view != ui::RowView::Compare) return compared_.close();
  compared_.refresh(trace_, !shows_session(), memory_, [this](const std::string& text) { return compared_run(text); });
}

void App::refresh_prediction() {
  const bool shown = trace_ && view_.persisted.row_view == ui::RowView::Prediction;
  const auto row = shown ? ui::prediction_row(*trace_, view_) : std::nullopt;
  if (!row) return prediction_.close();
  prediction_.refresh({trace_, before_ ? before_ : trace_, *row});
}

void App::answer_memory(const ui::MemoryAnswer& answer) {
  if (!answer.runs) {
    memory_.withdraw_question();
    return cancel_run();
  }
  memory_.choose(model(session().model), answer.others);
  auto refine = std::move(when_shown_);
  refresh_trace();
  if (run_requested_) when_shown_ = std::move(refine);
}

void App::refresh_kept() {
  if (!memory_.has_choice() || run_requested_ || !shows_session()) return;
  const core::Selection& selection = view_.selection;
  const bool one_layer = selection.map == core::MapKind::Head || selection.map == core::MapKind::MeanOverHeads;
  if (one_layer && memory_.keep_whole(selection.layer, *trace_)) refresh_trace();
}

void App::measure_cost() {
  if (trace_) cost_.start(core::cost_shape(trace_->config()));
}

void App::poll_cost() {
  const std::string failure = cost_.poll();
  if (!failure.empty()) tell(ui::MessageKind::Error, "The measurement ended early: " + failure);
}

void App::cancel_cost() {
  cost_.cancel();
  poll_cost();
  status_ = "The measurement was cancelled; its points so far stay";
}

}  // namespace app
