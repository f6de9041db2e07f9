// Memory for large runs: how much the machine can still give, and whether freed traces keep theirs for the next run.
#pragma once

#include <cstdint>
#include <string>

namespace core {

// Bytes that can be taken without swapping; 0 where the system does not say.
std::uint64_t available_memory();

// A number of bytes as a person reads it: "91 MB", "1.2 GB".
std::string size_text(double bytes);

// From now on freed memory stays with the program: taking the pages of a large trace anew from the system takes as long
// as computing it. Call it once, before any thread starts. Does nothing where the C library has no such setting.
void keep_freed_memory();

// Gives the system what was freed and kept.
void return_freed_memory();

}  // namespace core
