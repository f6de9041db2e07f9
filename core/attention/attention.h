// The mathematics of attention, one function a step of softmax(Q·Kᵀ / √d_k)·V, on plain matrices.
// Source of the formula: Vaswani et al., "Attention Is All You Need" (2017), section 3.2.1.
#pragma once

#include <functional>
#include <limits>
#include <vector>

#include "core/attention/switches.h"
#include "core/tensor.h"

namespace core {

// The scaled score of a cell that the query may not look at.
inline constexpr float kMasked = -std::numeric_limits<float>::infinity();
inline bool is_masked(float scaled) {
  return scaled == kMasked;
}

// scores[i, j] = q_i · k_j for q [T, d_k], k [S, d_k]; returns [T, S].
Matrix attention_scores(const Matrix& q, const Matrix& k);

// Which keys a query may look at.
struct Mask {
  bool causal = false;                       // keys after the query are masked
  Index window = 0;                          // keys at `window` or more places before the query are masked; 0: no limit
  const std::set<Index>* ignored = nullptr;  // columns masked for every query
  Index first_query = 0;                     // the query that the first row of a matrix stands for
  bool allows(Index query, Index key) const;
};

// score ÷ divisor; −infinity where masked. `divisor` = the head's divisor × temperature, > 0.
// Throws Error where a quotient is too large for a 32-bit float.
Matrix scaled_scores(const Matrix& scores, double divisor, const Mask& mask);

// Weights of every row of `scaled` [T, S] as the softmax kind asks; −infinity marks a masked cell, which gets 0.
// A row with no allowed key is all 0. Soft, hard and uniform rows sum to 1.
Matrix attention_weights(const Matrix& scaled, SoftmaxKind kind);

struct HeldWeight {
  Index key = 0;
  float weight = 0;
};
// Holds some weights of one row [S]: the others are scaled by (1 − Σ held) ÷ Σ others, or share equally among the
// allowed keys where Σ others = 0. Throws Error where Σ held > 1, all are held with Σ ≠ 1, or a masked key is held.
void hold_weights(Eigen::Ref<Vector> weights, const Eigen::Ref<const Vector>& scaled,
                  const std::vector<HeldWeight>& held);

// output_i = Σ_j weights[i, j] · v_j for weights [T, S], v [S, d_v]; returns [T, d_v].
Matrix mix_values(const Matrix& weights, const Matrix& v);

// The scaled score that gives key `key` the weight `weight` in this row of scaled scores, the others unchanged:
// log(w ÷ (1 − w)) + log Σ_others exp(scaled). `weight` in (0, 1). Throws Error where no other key is allowed.
double scaled_score_for_weight(const Eigen::Ref<const Vector>& scaled, Index key, double weight);

}  // namespace core
