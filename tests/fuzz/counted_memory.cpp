// Replaces the global operator new of this program by one that counts.
#include "tests/fuzz/counted_memory.h"

#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> held{0};
std::atomic<std::size_t> most{0};

// Far above what any input of the corpus needs: what asks for more gets std::bad_alloc, which fails the test.
constexpr std::size_t kLargestPiece = std::size_t{256} << 20U;

void* take(std::size_t size) {
  void* const memory = size > kLargestPiece ? nullptr : std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  const std::size_t now = held += malloc_usable_size(memory);
  std::size_t former = most;
  while (now > former && !most.compare_exchange_weak(former, now)) continue;
  return memory;
}

void give_back(void* memory) {
  if (memory == nullptr) return;
  held -= malloc_usable_size(memory);
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) {
  return take(size);
}
void* operator new[](std::size_t size) {
  return take(size);
}
// std::stable_sort asks for its buffer so; the standard library's own would not fit to the delete below.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  try {
    return take(size);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}
void* operator new[](std::size_t size, const std::nothrow_t& none) noexcept {
  return operator new(size, none);
}
void operator delete(void* memory) noexcept {
  give_back(memory);
}
void operator delete[](void* memory) noexcept {
  give_back(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  give_back(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
  give_back(memory);
}

namespace fuzz {

std::size_t held_bytes() {
  return held;
}
void start_counting() {
  most = held.load();
}
std::size_t most_bytes() {
  return most;
}

}  // namespace fuzz
