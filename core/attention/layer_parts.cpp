#include "core/attention/layer_parts.h"

#include <algorithm>
#include <cmath>

#include "core/attention/product.h"
#include "core/attention/vector_math.h"

namespace core {

namespace {

// A row at a time, so that the crew can share them.
void activate_rows(Matrix& values, Activation activation, Crew* crew) {
  constexpr Index kWorthCrew = 4096;
  share_loop(values.size() < kWorthCrew ? nullptr : crew, values.rows(),
             [&](Index row) { activate(values.row(row).data(), values.cols(), activation); });
}

}  // namespace

Matrix linear(const Matrix& x, const Matrix& weight, const Vector& bias, Crew* crew) {
  Matrix result = product(x, weight, crew);
  if (bias.size() > 0) result.rowwise() += bias;
  return result;
}

Matrix normalize(const Matrix& x, NormKind kind, const Norm& norm, float epsilon) {
  if (kind == NormKind::None || norm.gain.size() == 0) return x;
  Matrix result(x.rows(), x.cols());
  const auto width = static_cast<float>(x.cols());
  for (Index i = 0; i < x.rows(); ++i) {
    Vector row = x.row(i);  // a copy, aligned alike for all rows, so that equal rows stay equal to the bit
    if (kind == NormKind::LayerNorm) row.array() -= row.mean();
    row *= 1 / std::sqrt(row.squaredNorm() / width + epsilon);
    row.array() *= norm.gain.array();
    if (norm.bias.size() > 0) row += norm.bias;
    result.row(i) = row;
  }
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
  for (Index position = 0; position < x.rows(); ++position) {
    for (Index i = 0; i < half; ++i) {
      const float cosine = table.cosine(position, i);
      const float sine = table.sine(position, i);
      const float first = x(position, i);
      const float second = x(position, i + half);
      result(position, i) = first * cosine - second * sine;
      result(position, i + half) = second * cosine + first * sine;
    }
  }
  return result;
}

Matrix activated(const Matrix& x, Activation activation) {
  Matrix result = x;
  activate(result.data(), result.size(), activation);
  return result;
}

Matrix feed_forward_inner(const Matrix& x, const LayerWeights& weights, Activation activation, Crew* crew) {
  Matrix inner = linear(x, weights.w_up, weights.b_up, crew);  // [T, F]
  if (weights.w_gate.size() > 0) {
    Matrix gate = linear(x, weights.w_gate, weights.b_gate, crew);
    activate_rows(gate, activation, crew);
    inner.array() *= gate.array();
  } else {
    activate_rows(inner, activation, crew);
  }
  return inner;
}

Matrix feed_forward(const Matrix& x, const LayerWeights& weights, Activation activation, Crew* crew) {
  return linear(feed_forward_inner(x, weights, activation, crew), weights.w_down, weights.b_down, crew);
}

}  // namespace core
