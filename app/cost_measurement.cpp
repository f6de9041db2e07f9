#include "app/cost_measurement.h"

namespace app {

void CostMeasurement::start(const core::CostShape& shape) {
  worker_.start(shape);
  curves_ = worker_.curves();
  under_way_ = true;
}

void CostMeasurement::cancel() {
  worker_.cancel();
}

std::string CostMeasurement::poll() {
  if (!under_way_) return {};
  under_way_ = worker_.busy();
  curves_ = worker_.curves();
  return worker_.failure();
}

}  // namespace app
