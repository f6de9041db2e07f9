#include "core/attention/memory.h"

#include <fmt/format.h>
#include <malloc.h>

#include <fstream>
#include <limits>
#include <string>

#include "core/attention/trace.h"

namespace core {

namespace {

std::uint64_t count(Index number) {
  return static_cast<std::uint64_t>(number);
}

// Numbers of one sentence's way through one layer; `keys` of another sentence only for heads that look there.
std::uint64_t layer_numbers(const ModelConfig& model, const LayerConfig& layer, Index tokens, Index second, bool first,
                            Kept kept) {
  const std::uint64_t stream = count(tokens) * count(model.width);
  if (kept == Kept::Stream) return 2 * stream;
  const bool normed = model.norm != NormKind::None && model.norm_place == NormPlace::Before;
  const bool mlp = model.activation != Activation::None;
  std::uint64_t numbers = stream * 2;
  if (kept == Kept::Everything) numbers += stream * (2U + (normed ? 1U : 0U) + (mlp ? 1U : 0U));
  const bool rotated = !model.rotary.frequencies.empty();
  for (const HeadConfig& head : layer.heads) {
    const bool cross = head.keys == KeySource::Second;
    if (cross && (!first || second == 0)) continue;  // idle
    const Index keys = cross ? second : tokens;
    const std::uint64_t cells = count(tokens) * count(keys);
    numbers += cells + count(tokens) * count(head.d_v);
    if (kept != Kept::Everything) continue;
    const std::uint64_t query_and_key = (count(tokens) + count(keys)) * count(head.d_k);
    numbers += 2 * cells + query_and_key * (rotated ? 2 : 1) + count(keys) * count(head.d_v);
  }
  return numbers;
}

std::uint64_t bytes_of(const HeadTrace& head) {
  Index numbers = 0;
  for (const Matrix* values : {&head.q, &head.k, &head.v, &head.q_unrotated, &head.k_unrotated, &head.scores,
                               &head.scaled, &head.weights, &head.output}) {
    numbers += values->size();
  }
  return count(numbers) * sizeof(float);
}

std::uint64_t bytes_of(const LayerTrace& layer) {
  Index numbers = 0;
  for (const Matrix* values :
       {&layer.input, &layer.normed, &layer.attended, &layer.after_attention, &layer.mlp, &layer.output}) {
    numbers += values->size();
  }
  std::uint64_t bytes = count(numbers) * sizeof(float);
  for (const auto& head : layer.heads) bytes += bytes_of(*head);
  return bytes;
}

// What was freed and kept for the next run.
std::uint64_t freed_memory() {
#if defined(__GLIBC__)
  return static_cast<std::uint64_t>(mallinfo2().fordblks);
#else
  return 0;
#endif
}

}  // namespace

std::uint64_t available_memory() {
  std::ifstream info("/proc/meminfo");
  std::string name;
  std::uint64_t kilobytes = 0;
  std::string unit;
  while (info >> name >> kilobytes) {
    std::getline(info, unit);
    if (name == "MemAvailable:") return kilobytes * 1024 + freed_memory();
  }
  return 0;
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

std::string size_text(double bytes) {
  constexpr double kMega = 1e6, kGiga = 1e9;
  return bytes < kGiga ? fmt::format("{:.0f} MB", bytes / kMega) : fmt::format("{:.1f} GB", bytes / kGiga);
}

RunLengths lengths_of(const RunInput& run) {
  const SentenceTokens read = tokenize_sentences(*run.model, run.sentence, run.has_second, run.second);
  return {static_cast<Index>(read.first.size()), static_cast<Index>(read.second.size())};
}

std::uint64_t trace_bytes(const ModelConfig& model, const RunLengths& lengths, const Keeping& keeping) {
  const auto [tokens, second] = lengths;
  std::uint64_t numbers = count(tokens) * count(model.width);  // behind the final norm
  for (std::size_t l = 0; l < model.layers.size(); ++l) {
    const Kept kept = keeping.of(static_cast<Index>(l));
    numbers += layer_numbers(model, model.layers[l], tokens, second, true, kept);
    if (second > 0) numbers += layer_numbers(model, model.layers[l], second, 0, false, kept);
  }
  return numbers * sizeof(float);
}

std::uint64_t held_bytes(const AttentionTrace& trace) {
  std::uint64_t bytes = count(trace.output.size()) * sizeof(float);
  for (const auto& layer : trace.layers) bytes += bytes_of(*layer);
  for (const auto& layer : trace.second_layers) bytes += bytes_of(*layer);
  return bytes;
}

}  // namespace core
