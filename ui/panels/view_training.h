// The training view's state and its rows; used by view_training*.cpp only.
#pragma once

#include "ui/panels/stages_internal.h"
#include "ui/row_views_memory.h"

namespace ui {

// Reads the row anew where the run changed; a target of as many words stays.
void refresh_training(const stages::Frame& frame, TrainingMemory& memory);
// Takes so many steps, stopping where numbers would overflow.
void train(TrainingMemory& memory, int steps);
// Back to the matrices that are in force; the target stays.
void restart_training(TrainingMemory& memory);

// One line a word: the weight now and the target to paint. Returns the height used. Items "train.target.K" (the bar)
// and "train.share.K" (the number).
float draw_target_rows(stages::Frame& frame, TrainingMemory& memory, ImVec2 at, float width);

// The menu of a word of the row in training: its weight now, its target, both for all words.
void open_trained_menu(const stages::Frame& frame, const TrainingMemory& memory, core::Index key, const ImRect& anchor);

// What a lesson asked for, one after the other; none is left.
void do_training_deeds(stages::Frame& frame, std::vector<core::TrainingDeed>& deeds, TrainingMemory& memory);
// The trained entries as one undo step.
PutEdits kept_training(const stages::Frame& frame, const TrainingMemory& memory);

// The loss after a step; after the last one also its addends, target × −ln(weight).
std::string loss_note(const stages::Frame& frame, const TrainingMemory& memory, std::size_t step);
// How a weight of the row in training is made.
std::string trained_note(const stages::Frame& frame, const TrainingMemory& memory, core::Index key);

// What the reader should know of the present state: a target of 0 or 1, a rate that is too large, the loss that is
// left.
std::string training_remark(const stages::Frame& frame, const TrainingMemory& memory);

}  // namespace ui
