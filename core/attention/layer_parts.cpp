#include "core/attention/layer_parts.h"

#include <algorithm>
#include <cmath>

#include "core/attention/product.h"

namespace core {

namespace {

float activate(float x, Activation activation) {
  constexpr float kSqrtHalf = 0.70710678F;
  constexpr float kSqrtTwoOverPi = 0.79788456F;
  switch (activation) {
    case Activation::None:
      return x;
    case Activation::Relu:
      return std::max(x, 0.0F);
    case Activation::Gelu:
      return 0.5F * x * (1 + std::erf(x * kSqrtHalf));
    case Activation::GeluTanh:
      return 0.5F * x * (1 + std::tanh(kSqrtTwoOverPi * (x + 0.044715F * x * x * x)));
    case Activation::GeluQuick:
      return x / (1 + std::exp(-1.702F * x));
    case Activation::Silu:
      return x / (1 + std::exp(-x));
  }
  return x;
}

}  // namespace

Matrix linear(const Matrix& x, const Matrix& weight, const Vector& bias) {
  Matrix result = product(x, weight);
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

Matrix rotate(const Matrix& x, const Rotary& rotary) {
  Matrix result = x;
  const std::vector<float> frequencies = rotary_frequencies(rotary, x.rows());
  const auto half = static_cast<Index>(frequencies.size());
  for (Index position = 0; position < x.rows(); ++position) {
    for (Index i = 0; i < half; ++i) {
      const float angle = static_cast<float>(position) * frequencies[static_cast<std::size_t>(i)];
      const float cosine = std::cos(angle) * rotary.attention_factor;
      const float sine = std::sin(angle) * rotary.attention_factor;
      const float first = x(position, i);
      const float second = x(position, i + half);
      result(position, i) = first * cosine - second * sine;
      result(position, i + half) = second * cosine + first * sine;
    }
  }
  return result;
}

Matrix activated(const Matrix& x, Activation activation) {
  return x.unaryExpr([activation](float value) { return activate(value, activation); });
}

Matrix feed_forward_inner(const Matrix& x, const LayerWeights& weights, Activation activation) {
  Matrix inner = linear(x, weights.w_up, weights.b_up);  // [T, F]
  if (weights.w_gate.size() > 0) {
    Matrix gate = linear(x, weights.w_gate, weights.b_gate);
    inner.array() *= gate.unaryExpr([activation](float value) { return activate(value, activation); }).array();
  } else {
    inner = inner.unaryExpr([activation](float value) { return activate(value, activation); }).eval();
  }
  return inner;
}

Matrix feed_forward(const Matrix& x, const LayerWeights& weights, Activation activation) {
  return linear(feed_forward_inner(x, weights, activation), weights.w_down, weights.b_down);
}

}  // namespace core
