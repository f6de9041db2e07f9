// Training as a lesson's deeds do it, on the same computation as the window's training view: for the proof of lessons.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/attention/training.h"
#include "core/lessons/training_deeds.h"
#include "core/sessions/session.h"

namespace core {

class TrainingBench {
 public:
  // Returns false for a deed that is none of training. Throws Error for a row that cannot be trained and for what
  // cannot be read.
  bool act(const std::string& deed, const AttentionTrace& trace, Session& session);
  // training.steps, training.loss, training.least, training.rate.
  void count(std::map<std::string, double>& facts) const;

 private:
  void open(const AttentionTrace& trace, const Selection& selection);
  void paint(const PaintDeed& wish, const AttentionTrace& trace, const Selection& selection);
  void train(int steps);
  void keep(const AttentionTrace& trace, Session& session);

  std::optional<TrainedRow> row_;
  std::shared_ptr<const LayerTrace> layer_;  // that the row was read from
  DoubleVector target_;
  double rate_ = 0;
  std::vector<double> losses_;
};

}  // namespace core
