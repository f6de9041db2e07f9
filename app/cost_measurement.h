// The cost curves as the window shows them: nothing, points as they come, or what was measured when it ended.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/cost_worker.h"

namespace app {

class CostMeasurement {
 public:
  // `wake` is called from the worker's thread after each point and at the end.
  explicit CostMeasurement(std::function<void()> wake) : worker_(std::move(wake)) {}

  void start(const core::CostShape& shape);
  // The points so far stay.
  void cancel();
  // Takes new points. Returns why the measurement ended early, once; "" else.
  std::string poll();
  bool under_way() const { return under_way_; }
  const core::CostCurves* get() const { return curves_ ? &*curves_ : nullptr; }

 private:
  std::optional<core::CostCurves> curves_;
  bool under_way_ = false;
  CostWorker worker_;
};

}  // namespace app
