// Work shared between a few threads: the same pieces, whichever thread takes them.
#pragma once

#include <cstddef>
#include <functional>

namespace core {

// Threads worth using for arithmetic: the processor's, at most `limit`.
std::size_t thread_count(std::size_t limit = 8);

// Calls work(0) … work(count − 1), each once, on up to `threads` threads. The first exception is thrown again here,
// after the others have ended.
void parallel_for(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& work);

}  // namespace core
