#include "core/attention/layer_parts.h"

#include <algorithm>
#include <cmath>

#include "core/attention/product.h"
#include "core/attention/vector_math.h"

namespace core {

namespace {

void normalize_row(NormKind kind, const Norm& norm, float epsilon, const Eigen::Ref<const Vector>& from, float* to) {
  Vector row = from;  // a copy, aligned alike for all rows, so that equal rows stay equal to the bit
  if (kind == NormKind::LayerNorm) row.array() -= row.mean();
  const float factor = 1 / std::sqrt(row.squaredNorm() / static_cast<float>(row.size()) + epsilon);
  Eigen::Map<Vector> result(to, row.size());
  result = row.array() * factor * norm.gain.array();
  if (norm.bias.size() > 0) result += norm.bias;
}

}  // namespace

Matrix linear(const Matrix& x, const Matrix& weight, const Vector& bias, Crew* crew, ProductKind kind) {
  Matrix result = product(x, weight, crew, kind);
  if (bias.size() == 0) return result;
  share_rows(crew, result.rows(), result.cols(),
             [&](Index first, Index rows) { result.middleRows(first, rows).rowwise() += bias; });
  return result;
}

Matrix normalize(const Matrix& x, NormKind kind, const Norm& norm, float epsilon, Crew* crew) {
  if (kind == NormKind::None || norm.gain.size() == 0) return x;
  Matrix result(x.rows(), x.cols());
  share_rows(crew, x.rows(), x.cols(), [&](Index first, Index rows) {
    for (Index i = first; i < first + rows; ++i) {
      normalize_row(kind, norm, epsilon, x.row(i), result.data() + i * x.cols());
    }
  });
  return result;
}

Matrix sum_of(const Matrix& a, const Matrix& b, Crew* crew) {
  Matrix result(a.rows(), a.cols());
  share_rows(crew, a.rows(), a.cols(), [&](Index first, Index rows) {
    result.middleRows(first, rows) = a.middleRows(first, rows) + b.middleRows(first, rows);
  });
  return result;
}

std::vector<float> rotary_frequencies(const Rotary& rotary, Index tokens) {
  if (rotary.dynamic_from == 0 || tokens <= rotary.dynamic_from) return rotary.frequencies;
  const auto dims = static_cast<double>(2 * rotary.frequencies.size());
  const double stretch =
      rotary.dynamic_factor * static_cast<double>(tokens) / static_cast<double>(rotary.dynamic_from) -
      (rotary.dynamic_factor - 1);
  return plain_frequencies(rotary.base * std::pow(stretch, dims / (dims - 2)), static_cast<Index>(dims));
}

std::vector<float> plain_frequencies(double base, Index dims) {
  std::vector<float> frequencies;
  for (Index i = 0; i < dims; i += 2) {
    const float exponent = static_cast<float>(i) / static_cast<float>(dims);
    frequencies.push_back(1 / static_cast<float>(std::pow(base, static_cast<double>(exponent))));
  }
  return frequencies;
}

RotaryTable rotary_table(const Rotary& rotary, Index tokens) {
  const std::vector<float> frequencies = rotary_frequencies(rotary, tokens);
  RotaryTable table;
  table.cosine.resize(tokens, static_cast<Index>(frequencies.size()));
  table.sine.resize(tokens, static_cast<Index>(frequencies.size()));
  for (Index position = 0; position < tokens; ++position) {
    for (Index i = 0; i < table.cosine.cols(); ++i) {
      const float angle = static_cast<float>(position) * frequencies[static_cast<std::size_t>(i)];
      table.cosine(position, i) = std::cos(angle) * rotary.attention_factor;
      table.sine(position, i) = std::sin(angle) * rotary.attention_factor;
    }
  }
  return table;
}

Matrix rotate(const Matrix& x, const RotaryTable& table) {
  Matrix result = x;
  const Index half = table.cosine.cols();
  const auto cosine = table.cosine.topRows(x.rows()).array();
  const auto sine = table.sine.topRows(x.rows()).array();
  const auto first = x.leftCols(half).array();
  const auto second = x.middleCols(half, half).array();
  result.leftCols(half) = first * cosine - second * sine;
  result.middleCols(half, half) = second * cosine + first * sine;
  return result;
}

Matrix activated(const Matrix& x, Activation activation) {
  Matrix result = x;
  activate(result.data(), result.size(), activation);
  return result;
}

Matrix feed_forward_inner(const Matrix& x, const LayerWeights& weights, Activation activation, Crew* crew,
                          ProductKind kind) {
  Matrix inner = linear(x, weights.w_up, weights.b_up, crew, kind);  // [T, F]
  const bool gated = weights.w_gate.size() > 0;
  Matrix gate = gated ? linear(x, weights.w_gate, weights.b_gate, crew, kind) : Matrix();
  Matrix& activated = gated ? gate : inner;
  share_rows(crew, inner.rows(), inner.cols(), [&](Index first, Index rows) {
    for (Index row = first; row < first + rows; ++row) {  // one by one: a row stays in the cache
      activate(activated.data() + row * inner.cols(), inner.cols(), activation);
      if (gated) inner.row(row).array() *= gate.row(row).array();
    }
  });
  return inner;
}

Matrix feed_forward(const Matrix& x, const LayerWeights& weights, Activation activation, Crew* crew, ProductKind kind) {
  return linear(feed_forward_inner(x, weights, activation, crew, kind), weights.w_down, weights.b_down, crew, kind);
}

}  // namespace core
