// Gradient descent on W_Q and W_K of one head, toward a row of weights that the reader painted.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/attention/trace.h"

namespace core {

using DoubleMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using DoubleVector = Eigen::Matrix<double, 1, Eigen::Dynamic>;

// One row of one head with everything that its weights follow from, in 64 bits.
struct TrainedRow {
  Index layer = 0, head = 0, query = 0;
  DoubleVector x;             // [D] what W_Q multiplies: the word that looks
  DoubleMatrix keys;          // [S, D] what W_K multiplies
  DoubleMatrix w_q, w_k;      // [D, d_k]
  DoubleVector b_q, b_k;      // [d_k], 0 where there is none; they stay as they are
  double divisor = 1;         // of the scores, with the temperature
  std::vector<bool> allowed;  // [S] false: masked or ignored
};

// Why this row cannot be trained; "" where it can: softmax that is not soft, edits or held weights in the row, rotary
// positions, a model that is too large.
std::string training_refusal(const AttentionTrace& trace, Index layer, Index head, Index query);
// Throws Error with that reason.
TrainedRow trained_row(const AttentionTrace& trace, Index layer, Index head, Index query);

// q·kᵀ ÷ divisor of each key [S], also of those that are not allowed.
DoubleVector scaled_row(const TrainedRow& row);
// The row of weights [S] as softmax(q·kᵀ ÷ divisor) makes it; 0 where not allowed.
DoubleVector row_weights(const TrainedRow& row);

// Cross-entropy −Σ target · log(weight) of a target [S] that sums to 1 and is 0 where not allowed.
double row_loss(const TrainedRow& row, const DoubleVector& target);
// What the loss cannot fall below: the target's own entropy −Σ target · log(target).
double least_loss(const DoubleVector& target);

struct RowGradient {
  DoubleMatrix w_q, w_k;  // [D, d_k]
};
// By hand, with e = weights − target:  ∂L/∂W_Q = xᵀ · (Σ_j e_j k_j) ÷ divisor,  ∂L/∂W_K = (Σ_j e_j x_j)ᵀ · q ÷ divisor.
RowGradient row_gradient(const TrainedRow& row, const DoubleVector& target);

// A learning rate that does not overshoot at the start: 1 ÷ a bound of the loss's curvature in W_Q and W_K.
double safe_learning_rate(const TrainedRow& row);

// One step of gradient descent. Returns false, and changes nothing, where the result would not be finite.
bool descend(TrainedRow& row, const DoubleVector& target, double learning_rate);

// Sets one key's share; the others keep their proportions and share what is left (equally where they were all 0).
// `share` is bounded to 0 … 1; nothing happens for a key that is not allowed, and the only allowed one has 1.
void paint_target(DoubleVector& target, const std::vector<bool>& allowed, Index key, double share);

// The edits that put the trained matrices into force: one for each entry that now differs from the head's own.
std::vector<Edit> trained_edits(const AttentionTrace& trace, const TrainedRow& row);

}  // namespace core
