// What a lesson's "Show me" does in the training view, with the reader's own means: paint, rate, train, keep.
#include <variant>

#include "core/attention/token_reference.h"
#include "core/error.h"
#include "ui/panels/view_training.h"
#include "ui/row_views_memory.h"

namespace ui {

namespace {

void paint(const stages::Frame& frame, const core::PaintDeed& wish, TrainingMemory& memory) {
  const core::Index key = core::find_token(wish.word, frame.input.key_tokens(frame.view.selection));
  core::paint_target(memory.target, memory.row.allowed, key, wish.share);
  restart_training(memory);
}

void act(stages::Frame& frame, const core::TrainingDeed& deed, TrainingMemory& memory) {
  if (const auto* wish = std::get_if<core::PaintDeed>(&deed)) paint(frame, *wish, memory);
  if (const auto* wish = std::get_if<core::RateDeed>(&deed)) memory.learning_rate = wish->rate;
  if (const auto* wish = std::get_if<core::TrainDeed>(&deed)) train(memory, wish->steps);
  if (std::holds_alternative<core::KeepDeed>(deed)) frame.requests.add(kept_training(frame, memory));
}

}  // namespace

PutEdits kept_training(const stages::Frame& frame, const TrainingMemory& memory) {
  PutEdits put;
  put.edits = core::trained_edits(frame.trace(), memory.row);
  put.name = "Keep the trained W_Q and W_K of " + frame.input.head_config(frame.view.selection).name;
  return put;
}

void do_training_deeds(stages::Frame& frame, std::vector<core::TrainingDeed>& deeds, TrainingMemory& memory) {
  for (const core::TrainingDeed& deed : deeds) {
    try {
      act(frame, deed, memory);
    } catch (const core::Error&) {
      break;  // the word is not in the reader's sentence: nothing to paint
    }
  }
  deeds.clear();
}

}  // namespace ui
