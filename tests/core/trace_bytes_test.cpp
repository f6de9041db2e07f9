// What a trace is said to take before it is computed is what it takes.
#include <gtest/gtest.h>

#include <cstdint>

#include "core/attention/forward.h"
#include "core/attention/memory.h"
#include "core/models/catalog.h"
#include "core/models/learned_model.h"
#include "tests/support/whole_models.h"

namespace {

std::uint64_t numbers_of(const core::HeadTrace& head) {
  std::uint64_t numbers = 0;
  for (const core::Matrix* one : {&head.q, &head.k, &head.v, &head.q_unrotated, &head.k_unrotated, &head.scores,
                                  &head.scaled, &head.weights, &head.output}) {
    numbers += static_cast<std::uint64_t>(one->size());
  }
  return numbers;
}

std::uint64_t bytes_held(const core::AttentionTrace& trace) {
  auto numbers = static_cast<std::uint64_t>(trace.output.size());
  for (const auto* layers : {&trace.layers, &trace.second_layers}) {
    for (const auto& layer : *layers) {
      for (const core::Matrix* one :
           {&layer->input, &layer->normed, &layer->attended, &layer->after_attention, &layer->mlp, &layer->output}) {
        numbers += static_cast<std::uint64_t>(one->size());
      }
      for (const auto& head : layer->heads) numbers += numbers_of(*head);
    }
  }
  return numbers * sizeof(float);
}

void expect_stated(const core::RunInput& run) {
  const auto trace = core::compute_trace(run);
  const auto tokens = static_cast<core::Index>(trace->tokens.size());
  const auto second = static_cast<core::Index>(trace->second_tokens.size());
  EXPECT_EQ(core::trace_bytes(run.model->config, {tokens, second}), bytes_held(*trace)) << run.model->config.id;
}

TEST(TraceBytes, AreWhatATraceOfTheGlassBoxHolds) {
  core::RunInput run;
  run.model = core::load_model("glass-box", HEED_SOURCE_DIR "/assets");
  run.sentence = "The cat sat on the mat because it was tired";
  run.has_second = true;
  run.second = "The dog slept";
  expect_stated(run);
}

TEST(TraceBytes, AreWhatATraceOfALearnedModelHolds) {
  core::RunInput run;
  run.model = core::open_learned_model(support::whole_models_folder() / "llama.gguf", "llama");
  run.sentence = "The cat sat on the mat because it was tired";
  expect_stated(run);
}

}  // namespace
