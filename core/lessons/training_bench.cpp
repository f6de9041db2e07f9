#include "core/lessons/training_bench.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/attention/token_reference.h"
#include "core/error.h"
#include "core/numbers.h"
#include "core/plain_text.h"
#include "core/sessions/follow.h"

namespace core {

namespace {

constexpr long kMostSteps = 20'000;

double read_share(const std::string& text, const char* what) {
  const auto number = parse_number(text);
  if (number && *number >= 0) return static_cast<double>(*number);
  throw Error(fmt::format("\"{}\" is no {}", shown_text(text), what), "a number that is not negative", "");
}

}  // namespace

bool TrainingBench::act(const std::string& deed, const AttentionTrace& trace, Session& session) {
  const std::size_t blank = std::min(deed.find(' '), deed.size());
  const std::string verb = deed.substr(0, blank);
  const std::string rest = deed.substr(std::min(deed.size(), blank + 1));
  if (verb != "paint" && verb != "rate" && verb != "train" && verb != "keep") return false;
  open(trace, session.selection);
  if (verb == "paint") paint(rest, trace, session.selection);
  if (verb == "rate") rate_ = read_share(rest, "learning rate");
  if (verb == "train") {
    const auto steps = parse_count(rest);
    if (!steps || *steps < 1 || *steps > kMostSteps) {
      throw Error(fmt::format("\"{}\" is no number of steps", shown_text(rest)), fmt::format("1 to {}", kMostSteps),
                  "");
    }
    train(*steps);
  }
  if (verb == "keep") keep(trace, session);
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

void TrainingBench::paint(const std::string& text, const AttentionTrace& trace, const Selection& selection) {
  const std::size_t sign = text.rfind('=');
  if (sign == std::string::npos) throw Error("\"paint " + shown_text(text) + "\" has no =", "paint WORD=SHARE", "");
  const Index key = find_token(text.substr(0, sign), trace.key_tokens(selection.layer, selection.head));
  paint_target(target_, row_->allowed, key, read_share(text.substr(sign + 1), "share"));
  losses_ = {row_loss(*row_, target_)};
}

void TrainingBench::train(long steps) {
  for (long i = 0; i < steps; ++i) {
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
