// How much memory this machine can still give, so that a run that would not fit is refused before it starts.
#pragma once

#include <cstdint>

namespace core {

// Bytes that can be taken without swapping; 0 where the system does not say.
std::uint64_t available_memory();

}  // namespace core
