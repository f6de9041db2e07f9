// What attention costs at a length: measured on this machine, and counted as the formulas say.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <vector>

#include "core/models/model.h"

namespace core {

// One attention layer of a common form: D wide, H heads of D ÷ H components each (rounded up).
struct CostShape {
  Index width = 0, heads = 0;
  Index head_width() const { return (width + heads - 1) / heads; }  // d_k = d_v
  bool operator==(const CostShape&) const = default;
};
// Of the model's width and the heads of its first layer.
CostShape cost_shape(const ModelConfig& model);

// Multiplications of x·W_Q, x·W_K, x·W_V and (heads)·W_O: 4 · n · D², with D rounded up to H · d_k.
double projection_multiplications(const CostShape& shape, Index tokens);
// What a model's own layer has instead of 4 · n · D²: n times the entries of its W_Q, W_K, W_V and W_O. Fewer where
// heads share keys and values, or where head outputs need no W_O.
double own_projection_multiplications(const LayerWeights& weights, Index tokens);
// Multiplications of Q·Kᵀ and weights·V of all heads: 2 · n² · D.
double score_multiplications(const CostShape& shape, Index tokens);
// Where both are equal: n = 2 D.
double counted_crossing(const CostShape& shape);
// Bytes of the weights of every head and layer, n² · H · L · 4, counting each layer's own heads.
double map_bytes(const ModelConfig& model, Index tokens);

struct CostPoint {
  Index tokens = 0;
  double projection_seconds = 0, score_seconds = 0;  // the shortest of several tries
};

struct CostCurves {
  CostShape shape;
  std::vector<CostPoint> points;  // by length
  Index planned = 0;              // how many points there will be
};

// The lengths that are measured: doubling from 32 to 4096, as far as the work stays below a few seconds.
std::vector<Index> cost_lengths(const CostShape& shape);

// Times the products of one layer on random numbers, projections and scores apart, one length after another; `done` is
// told after each. Ends early where `cancelled` is set. Softmax is not among them: it is n² · H exponentials.
CostCurves measure_cost(const CostShape& shape, const std::atomic<bool>& cancelled,
                        const std::function<void(const CostPoint&)>& done);

// Seconds = constant · multiplications, with the constant that makes the relative errors smallest.
struct CostFit {
  double projection = 0, score = 0;              // seconds a multiplication
  double projection_error = 0, score_error = 0;  // the largest relative error of a point
};
// Nothing without points.
std::optional<CostFit> fit_cost(const CostCurves& curves);
// The length at which the measured scores begin to take longer than the projections, between two measured points
// (straight lines on logarithmic axes). Nothing where they do not cross within the points.
std::optional<double> measured_crossing(const CostCurves& curves);

}  // namespace core
