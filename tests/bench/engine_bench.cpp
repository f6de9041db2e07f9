// How long the engine takes on the glass box: whole passes, one edit, nearest words. Measured, not asserted.
#include <benchmark/benchmark.h>

#include <string>

#include "core/attention/explain.h"
#include "core/attention/forward.h"
#include "core/attention/nearest_words.h"
#include "core/models/catalog.h"

namespace {

using core::Index;

core::RunInput glass_box_run(Index tokens) {
  static const auto model = core::load_model("glass-box", HEED_SOURCE_DIR "/assets");
  const std::vector<std::string> words = {"The",     "cat", "sat", "on",    "the", "mat",
                                          "because", "it",  "was", "tired", "and", "slept"};
  core::RunInput run;
  run.model = model;
  for (Index i = 0; i < tokens; ++i) {
    run.sentence += (i == 0 ? "" : " ") + words[static_cast<std::size_t>(i) % words.size()];
  }
  return run;
}

void whole_pass(benchmark::State& state) {
  const core::RunInput run = glass_box_run(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(core::compute_trace(run));
}
BENCHMARK(whole_pass)->Arg(12)->Arg(64)->Arg(512)->Unit(benchmark::kMillisecond);

// Dragging a number: the run before is at hand, one edit has another value at every step.
void drag(benchmark::State& state, core::Edit edit) {
  core::RunInput run = glass_box_run(state.range(0));
  if (edit.layer < 0 && edit.site != core::Site::X)
    edit.layer = static_cast<Index>(run.model->config.layers.size()) - 1;
  run.edits = {edit};
  core::TracePointer trace = core::compute_trace(run);
  for (auto _ : state) {
    run.edits[0].value += 0.001F;
    trace = core::compute_trace(run, trace);
  }
}

core::Edit edit_at(core::Site site, Index head) {
  core::Edit edit;
  edit.site = site;
  edit.head = head;
  edit.row = 7;
  edit.column = 1;
  edit.value = 0.1F;
  return edit;
}

void edit_of_a_word(benchmark::State& state) {
  drag(state, edit_at(core::Site::X, -1));
}
void edit_of_a_score_in_the_last_layer(benchmark::State& state) {
  drag(state, edit_at(core::Site::Score, 0));
}
void edit_of_a_matrix_in_the_last_layer(benchmark::State& state) {
  drag(state, edit_at(core::Site::WQ, 0));
}
BENCHMARK(edit_of_a_word)->Arg(12)->Arg(64)->Arg(512)->Unit(benchmark::kMillisecond);
BENCHMARK(edit_of_a_score_in_the_last_layer)->Arg(12)->Arg(64)->Arg(512)->Unit(benchmark::kMillisecond);
BENCHMARK(edit_of_a_matrix_in_the_last_layer)->Arg(12)->Arg(64)->Arg(512)->Unit(benchmark::kMillisecond);

void nearest_words(benchmark::State& state) {
  const core::RunInput run = glass_box_run(12);
  const auto trace = core::compute_trace(run);
  const core::NearestWords words(run.model);
  const core::Vector direction = core::head_contribution(*trace, 0, 1, 7);
  state.counters["words"] = static_cast<double>(run.model->encoder->nearest_names().size());
  for (auto _ : state) benchmark::DoNotOptimize(words.find(direction, "it"));
}
BENCHMARK(nearest_words)->Unit(benchmark::kMicrosecond);

void explain_a_weight(benchmark::State& state) {
  const auto trace = core::compute_trace(glass_box_run(12));
  for (auto _ : state) {
    benchmark::DoNotOptimize(core::explain(*trace, {core::ValueKind::Weight, false, 0, 0, 7, 1}));
  }
}
BENCHMARK(explain_a_weight)->Unit(benchmark::kMicrosecond);

}  // namespace
