// Memory for large runs: how much the machine can still give, how much a run takes, and whether freed traces keep
// theirs for the next run.
#pragma once

#include <cstdint>
#include <string>

#include "core/attention/keeping.h"
#include "core/models/model.h"

namespace core {

struct RunInput;

// Bytes that can be taken without swapping; 0 where the system does not say.
std::uint64_t available_memory();

// From now on freed memory stays with the program: taking the pages of a large trace anew from the system takes as long
// as computing it. Call it once, before any thread starts. Does nothing where the C library has no such setting.
void keep_freed_memory();

// Gives the system what was freed and kept.
void return_freed_memory();

// Bytes as a reader says them: "91 MB", "1.4 GB".
std::string size_text(double bytes);
inline std::string size_text(std::uint64_t bytes) {
  return size_text(static_cast<double>(bytes));
}

// How many tokens a run reads. Throws Error where its texts cannot be read.
struct RunLengths {
  Index tokens = 0, second = 0;  // of the second sentence
};
RunLengths lengths_of(const RunInput& run);

// The bytes that a trace of this model takes for so many tokens, what it keeps being given.
std::uint64_t trace_bytes(const ModelConfig& model, const RunLengths& lengths, const Keeping& keeping = {});
// The bytes that the numbers of a finished trace take.
std::uint64_t held_bytes(const AttentionTrace& trace);
// Whether a run of this size may start without a question: half of what is free stays free. Where that is not known,
// 0, nothing is asked.
constexpr bool leaves_half(std::uint64_t bytes, std::uint64_t free) {
  return free == 0 || bytes <= free / 2;
}

}  // namespace core
