// How long a learned model takes, as one line of JSON for tests/bench/against_pytorch.py:
//   heed_model_bench MODEL [REPEATS [TOKENS…]]
// taskset sets the threads. Times are medians, in milliseconds.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "core/attention/dense_product.h"
#include "core/attention/forward.h"
#include "core/attention/memory.h"
#include "core/error.h"
#include "core/models/learned_model.h"
#include "core/parallel.h"

namespace {

using core::Index;

double milliseconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

double median(int repeats, const std::function<void()>& work) {
  work();
  std::vector<double> times;
  for (int i = 0; i < repeats; ++i) times.push_back(milliseconds(work));
  std::nth_element(times.begin(), times.begin() + repeats / 2, times.end());
  return times[static_cast<std::size_t>(repeats / 2)];
}

// Of this process alone: getrusage's figure begins with the one that started it.
double peak_megabytes() {
  std::ifstream status("/proc/self/status");
  std::string word;
  double kilobytes = 0;
  while (status >> word) {
    if (word == "VmHWM:") status >> kilobytes;
  }
  return kilobytes * 1024 / 1e6;
}

double held_megabytes(const core::Model& model) {
  Index numbers = model.encoder->nearest_vectors().size();
  for (const auto& layer : model.weights.layers) {
    for (const core::Matrix* one :
         {&layer->w_q, &layer->w_k, &layer->w_v, &layer->w_o, &layer->w_up, &layer->w_gate, &layer->w_down}) {
      numbers += one->size();
    }
  }
  return static_cast<double>(numbers) * sizeof(float) / 1e6;
}

// A text of exactly so many tokens, special ones included.
core::RunInput run_of(const std::shared_ptr<const core::Model>& model, Index tokens) {
  core::RunInput run;
  run.model = model;
  std::string text = "the";
  while (static_cast<Index>(model->encoder->tokenize(text, core::SentencePart::First).size()) < tokens) text += " cat";
  run.sentence = text;
  return run;
}

// The products of the weights alone, without anything between them.
double bare_products(const core::Model& model, Index tokens, int repeats) {
  core::Crew crew(core::thread_count());
  std::vector<core::Matrix> inputs;
  for (const auto& layer : model.weights.layers) {
    for (const core::Matrix* one :
         {&layer->w_q, &layer->w_k, &layer->w_v, &layer->w_o, &layer->w_up, &layer->w_gate, &layer->w_down}) {
      inputs.push_back(core::Matrix::Random(one->size() > 0 ? tokens : 0, one->rows()));
    }
  }
  return median(repeats, [&] {
    std::size_t at = 0;
    for (const auto& layer : model.weights.layers) {
      for (const core::Matrix* one :
           {&layer->w_q, &layer->w_k, &layer->w_v, &layer->w_o, &layer->w_up, &layer->w_gate, &layer->w_down}) {
        core::dense_product(inputs[at++], *one, &crew);
      }
    }
  });
}

// One score, which changes one row of what the layer writes.
double last_layer_edit(const core::RunInput& run, int repeats) {
  core::RunInput edited = run;
  core::Edit edit;
  edit.site = core::Site::Score;
  edit.layer = static_cast<Index>(run.model->config.layers.size()) - 1;
  edit.head = 0;
  edit.row = 3;
  edit.column = 2;
  edited.edits = {edit};
  core::TracePointer trace = core::compute_trace(edited);
  return median(repeats, [&] {
    edited.edits[0].value += 0.1F;
    trace = core::compute_trace(edited, trace);
  });
}

// A head is muted and heard again: every row of what the layer writes changes.
double last_layer_mute(const core::RunInput& run, int repeats) {
  core::RunInput edited = run;
  const Index last = static_cast<Index>(run.model->config.layers.size()) - 1;
  core::TracePointer trace = core::compute_trace(edited);
  return median(repeats, [&] {
    edited.switches.muted =
        edited.switches.muted.empty() ? std::set<core::HeadAddress>{{last, 0}} : std::set<core::HeadAddress>{};
    trace = core::compute_trace(edited, trace);
  });
}

std::string measure(const std::shared_ptr<const core::Model>& model, Index tokens, int repeats) {
  const core::RunInput run = run_of(model, tokens);
  const double pass = median(repeats, [&] { core::compute_trace(run); });
  const double peak = peak_megabytes();  // before two traces are held at once
  return fmt::format(
      "{{\"tokens\": {}, \"pass\": {:.3f}, \"bare_products\": {:.3f}, \"last_layer_edit\": {:.3f}, "
      "\"last_layer_mute\": {:.3f}, \"trace_megabytes\": {:.1f}, \"peak_megabytes\": {:.1f}}}",
      tokens, pass, bare_products(*model, tokens, repeats), last_layer_edit(run, repeats),
      last_layer_mute(run, repeats), static_cast<double>(core::trace_bytes(model->config, {tokens, 0})) / 1e6, peak);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fprintf(stderr, "heed_model_bench MODEL [REPEATS [TOKENS…]]\n"), 2;
  try {
    core::keep_freed_memory();
    std::shared_ptr<const core::Model> model;
    const double load = milliseconds([&] { model = core::open_learned_model(argv[1], "bench"); });
    const double loaded = peak_megabytes();
    const int repeats = argc > 2 ? std::atoi(argv[2]) : 9;
    std::string runs;
    for (int i = 3; i < argc; ++i) {
      runs += (runs.empty() ? "" : ", ") + measure(model, std::atoi(argv[i]), std::max(1, repeats));
    }
    std::printf("%s\n", fmt::format("{{\"load\": {:.1f}, \"weights_megabytes\": {:.1f}, "
                                    "\"peak_megabytes_loaded\": {:.1f}, \"runs\": [{}]}}",
                                    load, held_megabytes(*model), loaded, runs)
                            .c_str());
    return 0;
  } catch (const core::Error& error) {
    return std::fprintf(stderr, "%s\n", error.what()), 2;
  }
}
