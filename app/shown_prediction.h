// The words that a model predicts at the place that the prediction view shows, worked out beside the window.
#pragma once

#include <functional>
#include <optional>

#include "app/latest_worker.h"
#include "core/attention/lens.h"

namespace app {

struct PredictionRequest {
  core::TracePointer now, before;  // `before` is `now` where nothing was edited
  core::Index row = 0;
  bool operator==(const PredictionRequest&) const = default;
};

class ShownPrediction {
 public:
  // `wake` is called from the worker's thread when a result waits.
  explicit ShownPrediction(std::function<void()> wake);

  // Asks where this is another question than the last. A list of another place or model goes at once: it must not
  // stand where the new one will.
  void refresh(PredictionRequest question);
  void close();
  void poll();
  bool busy() const { return worker_.busy(); }
  const core::Prediction* get() const { return prediction_ ? &*prediction_ : nullptr; }

 private:
  std::optional<core::Prediction> prediction_;
  std::optional<PredictionRequest> asked_;
  LatestWorker<PredictionRequest, std::optional<core::Prediction>> worker_;
};

}  // namespace app
