#include "tests/support/reference_parts.h"

#include <algorithm>
#include <cmath>

namespace support {

namespace {

using core::Edit;
using core::Index;
using core::Matrix;
using core::Vector;

std::size_t at(Index i) {
  return static_cast<std::size_t>(i);
}

}  // namespace

Grid grid_of(const Matrix& matrix) {
  Grid grid(at(matrix.rows()), Row(at(matrix.cols())));
  for (std::size_t i = 0; i < grid.size(); ++i) {
    for (std::size_t j = 0; j < grid[i].size(); ++j) grid[i][j] = matrix(static_cast<Index>(i), static_cast<Index>(j));
  }
  return grid;
}

Row row_of(const Vector& vector) {
  Row row;
  for (Index i = 0; i < vector.size(); ++i) row.push_back(vector(i));
  return row;
}

Grid project(const Grid& x, const Grid& w, const Row& b) {
  Grid y(x.size(), Row(w.front().size(), 0));
  for (std::size_t t = 0; t < x.size(); ++t) {
    for (std::size_t j = 0; j < y[t].size(); ++j) {
      for (std::size_t i = 0; i < w.size(); ++i) y[t][j] += x[t][i] * w[i][j];
      if (!b.empty()) y[t][j] += b[j];
    }
  }
  return y;
}

Grid plus(const Grid& a, const Grid& b) {
  Grid sum = a;
  for (std::size_t t = 0; t < a.size(); ++t) {
    for (std::size_t j = 0; j < a[t].size(); ++j) sum[t][j] += b[t][j];
  }
  return sum;
}

Grid norm(const Grid& x, core::NormKind kind, const core::Norm& parameters, double epsilon) {
  if (kind == core::NormKind::None || parameters.gain.size() == 0) return x;
  Grid y = x;
  for (Row& row : y) {
    const auto n = static_cast<double>(row.size());
    double mean = 0;
    if (kind == core::NormKind::LayerNorm) {
      for (const double value : row) mean += value / n;
    }
    double square = 0;
    for (const double value : row) square += (value - mean) * (value - mean) / n;
    for (std::size_t j = 0; j < row.size(); ++j) {
      row[j] =
          (row[j] - mean) / std::sqrt(square + epsilon) * static_cast<double>(parameters.gain(static_cast<Index>(j)));
      if (parameters.bias.size() > 0) row[j] += static_cast<double>(parameters.bias(static_cast<Index>(j)));
    }
  }
  return y;
}

double activation(double x, core::Activation kind) {
  const double pi = std::acos(-1.0);
  switch (kind) {
    case core::Activation::Relu:
      return x > 0 ? x : 0;
    case core::Activation::Gelu:
      return x / 2 * (1 + std::erf(x / std::sqrt(2.0)));
    case core::Activation::GeluTanh:
      return x / 2 * (1 + std::tanh(std::sqrt(2 / pi) * (x + 0.044715 * x * x * x)));
    case core::Activation::GeluQuick:
      return x / (1 + std::exp(-1.702 * x));
    case core::Activation::Silu:
      return x / (1 + std::exp(-x));
    case core::Activation::None:
      break;
  }
  return x;
}

Grid turned(const Grid& x, const core::Rotary& rotary) {
  Grid y = x;
  const std::size_t n = rotary.frequencies.size();
  for (std::size_t t = 0; t < x.size(); ++t) {
    for (std::size_t i = 0; i < n; ++i) {
      const double angle = static_cast<double>(t) * static_cast<double>(rotary.frequencies[i]);
      const double factor = rotary.attention_factor;
      y[t][i] = factor * (x[t][i] * std::cos(angle) - x[t][i + n] * std::sin(angle));
      y[t][i + n] = factor * (x[t][i] * std::sin(angle) + x[t][i + n] * std::cos(angle));
    }
  }
  return y;
}

void put(const Edit& edit, Grid& grid) {
  Row& row = grid[at(edit.row)];
  for (std::size_t j = 0; j < row.size(); ++j) {
    if (edit.column == core::kAllComponents || at(edit.column) == j) row[j] = edit.value;
  }
}

Row spread(const Row& scaled, core::SoftmaxKind kind) {
  Row weights(scaled.size(), 0);
  const double top = *std::max_element(scaled.begin(), scaled.end());
  if (top == kHidden) return weights;
  for (std::size_t j = 0; j < scaled.size(); ++j) {
    if (scaled[j] == kHidden) continue;
    if (kind == core::SoftmaxKind::Soft) weights[j] = std::exp(scaled[j] - top);
    if (kind == core::SoftmaxKind::Hard) weights[j] = scaled[j] == top ? 1 : 0;
    if (kind == core::SoftmaxKind::Uniform) weights[j] = 1;
    if (kind == core::SoftmaxKind::None) weights[j] = scaled[j];
  }
  if (kind == core::SoftmaxKind::None) return weights;
  double sum = 0;
  for (const double weight : weights) sum += weight;
  for (double& weight : weights) weight /= sum;
  return weights;
}

void hold(const std::map<Index, double>& held, const Row& scaled, Row& weights) {
  double held_sum = 0;
  double free_sum = 0;
  double free_count = 0;
  for (std::size_t j = 0; j < weights.size(); ++j) {
    const auto found = held.find(static_cast<Index>(j));
    if (found != held.end()) {
      held_sum += found->second;
    } else if (scaled[j] != kHidden) {
      free_sum += weights[j];
      ++free_count;
    }
  }
  for (std::size_t j = 0; j < weights.size(); ++j) {
    const auto found = held.find(static_cast<Index>(j));
    if (found != held.end()) {
      weights[j] = found->second;
    } else if (scaled[j] != kHidden) {
      weights[j] = free_sum > 0 ? weights[j] * (1 - held_sum) / free_sum : (1 - held_sum) / free_count;
    }
  }
}

}  // namespace support
