#include "core/lessons/training_bench.h"

#include <algorithm>
#include <variant>

#include "core/attention/token_reference.h"
#include "core/error.h"
#include "core/sessions/follow.h"

namespace core {

bool TrainingBench::act(const std::string& deed, const AttentionTrace& trace, Session& session) {
  const auto read = read_training_deed(deed);
  if (!read) return false;
  open(trace, session.selection);
  if (const auto* wish = std::get_if<PaintDeed>(&*read)) paint(*wish, trace, session.selection);
  if (const auto* wish = std::get_if<RateDeed>(&*read)) rate_ = wish->rate;
  if (const auto* wish = std::get_if<TrainDeed>(&*read)) train(wish->steps);
  if (std::holds_alternative<KeepDeed>(*read)) keep(trace, session);
  return true;
}

void TrainingBench::count(std::map<std::string, double>& facts) const {
  if (!row_) return;
  facts["training.steps"] = static_cast<double>(losses_.size()) - 1;
  facts["training.loss"] = losses_.back();
  facts["training.least"] = least_loss(target_);
  facts["training.rate"] = rate_;
}

// As the view: the row is read anew where the run changed, and the target stays with its row.
void TrainingBench::open(const AttentionTrace& trace, const Selection& selection) {
  if (selection.map != MapKind::Head) throw Error("an average is selected", "a head: averages are not trained", "");
  const auto& layer = trace.layers[static_cast<std::size_t>(selection.layer)];
  const bool same_row =
      row_ && row_->layer == selection.layer && row_->head == selection.head && row_->query == selection.query;
  if (same_row && layer == layer_) return;
  row_ = trained_row(trace, selection.layer, selection.head, selection.query);
  layer_ = layer;
  if (!same_row) target_ = row_weights(*row_);
  if (!same_row) rate_ = safe_learning_rate(*row_);
  losses_ = {row_loss(*row_, target_)};
}

void TrainingBench::paint(const PaintDeed& wish, const AttentionTrace& trace, const Selection& selection) {
  const Index key = find_token(wish.word, trace.key_tokens(selection.layer, selection.head));
  paint_target(target_, row_->allowed, key, wish.share);
  losses_ = {row_loss(*row_, target_)};
}

void TrainingBench::train(int steps) {
  for (int i = 0; i < steps; ++i) {
    if (!descend(*row_, target_, rate_)) {
      throw Error("training leaves the range of numbers", "a smaller learning rate", "");
    }
    losses_.push_back(row_loss(*row_, target_));
  }
}

void TrainingBench::keep(const AttentionTrace& trace, Session& session) {
  std::vector<SessionEdit>& edits = session.edits[session.model];
  for (const Edit& edit : trained_edits(trace, *row_)) {
    const auto same = [&](const SessionEdit& one) { return !one.parked && one.edit.same_place(edit); };
    edits.erase(std::remove_if(edits.begin(), edits.end(), same), edits.end());
    edits.push_back(hang_edit(edit, trace.model(), trace.tokens, trace.second_tokens));
  }
}

}  // namespace core
