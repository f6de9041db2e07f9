// The parts of a transformer layer around its attention: norms, rotary positions, the MLP.
#pragma once

#include <optional>
#include <vector>

#include "core/attention/product.h"
#include "core/crew.h"
#include "core/models/model.h"
#include "core/tensor.h"

namespace core {

// x · W + b for x [T, in], W [in, out], b [out] or empty.
Matrix linear(const Matrix& x, const Matrix& weight, const Vector& bias, Crew* crew = nullptr,
              ProductKind kind = ProductKind::Fitting);

// Layer norm: (x − mean) ÷ √(variance + ε) · gain + bias, a row at a time (Ba et al. 2016).
// RMS norm: x ÷ √(mean of x² + ε) · gain (Zhang and Sennrich 2019). NormKind::None returns x.
Matrix normalize(const Matrix& x, NormKind kind, const Norm& norm, float epsilon, Crew* crew = nullptr);

// a + b for matrices of one shape.
Matrix sum_of(const Matrix& a, const Matrix& b, Crew* crew);

// base^(−2i / dims) for i below dims / 2.
std::vector<float> plain_frequencies(double base, Index dims);
// The frequencies in force for a sentence of so many tokens (they depend on it under dynamic scaling).
std::vector<float> rotary_frequencies(const Rotary& rotary, Index tokens);

// Cosine and sine of position · frequency[i], times the attention factor; [T, n] each.
struct RotaryTable {
  Matrix cosine, sine;
};
RotaryTable rotary_table(const Rotary& rotary, Index tokens);

// The table of one run, made when a layer first asks for it: an edit of a score asks for none. For one thread.
class RunRotary {
 public:
  RunRotary(const Rotary& rotary, Index tokens) : rotary_(rotary), tokens_(tokens) {}
  const RotaryTable& table() {
    if (!table_) table_ = rotary_table(rotary_, tokens_);
    return *table_;
  }

 private:
  const Rotary& rotary_;
  Index tokens_;
  std::optional<RotaryTable> table_;
};

// Turns each row's pairs (i, i + n) by position · frequency[i] (Su et al. 2021, in the half-split form of Llama).
Matrix rotate(const Matrix& x, const RotaryTable& table);

// The activation of every number.
Matrix activated(const Matrix& x, Activation activation);
// What the MLP's second matrix multiplies: activation(gate)·up when gated, activation(up) else; x [T, D] to [T, F].
Matrix feed_forward_inner(const Matrix& x, const LayerWeights& weights, Activation activation, Crew* crew = nullptr,
                          ProductKind kind = ProductKind::Fitting);
// down(activation(gate)·up) when gated, down(activation(up)) else; x [T, D] to [T, D].
Matrix feed_forward(const Matrix& x, const LayerWeights& weights, Activation activation, Crew* crew = nullptr,
                    ProductKind kind = ProductKind::Fitting);

}  // namespace core
