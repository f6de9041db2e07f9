#include "core/attention/vector_math.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace core {

namespace {

constexpr Index kBlock = 16;  // numbers at a time: loops of a fixed length become vector instructions
using Block = std::array<float, kBlock>;

// e^x for −87 ≤ x ≤ 88: 2^n · e^r with |r| ≤ ln 2 / 2 and e^r by its series, whose next term is below 6e-9.
[[gnu::always_inline]] inline float power(float x) {
  constexpr float kLog2E = 1.44269504F;
  constexpr float kToWhole = 12582912;  // 1.5 · 2^23: adding it leaves whole numbers in the low bits
  constexpr float kLn2High = 0.693359375F, kLn2Low = -2.12194440e-4F;
  const float shifted = x * kLog2E + kToWhole;
  const float n = shifted - kToWhole;
  const float r = (x - n * kLn2High) - n * kLn2Low;
  float sum = 1.0F / 5040;
  sum = sum * r + 1.0F / 720;
  sum = sum * r + 1.0F / 120;
  sum = sum * r + 1.0F / 24;
  sum = sum * r + 1.0F / 6;
  sum = sum * r + 0.5F;
  sum = sum * r + 1;
  sum = sum * r + 1;
  constexpr unsigned kExponent = 23;
  return std::bit_cast<float>(std::bit_cast<unsigned>(sum) + (std::bit_cast<unsigned>(shifted) << kExponent));
}

[[gnu::always_inline]] inline float clamped_power(float x) {
  constexpr float kLeast = -87, kMost = 88;
  return power(x < kLeast ? kLeast : (x > kMost ? kMost : x));
}

// The share of a normal distribution below x: (1 + erf(x / √2)) / 2.
[[gnu::always_inline]] inline float normal_share(float x) {
  const float z = std::abs(x) * 0.70710678F;
  const float t = 1 / (1 + 0.3275911F * z);
  float sum = 1.061405429F;
  sum = sum * t - 1.453152027F;
  sum = sum * t + 1.421413741F;
  sum = sum * t - 0.284496736F;
  sum = sum * t + 0.254829592F;
  const float tail = 0.5F * sum * t * clamped_power(-z * z);
  return x < 0 ? tail : 1 - tail;
}

[[gnu::always_inline]] inline float sigmoid(float x) {
  return 1 / (1 + clamped_power(-x));
}

template <Activation kind>
[[gnu::always_inline]] inline float activated_number(float x) {
  if constexpr (kind == Activation::Relu) return x > 0 ? x : 0;
  if constexpr (kind == Activation::Gelu) return x * normal_share(x);
  // (1 + tanh u) / 2 is the sigmoid of 2u.
  if constexpr (kind == Activation::GeluTanh) return x * sigmoid(1.59576912F * (x + 0.044715F * x * x * x));
  if constexpr (kind == Activation::GeluQuick) return x * sigmoid(1.702F * x);
  if constexpr (kind == Activation::Silu) return x * sigmoid(x);
  return x;
}

template <Activation kind>
[[gnu::always_inline]] inline void activate_blocks(float* values, Index count) {
  Index i = 0;
  for (; i + kBlock <= count; i += kBlock) {
    for (Index j = 0; j < kBlock; ++j) values[i + j] = activated_number<kind>(values[i + j]);
  }
  Block rest{};
  std::copy(values + i, values + count, rest.begin());
  for (float& value : rest) value = activated_number<kind>(value);
  std::copy_n(rest.begin(), count - i, values + i);
}

[[gnu::always_inline]] inline void add_powers(const float* values, float largest, float* powers,
                                              std::array<double, kBlock>& sums) {
  constexpr float kVanishes = -87;
  for (Index j = 0; j < kBlock; ++j) {
    const float x = values[j] - largest;
    const float result = clamped_power(x);
    powers[j] = x < kVanishes ? 0 : result;
  }
  for (std::size_t j = 0; j < kBlock; ++j) sums[j] += static_cast<double>(powers[j]);
}

[[gnu::always_inline]] inline double power_blocks(const float* values, Index count, float largest, float* powers) {
  std::array<double, kBlock> sums{};
  Index i = 0;
  for (; i + kBlock <= count; i += kBlock) add_powers(values + i, largest, powers + i, sums);
  Block rest{};
  rest.fill(-std::numeric_limits<float>::infinity());
  std::copy(values + i, values + count, rest.begin());
  Block result{};
  add_powers(rest.data(), largest, result.data(), sums);
  std::copy_n(result.begin(), count - i, powers + i);
  double sum = 0;
  for (const double one : sums) sum += one;
  return sum;
}

#if defined(__x86_64__)
template <Activation kind>
[[gnu::target("avx2,fma")]] void activate_wide(float* values, Index count) {
  activate_blocks<kind>(values, count);
}
[[gnu::target("avx2,fma")]] double power_wide(const float* values, Index count, float largest, float* powers) {
  return power_blocks(values, count, largest, powers);
}
#else
template <Activation kind>
void activate_wide(float* values, Index count) {
  activate_blocks<kind>(values, count);
}
double power_wide(const float* values, Index count, float largest, float* powers) {
  return power_blocks(values, count, largest, powers);
}
#endif

template <Activation kind>
void activate_all(float* values, Index count) {
  has_wide_vectors() ? activate_wide<kind>(values, count) : activate_blocks<kind>(values, count);
}

}  // namespace

bool has_wide_vectors() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
#else
  return false;
#endif
}

double exponentials(const float* values, Index count, float largest, float* powers) {
  return has_wide_vectors() ? power_wide(values, count, largest, powers) : power_blocks(values, count, largest, powers);
}

void activate(float* values, Index count, Activation activation) {
  switch (activation) {
    case Activation::None:
      return;
    case Activation::Relu:
      return activate_all<Activation::Relu>(values, count);
    case Activation::Gelu:
      return activate_all<Activation::Gelu>(values, count);
    case Activation::GeluTanh:
      return activate_all<Activation::GeluTanh>(values, count);
    case Activation::GeluQuick:
      return activate_all<Activation::GeluQuick>(values, count);
    case Activation::Silu:
      return activate_all<Activation::Silu>(values, count);
  }
}

}  // namespace core
