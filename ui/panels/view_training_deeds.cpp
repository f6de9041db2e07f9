// What a lesson's "Show me" does in the training view, with the reader's own means: paint, rate, train, keep.
#include <algorithm>

#include "core/attention/token_reference.h"
#include "core/error.h"
#include "core/numbers.h"
#include "ui/panels/view_training.h"
#include "ui/row_views_memory.h"

namespace ui {

namespace {

constexpr long kMostSteps = 20'000;

void paint(const stages::Frame& frame, const std::string& what, TrainingMemory& memory) {
  const std::size_t sign = what.rfind('=');
  if (sign == std::string::npos) return;
  const auto share = core::parse_number(what.substr(sign + 1));
  if (!share || *share < 0) return;
  const core::Index key = core::find_token(what.substr(0, sign), frame.input.key_tokens(frame.view.selection));
  core::paint_target(memory.target, memory.row.allowed, key, static_cast<double>(*share));
  restart_training(memory);
}

void act(stages::Frame& frame, const std::string& deed, TrainingMemory& memory) {
  const std::size_t blank = std::min(deed.find(' '), deed.size());
  const std::string verb = deed.substr(0, blank);
  const std::string rest = deed.substr(std::min(deed.size(), blank + 1));
  if (verb == "paint") paint(frame, rest, memory);
  if (verb == "rate") memory.learning_rate = static_cast<double>(core::parse_number(rest).value_or(0));
  if (verb == "train") train(memory, static_cast<int>(std::min(core::parse_count(rest).value_or(0), kMostSteps)));
  if (verb == "keep") frame.requests.add(kept_training(frame, memory));
}

}  // namespace

PutEdits kept_training(const stages::Frame& frame, const TrainingMemory& memory) {
  PutEdits put;
  put.edits = core::trained_edits(frame.trace(), memory.row);
  put.name = "Keep the trained W_Q and W_K of " + frame.input.head_config(frame.view.selection).name;
  return put;
}

void do_training_deeds(stages::Frame& frame, std::vector<std::string>& deeds, TrainingMemory& memory) {
  for (const std::string& deed : deeds) {
    try {
      act(frame, deed, memory);
    } catch (const core::Error&) {
      break;  // the word is not in the reader's sentence: nothing to paint
    }
  }
  deeds.clear();
}

}  // namespace ui
