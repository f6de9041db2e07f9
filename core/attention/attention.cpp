#include "core/attention/attention.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/attention/product.h"
#include "core/attention/vector_math.h"
#include "core/error.h"

namespace core {

namespace {

constexpr auto kLargest = static_cast<double>(std::numeric_limits<float>::max());

// A masked cell may be too large: it is not used.
void refuse_overflow(const Matrix& scores, Index row, double divisor, const Mask& mask) {
  for (Index key = 0; key < scores.cols(); ++key) {
    const auto score = static_cast<double>(scores(row, key));
    if (!mask.allows(mask.first_query + row, key) || std::abs(score) / divisor <= kLargest) continue;
    throw Error(fmt::format("the score {:g} divided by {:g} is too large to hold", score, divisor),
                "a scaled score below 3.4e38", "the temperature or the divisor is too small");
  }
}

// The keys up to the last that is not masked: those of a causal row end at its own word.
Index used_keys(const Eigen::Ref<const Vector>& scaled) {
  constexpr Index kAtOnce = 64;
  Index used = scaled.size();
  while (used >= kAtOnce && scaled.segment(used - kAtOnce, kAtOnce).maxCoeff() == kMasked) used -= kAtOnce;
  while (used > 0 && scaled(used - 1) == kMasked) --used;
  return used;
}

void softmax_row(const Eigen::Ref<const Vector>& scaled, Eigen::Ref<Vector> weights) {
  const Index used = used_keys(scaled);
  weights.setZero();
  if (used == 0) return;
  // The maximum is taken off first, so that exp never overflows; what is masked gets 0.
  const float largest = scaled.head(used).maxCoeff();
  const double sum = exponentials(scaled.data(), used, largest, weights.data());
  weights.head(used) /= static_cast<float>(sum);
}

void hard_row(const Eigen::Ref<const Vector>& scaled, Eigen::Ref<Vector> weights) {
  const float largest = scaled.maxCoeff();
  weights.setZero();
  if (largest == kMasked) return;
  weights = (scaled.array() == largest).cast<float>();
  weights /= weights.sum();
}

void uniform_row(const Eigen::Ref<const Vector>& scaled, Eigen::Ref<Vector> weights) {
  weights = (scaled.array() != kMasked).cast<float>();
  const float allowed = weights.sum();
  if (allowed > 0) weights /= allowed;
}

void plain_row(const Eigen::Ref<const Vector>& scaled, Eigen::Ref<Vector> weights) {
  weights = (scaled.array() == kMasked).select(0.0F, scaled.array());
}

}  // namespace

bool Mask::allows(Index query, Index key) const {
  if (causal && key > query) return false;
  if (window > 0 && query - key >= window) return false;
  return ignored == nullptr || ignored->count(key) == 0;
}

Matrix attention_scores(const Matrix& q, const Matrix& k) {
  return product(q, k.transpose());
}

Matrix scaled_scores(const Matrix& scores, double divisor, const Mask& mask) {
  Matrix scaled(scores.rows(), scores.cols());
  const auto short_divisor = static_cast<float>(divisor);
  const bool is_short = static_cast<double>(short_divisor) == divisor;  // then dividing in float rounds no other way
  for (Index i = 0; i < scores.rows(); ++i) {
    const Index query = mask.first_query + i;
    const Index end = mask.causal ? std::min(scores.cols(), query + 1) : scores.cols();
    const Index begin = mask.window > 0 ? std::clamp<Index>(query - mask.window + 1, 0, end) : 0;
    scaled.row(i).head(begin).setConstant(kMasked);
    scaled.row(i).tail(scores.cols() - end).setConstant(kMasked);
    if (begin == end) continue;
    const auto row = scores.row(i).segment(begin, end - begin);
    auto quotients = scaled.row(i).segment(begin, end - begin);
    if (is_short) quotients = row / short_divisor;
    if (!is_short) quotients = (row.cast<double>() / divisor).cast<float>();
    if (static_cast<double>(row.cwiseAbs().maxCoeff()) / divisor > kLargest) refuse_overflow(scores, i, divisor, mask);
  }
  if (mask.ignored == nullptr) return scaled;
  for (const Index key : *mask.ignored) {
    if (key < scores.cols()) scaled.col(key).setConstant(kMasked);
  }
  return scaled;
}

Matrix attention_weights(const Matrix& scaled, SoftmaxKind kind) {
  Matrix weights(scaled.rows(), scaled.cols());
  if (scaled.cols() == 0) return weights;
  for (Index i = 0; i < scaled.rows(); ++i) {
    switch (kind) {
      case SoftmaxKind::Soft:
        softmax_row(scaled.row(i), weights.row(i));
        break;
      case SoftmaxKind::Hard:
        hard_row(scaled.row(i), weights.row(i));
        break;
      case SoftmaxKind::Uniform:
        uniform_row(scaled.row(i), weights.row(i));
        break;
      case SoftmaxKind::None:
        plain_row(scaled.row(i), weights.row(i));
        break;
    }
  }
  return weights;
}

void hold_weights(Eigen::Ref<Vector> weights, const Eigen::Ref<const Vector>& scaled,
                  const std::vector<HeldWeight>& held) {
  std::vector<bool> is_held(static_cast<std::size_t>(weights.size()), false);
  double held_sum = 0;
  for (const HeldWeight& one : held) {
    if (scaled(one.key) == kMasked) {
      throw Error(fmt::format("the weight at key {} is held but that key is masked", one.key), "an allowed key",
                  "a mask or an ignored word hides it");
    }
    is_held[static_cast<std::size_t>(one.key)] = true;
    held_sum += static_cast<double>(one.weight);
  }
  double free_sum = 0;
  Index free_count = 0;
  for (Index j = 0; j < weights.size(); ++j) {
    if (is_held[static_cast<std::size_t>(j)] || scaled(j) == kMasked) continue;
    free_sum += static_cast<double>(weights(j));
    ++free_count;
  }
  constexpr double kRounding = 1e-6;
  if (held_sum > 1 + kRounding || (free_count == 0 && held_sum < 1 - kRounding)) {
    throw Error(fmt::format("the held weights of one row sum to {:.4g}", held_sum),
                free_count == 0 ? "exactly 1, because every key of the row is held" : "at most 1",
                "another weight of the row is held too; lower or release one");
  }
  const double left = std::max(0.0, 1 - held_sum);
  for (Index j = 0; j < weights.size(); ++j) {
    if (is_held[static_cast<std::size_t>(j)] || scaled(j) == kMasked) continue;
    weights(j) = free_sum > 0 ? static_cast<float>(static_cast<double>(weights(j)) * left / free_sum)
                              : static_cast<float>(left / static_cast<double>(free_count));
  }
  for (const HeldWeight& one : held) weights(one.key) = one.weight;
}

Matrix mix_values(const Matrix& weights, const Matrix& v) {
  return product(weights, v);
}

double scaled_score_for_weight(const Eigen::Ref<const Vector>& scaled, Index key, double weight) {
  double largest = -std::numeric_limits<double>::infinity();
  for (Index j = 0; j < scaled.size(); ++j) {
    if (j != key) largest = std::max(largest, static_cast<double>(scaled(j)));
  }
  if (!std::isfinite(largest)) {
    throw Error("this row has no other word to share with", "at least two allowed keys",
                "every other word is masked or ignored");
  }
  double sum = 0;
  for (Index j = 0; j < scaled.size(); ++j) {
    if (j != key) sum += std::exp(static_cast<double>(scaled(j)) - largest);
  }
  return std::log(weight / (1 - weight)) + largest + std::log(sum);
}

}  // namespace core
