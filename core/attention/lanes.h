// Floats that one instruction works on, and how many of them this processor takes at once.
#pragma once

namespace core {

// The program runs on every x86-64 and ARM; which width serves is chosen when it runs.
enum class LaneCount { Four, Eight, Sixteen };  // SSE2 or NEON; AVX2 with FMA; AVX-512
LaneCount widest_lanes();

// Registers as the compiler's vector types, so that one text serves all widths.
template <int kLanes>
struct Lanes {
  typedef float Floats __attribute__((vector_size(4 * kLanes)));
  typedef int Ints __attribute__((vector_size(4 * kLanes)));
  typedef double Doubles __attribute__((vector_size(8 * kLanes)));
  // Wherever it lies. `auto` would forget that: name the type.
  typedef float InMemory __attribute__((vector_size(4 * kLanes), aligned(4), may_alias));
  [[gnu::always_inline]] static InMemory* at(float* numbers) { return reinterpret_cast<InMemory*>(numbers); }
  [[gnu::always_inline]] static const InMemory* at(const float* numbers) {
    return reinterpret_cast<const InMemory*>(numbers);
  }
};

}  // namespace core
