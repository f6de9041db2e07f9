#include "app/shown_prediction.h"

#include <utility>

namespace app {

ShownPrediction::ShownPrediction(std::function<void()> wake)
    : worker_(
          [](const PredictionRequest& asked, const std::atomic<bool>& cancelled) {
            return core::compute_prediction(*asked.now, *asked.before, asked.row, &cancelled);
          },
          std::move(wake)) {}

void ShownPrediction::refresh(PredictionRequest question) {
  if (asked_ == question) return;
  const bool same_place = asked_ && asked_->row == question.row && asked_->now->run.model == question.now->run.model &&
                          asked_->now->tokens == question.now->tokens;
  if (!same_place) prediction_.reset();
  asked_ = question;
  worker_.request(std::move(question));
}

void ShownPrediction::close() {
  worker_.cancel();
  prediction_.reset();
  asked_.reset();
}

void ShownPrediction::poll() {
  if (auto done = worker_.poll()) prediction_ = std::move(done->result).value_or(std::nullopt);
}

}  // namespace app
