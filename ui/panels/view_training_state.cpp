// What the training view does between frames.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/numbers.h"
#include "ui/panels/view_training.h"
#include "ui/panels/word_names.h"

namespace ui {

using core::Index;

void restart_training(TrainingMemory& memory) {
  memory.row = memory.start;
  memory.losses = {core::row_loss(memory.row, memory.target)};
  memory.playing = false;
  memory.stuck = false;
}

void refresh_training(const stages::Frame& frame, TrainingMemory& memory) {
  const core::Selection& selection = frame.view.selection;
  const auto& layer = frame.trace().layers[static_cast<std::size_t>(selection.layer)];
  const bool same_row = !memory.losses.empty() && memory.start.layer == selection.layer &&
                        memory.start.head == selection.head && memory.start.query == selection.query;
  if (same_row && memory.layer.lock() == layer) return;
  const auto allowed = memory.start.allowed;
  memory.start = core::trained_row(frame.trace(), selection.layer, selection.head, selection.query);
  memory.layer = layer;
  // The target belongs to its row: it stays while the run changes under it.
  if (!same_row || allowed != memory.start.allowed) memory.target = core::row_weights(memory.start);
  if (!same_row) memory.learning_rate = core::safe_learning_rate(memory.start);
  restart_training(memory);
}

void train(TrainingMemory& memory, int steps) {
  constexpr std::size_t kMostLosses = 20'000;
  for (int i = 0; i < steps; ++i) {
    if (!core::descend(memory.row, memory.target, memory.learning_rate)) {
      memory.stuck = true;
      memory.playing = false;
      return;
    }
    memory.losses.push_back(core::row_loss(memory.row, memory.target));
  }
  if (memory.losses.size() > kMostLosses) memory.playing = false;
}

std::string training_remark(const stages::Frame& frame, const TrainingMemory& memory) {
  if (memory.stuck)
    return "The last step would have left the range of numbers: choose a smaller learning rate, then Reset.";
  const core::DoubleVector weights = core::row_weights(memory.row);
  if (memory.losses.size() == 1 && (memory.target - weights).cwiseAbs().maxCoeff() < 1e-9) {
    return "The target is the row as it is. Drag a handle, or type a share, to paint another one; then Play or Step.";
  }
  const core::Tokens& keys = frame.input.key_tokens(frame.view.selection);
  for (Index key = 0; key < memory.target.size(); ++key) {
    if (!memory.row.allowed[static_cast<std::size_t>(key)]) continue;
    const double target = memory.target(key);
    if (target != 0 && target != 1) continue;
    return fmt::format(
        "A target of exactly {} is never reached: {} stands at {:.6g} after {}. Its score would have to grow forever.",
        target, quoted_word(keys, key), weights(key),
        core::counted(static_cast<Index>(memory.losses.size()) - 1, "step"));
  }
  const double left = memory.losses.back() - core::least_loss(memory.target);
  return fmt::format("{} so far; the loss is {:.4g} above the least that this target allows.",
                     core::counted(static_cast<Index>(memory.losses.size()) - 1, "step"), std::max(0.0, left));
}

}  // namespace ui
