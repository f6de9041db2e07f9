// How much memory `new` has given out: a reader must not believe a file that claims to be huge.
#pragma once

#include <cstddef>

namespace fuzz {

// Bytes held now through operator new, on all threads.
std::size_t held_bytes();
// The most since the last start.
void start_counting();
std::size_t most_bytes();

}  // namespace fuzz
