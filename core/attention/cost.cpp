#include "core/attention/cost.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace core {

namespace {

constexpr Index kShortest = 32, kLongest = 4096;
constexpr double kMostMultiplications = 6e9;  // of one point: some seconds on a slow machine
constexpr double kLeastSeconds = 2e-4;        // a try repeats its work until it takes so long
constexpr int kTries = 5;

double padded_width(const CostShape& shape) {
  return static_cast<double>(shape.head_width() * shape.heads);
}

// Seconds of one call: the shortest of several tries, each long enough for the clock.
double shortest(const std::function<void()>& work, const std::atomic<bool>& cancelled) {
  using Clock = std::chrono::steady_clock;
  double best = 0;
  int calls = 1;
  for (int attempt = 0; attempt < kTries && !cancelled; ++attempt) {
    const auto start = Clock::now();
    for (int i = 0; i < calls && !cancelled; ++i) work();
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    const double one = seconds / calls;
    if (attempt == 0) {  // warms the caches, and says how often to repeat
      calls = std::max(1, static_cast<int>(std::ceil(kLeastSeconds / std::max(one, 1e-9))));
      best = one;
    }
    best = std::min(best, one);
  }
  return best;
}

// The products of one layer on random numbers. A cancelled one leaves the rest of its products out: it is not used.
struct Layer {
  Layer(const CostShape& shape, Index tokens, const std::atomic<bool>& stop)
      : cancelled(stop),
        heads(shape.heads),
        d_k(shape.head_width()),
        x(Matrix::Random(tokens, shape.width)),
        w_q(Matrix::Random(shape.width, shape.heads * d_k)),
        w_k(Matrix::Random(shape.width, shape.heads * d_k)),
        w_v(Matrix::Random(shape.width, shape.heads * d_k)),
        w_o(Matrix::Random(shape.heads * d_k, shape.width)),
        q(tokens, shape.heads * d_k),
        k(q),
        v(q),
        scores(tokens, tokens),
        joined(Matrix::Random(tokens, shape.heads * d_k)),
        written(tokens, shape.width) {
    project();
  }
  void project() {
    q.noalias() = x * w_q;
    if (cancelled) return;
    k.noalias() = x * w_k;
    if (cancelled) return;
    v.noalias() = x * w_v;
    if (cancelled) return;
    written.noalias() = joined * w_o;
  }
  void score() {
    for (Index h = 0; h < heads && !cancelled; ++h) {
      scores.noalias() = q.middleCols(h * d_k, d_k) * k.middleCols(h * d_k, d_k).transpose();
      joined.middleCols(h * d_k, d_k).noalias() = scores * v.middleCols(h * d_k, d_k);
    }
  }
  const std::atomic<bool>& cancelled;
  Index heads, d_k;
  Matrix x, w_q, w_k, w_v, w_o, q, k, v, scores, joined, written;
};

double fit(const std::vector<double>& multiplications, const std::vector<double>& seconds, double& error) {
  // Smallest Σ (1 − a·m/t)²: a = Σ (m/t) ÷ Σ (m/t)².
  double sum = 0, squares = 0;
  for (std::size_t i = 0; i < seconds.size(); ++i) {
    const double ratio = multiplications[i] / seconds[i];
    sum += ratio;
    squares += ratio * ratio;
  }
  const double constant = sum / squares;
  error = 0;
  for (std::size_t i = 0; i < seconds.size(); ++i) {
    error = std::max(error, std::abs(1 - constant * multiplications[i] / seconds[i]));
  }
  return constant;
}

}  // namespace

CostShape cost_shape(const ModelConfig& model) {
  const std::size_t heads = model.layers.empty() ? 1 : model.layers.front().heads.size();
  return {model.width, std::max<Index>(1, static_cast<Index>(heads))};
}

double projection_multiplications(const CostShape& shape, Index tokens) {
  return 4 * static_cast<double>(tokens) * static_cast<double>(shape.width) * padded_width(shape);
}

double own_projection_multiplications(const LayerWeights& weights, Index tokens) {
  const Index entries = weights.w_q.size() + weights.w_k.size() + weights.w_v.size() + weights.w_o.size();
  return static_cast<double>(tokens) * static_cast<double>(entries);
}

double score_multiplications(const CostShape& shape, Index tokens) {
  const auto n = static_cast<double>(tokens);
  return 2 * n * n * padded_width(shape);
}

double counted_crossing(const CostShape& shape) {
  return 2 * static_cast<double>(shape.width);
}

double map_bytes(const ModelConfig& model, Index tokens) {
  double heads = 0;
  for (const LayerConfig& layer : model.layers) heads += static_cast<double>(layer.heads.size());
  const auto n = static_cast<double>(tokens);
  return n * n * heads * sizeof(float);
}

std::vector<Index> cost_lengths(const CostShape& shape) {
  std::vector<Index> lengths;
  for (Index n = kShortest; n <= kLongest; n *= 2) {
    const double work = projection_multiplications(shape, n) + score_multiplications(shape, n);
    if (work > kMostMultiplications && lengths.size() >= 2) break;
    lengths.push_back(n);
  }
  return lengths;
}

CostCurves measure_cost(const CostShape& shape, const std::atomic<bool>& cancelled,
                        const std::function<void(const CostPoint&)>& done) {
  const std::vector<Index> lengths = cost_lengths(shape);
  CostCurves curves{shape, {}, static_cast<Index>(lengths.size())};
  for (const Index tokens : lengths) {
    if (cancelled) break;
    Layer layer(shape, tokens, cancelled);
    CostPoint point;
    point.tokens = tokens;
    point.projection_seconds = shortest([&] { layer.project(); }, cancelled);
    point.score_seconds = shortest([&] { layer.score(); }, cancelled);
    if (cancelled) break;
    curves.points.push_back(point);
    if (done) done(point);
  }
  return curves;
}

std::optional<CostFit> fit_cost(const CostCurves& curves) {
  if (curves.points.empty()) return std::nullopt;
  std::vector<double> projections, scores, projection_seconds, score_seconds;
  for (const CostPoint& point : curves.points) {
    projections.push_back(projection_multiplications(curves.shape, point.tokens));
    scores.push_back(score_multiplications(curves.shape, point.tokens));
    projection_seconds.push_back(point.projection_seconds);
    score_seconds.push_back(point.score_seconds);
  }
  CostFit result;
  result.projection = fit(projections, projection_seconds, result.projection_error);
  result.score = fit(scores, score_seconds, result.score_error);
  return result;
}

std::optional<double> measured_crossing(const CostCurves& curves) {
  const auto lead = [](const CostPoint& point) { return std::log(point.score_seconds / point.projection_seconds); };
  for (std::size_t i = 1; i < curves.points.size(); ++i) {
    const CostPoint& before = curves.points[i - 1];
    const CostPoint& after = curves.points[i];
    if (lead(before) > 0 || lead(after) <= 0) continue;
    const double share = lead(before) / (lead(before) - lead(after));
    const double start = std::log(static_cast<double>(before.tokens));
    return std::exp(start + share * (std::log(static_cast<double>(after.tokens)) - start));
  }
  return std::nullopt;
}

}  // namespace core
