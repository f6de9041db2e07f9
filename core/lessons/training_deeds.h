// What a lesson asks of training: which row to wish for, how fast, how long, and to keep what was learned.
#pragma once

#include <optional>
#include <string>
#include <variant>

namespace core {

struct PaintDeed {
  std::string word;  // what the row of the selected word should give to it; the others keep their proportions
  double share = 0;
};
struct RateDeed {
  double rate = 0;
};
struct TrainDeed {
  int steps = 0;
};
struct KeepDeed {};  // puts the trained W_Q and W_K into force as edits
using TrainingDeed = std::variant<PaintDeed, RateDeed, TrainDeed, KeepDeed>;

// "paint WORD=SHARE", "rate NUMBER", "train STEPS", "keep"; nothing for any other deed. Throws Error for one of these
// that cannot be read.
std::optional<TrainingDeed> read_training_deed(const std::string& deed);

}  // namespace core
