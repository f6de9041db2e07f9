#include "core/attention/lanes.h"

namespace core {

LaneCount widest_lanes() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") != 0) return LaneCount::Sixteen;
  if (__builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0) return LaneCount::Eight;
#endif
  return LaneCount::Four;
}

}  // namespace core
