#include "core/attention/memory.h"

#include <fmt/format.h>
#include <malloc.h>

#include <fstream>
#include <limits>
#include <string>

namespace core {

std::uint64_t available_memory() {
  std::ifstream info("/proc/meminfo");
  std::string name;
  std::uint64_t kilobytes = 0;
  std::string unit;
  while (info >> name >> kilobytes) {
    std::getline(info, unit);
    if (name == "MemAvailable:") return kilobytes * 1024;
  }
  return 0;
}

std::string size_text(double bytes) {
  constexpr double kMega = 1e6, kGiga = 1e9;
  return bytes < kGiga ? fmt::format("{:.0f} MB", bytes / kMega) : fmt::format("{:.1f} GB", bytes / kGiga);
}

void keep_freed_memory() {
#if defined(__GLIBC__)
  constexpr int kLargestInHeap = 32 << 20;  // bytes, the most that glibc allows
  mallopt(M_MMAP_THRESHOLD, kLargestInHeap);
  mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
  mallopt(M_TOP_PAD, 1 << 20);
  mallopt(M_ARENA_MAX, 1);  // what one thread frees, another may take
#endif
}

void return_freed_memory() {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}

}  // namespace core
