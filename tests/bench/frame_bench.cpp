// What one frame of the whole window costs at 1600 × 1000: building it, and drawing it on the processor.
#include <benchmark/benchmark.h>

#include <string>

#include "tests/support/app_gui.h"

namespace {

std::string sentence_of(std::int64_t words) {
  static constexpr const char* kWords[] = {"The", "cat", "sat", "on", "the", "mat", "because", "it", "was", "tired"};
  std::string sentence;
  for (std::int64_t i = 0; i < words; ++i) sentence += std::string(i > 0 ? " " : "") + kWords[i % 10];
  return sentence;
}

void build_frame(benchmark::State& state) {
  support::AppGui window({.model = "glass-box", .sentence = sentence_of(state.range(0)), .word = ""});
  window.gui().frames(4);
  for (auto _ : state) window.gui().frames(1);
}
BENCHMARK(build_frame)->Arg(12)->Arg(64)->Arg(512)->Unit(benchmark::kMillisecond);

void draw_frame(benchmark::State& state) {
  support::AppGui window({.model = "glass-box", .sentence = sentence_of(state.range(0)), .word = ""});
  window.gui().frames(4);
  for (auto _ : state) {
    window.gui().frames(1);
    benchmark::DoNotOptimize(window.gui().picture());
  }
}
BENCHMARK(draw_frame)->Arg(12)->Arg(64)->Arg(512)->Unit(benchmark::kMillisecond);

}  // namespace
