#include "core/attention/vector_math.h"

#include <algorithm>
#include <array>
#include <limits>

namespace core {

namespace {

constexpr Index kBlock = 16;  // numbers at a time, in registers of any width
using Block = std::array<float, kBlock>;

// e^x for −87 ≤ x ≤ 88: 2^n · e^r with |r| ≤ ln 2 / 2 and e^r by its series, whose next term is below 6e-9.
template <int kLanes>
[[gnu::always_inline]] inline void power(typename Lanes<kLanes>::Floats& x) {
  using Floats = typename Lanes<kLanes>::Floats;
  using Ints = typename Lanes<kLanes>::Ints;
  constexpr float kLog2E = 1.44269504F;
  constexpr float kToWhole = 12582912;  // 1.5 · 2^23: adding it leaves whole numbers in the low bits
  constexpr float kLn2High = 0.693359375F, kLn2Low = -2.12194440e-4F;
  constexpr float kSeries[] = {1.0F / 720, 1.0F / 120, 1.0F / 24, 1.0F / 6, 0.5F, 1, 1};
  const Floats shifted = x * kLog2E + kToWhole;
  const Floats n = shifted - kToWhole;
  const Floats r = (x - n * kLn2High) - n * kLn2Low;
  Floats sum = Floats{} + 1.0F / 5040;
  for (const float coefficient : kSeries) sum = sum * r + coefficient;
  constexpr int kExponent = 23;
  x = reinterpret_cast<Floats>(reinterpret_cast<Ints>(sum) + (reinterpret_cast<Ints>(shifted) << kExponent));
}

template <int kLanes>
[[gnu::always_inline]] inline void clamped_power(typename Lanes<kLanes>::Floats& x) {
  using Floats = typename Lanes<kLanes>::Floats;
  const Floats least = Floats{} - 87;
  const Floats most = Floats{} + 88;
  x = x < least ? least : x;
  x = x > most ? most : x;
  power<kLanes>(x);
}

// x becomes the share of a normal distribution below it: (1 + erf(x / √2)) / 2.
template <int kLanes>
[[gnu::always_inline]] inline void normal_share(typename Lanes<kLanes>::Floats& x) {
  using Floats = typename Lanes<kLanes>::Floats;
  const Floats z = (x < 0 ? -x : x) * 0.70710678F;
  const Floats t = 1 / (1 + 0.3275911F * z);
  Floats sum = 1.061405429F * t - 1.453152027F;
  sum = sum * t + 1.421413741F;
  sum = sum * t - 0.284496736F;
  sum = sum * t + 0.254829592F;
  Floats tail = -z * z;
  clamped_power<kLanes>(tail);
  tail = 0.5F * sum * t * tail;
  x = x < 0 ? tail : 1 - tail;
}

template <int kLanes>
[[gnu::always_inline]] inline void sigmoid(typename Lanes<kLanes>::Floats& x) {
  x = -x;
  clamped_power<kLanes>(x);
  x = 1 / (1 + x);
}

template <int kLanes, Activation kind>
[[gnu::always_inline]] inline void activate_register(float* values) {
  using Floats = typename Lanes<kLanes>::Floats;
  using InMemory = typename Lanes<kLanes>::InMemory;
  InMemory& number = *Lanes<kLanes>::at(values);
  const Floats x = number;
  Floats share = x;
  if constexpr (kind == Activation::Relu) {
    number = x > 0 ? x : Floats{};
    return;
  }
  if constexpr (kind == Activation::Gelu) normal_share<kLanes>(share);
  if constexpr (kind == Activation::GeluTanh) share = 1.59576912F * (x + 0.044715F * x * x * x);
  if constexpr (kind == Activation::GeluQuick) share = 1.702F * x;
  if constexpr (kind != Activation::Gelu) sigmoid<kLanes>(share);  // (1 + tanh u) / 2 is the sigmoid of 2u
  number = x * share;
}

template <int kLanes, Activation kind>
[[gnu::always_inline]] inline void activate_numbers(float* values, Index count) {
  const Index whole = count / kLanes * kLanes;
  for (Index i = 0; i < whole; i += kLanes) activate_register<kLanes, kind>(values + i);
  Block rest{};
  std::copy(values + whole, values + count, rest.begin());
  activate_register<kLanes, kind>(rest.data());
  std::copy_n(rest.begin(), count - whole, values + whole);
}

template <int kLanes>
[[gnu::always_inline]] inline void activate_kind(float* values, Index count, Activation activation) {
  switch (activation) {
    case Activation::None:
      return;
    case Activation::Relu:
      return activate_numbers<kLanes, Activation::Relu>(values, count);
    case Activation::Gelu:
      return activate_numbers<kLanes, Activation::Gelu>(values, count);
    case Activation::GeluTanh:
      return activate_numbers<kLanes, Activation::GeluTanh>(values, count);
    case Activation::GeluQuick:
      return activate_numbers<kLanes, Activation::GeluQuick>(values, count);
    case Activation::Silu:
      return activate_numbers<kLanes, Activation::Silu>(values, count);
  }
}

// The powers of sixteen numbers, added to sixteen sums: the same additions for every register width.
template <int kLanes>
[[gnu::always_inline]] inline void add_powers(const float* values, float largest, float* powers,
                                              typename Lanes<kLanes>::Doubles* sums) {
  using Floats = typename Lanes<kLanes>::Floats;
  for (Index j = 0; j < kBlock / kLanes; ++j) {
    const Floats x = *Lanes<kLanes>::at(values + j * kLanes) - largest;
    Floats result = x;
    clamped_power<kLanes>(result);
    result = x < -87.0F ? Floats{} : result;
    *Lanes<kLanes>::at(powers + j * kLanes) = result;
    sums[j] += __builtin_convertvector(result, typename Lanes<kLanes>::Doubles);
  }
}

template <int kLanes>
[[gnu::always_inline]] inline double all_powers(const float* values, Index count, float largest, float* powers) {
  typename Lanes<kLanes>::Doubles sums[kBlock / kLanes] = {};
  const Index whole = count / kBlock * kBlock;
  for (Index i = 0; i < whole; i += kBlock) add_powers<kLanes>(values + i, largest, powers + i, sums);
  Block rest{}, result{};
  rest.fill(-std::numeric_limits<float>::infinity());
  std::copy(values + whole, values + count, rest.begin());
  add_powers<kLanes>(rest.data(), largest, result.data(), sums);
  std::copy_n(result.begin(), count - whole, powers + whole);
  double sum = 0;
  for (const auto& some : sums) {
    for (int lane = 0; lane < kLanes; ++lane) sum += some[lane];
  }
  return sum;
}

struct VectorMath {
  double (*powers)(const float* values, Index count, float largest, float* powers);
  void (*activate)(float* values, Index count, Activation activation);
};

double four_powers(const float* values, Index count, float largest, float* powers) {
  return all_powers<4>(values, count, largest, powers);
}
void four_activate(float* values, Index count, Activation activation) {
  activate_kind<4>(values, count, activation);
}
#if defined(__x86_64__)
[[gnu::target("avx2")]] double eight_powers(const float* values, Index count, float largest, float* powers) {
  return all_powers<8>(values, count, largest, powers);
}
[[gnu::target("avx2")]] void eight_activate(float* values, Index count, Activation activation) {
  activate_kind<8>(values, count, activation);
}
[[gnu::target("avx512f")]] double sixteen_powers(const float* values, Index count, float largest, float* powers) {
  return all_powers<16>(values, count, largest, powers);
}
[[gnu::target("avx512f")]] void sixteen_activate(float* values, Index count, Activation activation) {
  activate_kind<16>(values, count, activation);
}
#endif

VectorMath vector_math(LaneCount lanes) {
#if defined(__x86_64__)
  if (lanes == LaneCount::Sixteen) return {sixteen_powers, sixteen_activate};
  if (lanes == LaneCount::Eight) return {eight_powers, eight_activate};
#endif
  return {four_powers, four_activate};
}

}  // namespace

double exponentials(const float* values, Index count, float largest, float* powers, LaneCount lanes) {
  return vector_math(lanes).powers(values, count, largest, powers);
}

void activate(float* values, Index count, Activation activation, LaneCount lanes) {
  vector_math(lanes).activate(values, count, activation);
}

}  // namespace core
