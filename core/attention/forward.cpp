#include "core/attention/forward.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "core/attention/head_pass.h"
#include "core/attention/layer_parts.h"
#include "core/attention/layer_pass.h"
#include "core/attention/memory.h"
#include "core/attention/settings.h"
#include "core/error.h"
#include "core/parallel.h"

namespace core {

namespace {

using Layers = std::vector<std::shared_ptr<const LayerTrace>>;

Matrix embed_with_edits(const RunInput& run, const Tokens& tokens, SentencePart part) {
  Matrix x = run.model->encoder->embed(tokens, part);  // [T, D]
  for (const Edit& edit : run.edits) {
    if (edit.site == Site::X && edit.second == (part == SentencePart::Second)) apply_edit(edit, x);
  }
  require_finite(x, "x");
  return x;
}

bool same_matrix(const Matrix& a, const Matrix& b) {
  return a.rows() == b.rows() && a.cols() == b.cols() && a == b;
}

// What all layers of a run share.
struct Shared {
  std::optional<RunRotary> rotary, rotary_second;  // nothing where the model turns no q and k
  std::unique_ptr<Crew> crew;                      // of runs that are worth one
};

Shared share(const ModelConfig& model, Index tokens, Index second_tokens) {
  Shared shared;
  if (!model.rotary.frequencies.empty()) {
    shared.rotary.emplace(model.rotary, tokens);
    shared.rotary_second.emplace(model.rotary, second_tokens);
  }
  constexpr double kWorthCrew = 2e7;  // numbers of weights times tokens, about: a millisecond
  const auto width = static_cast<double>(model.width);
  const auto count = static_cast<double>(tokens + second_tokens);
  const double work = count * width * (width + count) * 4 * static_cast<double>(model.layers.size());
  if (work > kWorthCrew && model.origin == Origin::Learned) shared.crew = std::make_unique<Crew>(thread_count());
  return shared;
}

// Runs one sentence through all layers. `second` is the other sentence's finished run, or null.
bool run_layers(const RunInput& run, SentencePart part, Matrix x, const std::vector<LayerSettings>& settings,
                const Layers* second, const Layers& before, const Layers* second_before, Shared& shared,
                RunControl* control, Layers& layers) {
  const bool can_reuse = before.size() == settings.size();
  const bool same_second_kind = (second == nullptr) == (second_before == nullptr || second_before->empty());
  for (std::size_t l = 0; l < settings.size(); ++l) {
    if (control != nullptr && control->cancelled) return false;
    LayerInput in;
    in.model = run.model.get();
    in.layer = static_cast<Index>(l);
    in.part = part;
    in.input = l == 0 ? &x : &layers[l - 1]->output;
    in.crew = shared.crew.get();
    if (shared.rotary) {
      in.rotary = part == SentencePart::First ? &*shared.rotary : &*shared.rotary_second;
      in.rotary_second = &*shared.rotary_second;
    }
    if (second != nullptr) in.second_input = &(*second)[l]->input;
    const Kept kept = control == nullptr ? Kept::Everything : control->keeping.of(in.layer);
    if (can_reuse) {
      in.previous = before[l];
      const bool same_source = l > 0 && layers[l - 1] == before[l - 1];
      in.same_input = same_source || same_matrix(before[l]->input, *in.input);
      in.same_second_input =
          same_second_kind && (second == nullptr || same_matrix(*in.second_input, (*second_before)[l]->input));
      // A layer that was not kept whole serves again as it is, or not at all.
      const bool same = in.same_input && in.same_second_input && before[l]->settings == settings[l];
      const Kept held = kept_of(*before[l]);
      if (held != Kept::Everything && !(same && held >= kept)) in.previous = nullptr;
    }
    if (control != nullptr) in.heads_done = &control->heads_done;
    layers.push_back(strip(compute_layer(in, settings[l]), kept));
  }
  return true;
}

void check_size(const RunInput& run, const Tokens& tokens, const Tokens& second, const Keeping& keeping) {
  const ModelConfig& model = run.model->config;
  const auto count = static_cast<Index>(std::max(tokens.size(), second.size()));
  if (count > model.max_tokens) {
    throw Error(fmt::format("the sentence has {} {}", count, model.origin == Origin::Learned ? "tokens" : "words"),
                fmt::format("at most {} for {}", model.max_tokens, model.name), "shorten the text");
  }
  const RunLengths lengths = {static_cast<Index>(tokens.size()), static_cast<Index>(second.size())};
  const std::uint64_t needed = trace_bytes(model, lengths, keeping);
  const std::uint64_t free = available_memory();
  if (free > 0 && needed > free) {
    throw Error("this run needs " + size_text(needed) + " of memory",
                fmt::format("at most the {} that are free", size_text(free)),
                "the sentence is too long for this machine; shorten it");
  }
}

void check_tokens(const RunInput& run, const Tokens& first, const Tokens& second, const Keeping& keeping) {
  if (first.empty()) throw Error("the sentence is empty", "at least one word", "only spaces were typed");
  check_size(run, first, second, keeping);
  const auto tokens = static_cast<Index>(first.size());
  const auto second_tokens = static_cast<Index>(second.size());
  check_switches(run.switches, *run.model, tokens, second_tokens);
  for (const Edit& edit : run.edits) check_edit(edit, *run.model, tokens, second_tokens);
}

}  // namespace

void check_run(const RunInput& run) {
  const SentenceTokens read = tokenize_sentences(*run.model, run.sentence, run.has_second, run.second);
  check_tokens(run, read.first, read.second, {Kept::Stream, {}});  // what is kept is settled when it runs
}

TracePointer compute_trace(const RunInput& run, const TracePointer& previous, RunControl* control) {
  const Model& model = *run.model;
  auto trace = std::make_shared<AttentionTrace>();
  trace->run = run;
  SentenceTokens read = tokenize_sentences(model, run.sentence, run.has_second, run.second);
  trace->tokens = std::move(read.first);
  trace->second_tokens = std::move(read.second);
  check_tokens(run, trace->tokens, trace->second_tokens, control == nullptr ? Keeping{} : control->keeping);

  Shared shared =
      share(model.config, static_cast<Index>(trace->tokens.size()), static_cast<Index>(trace->second_tokens.size()));
  static const Layers none;
  const bool reusable =
      previous != nullptr && previous->run.model == run.model && previous->tokens.size() == trace->tokens.size();
  const bool second_reusable = previous != nullptr && previous->run.model == run.model &&
                               previous->second_tokens.size() == trace->second_tokens.size();
  const Layers* second = nullptr;
  if (!trace->second_tokens.empty()) {
    Matrix x = embed_with_edits(run, trace->second_tokens, SentencePart::Second);
    if (!run_layers(run, SentencePart::Second, std::move(x), sort_settings(run, SentencePart::Second, {}), nullptr,
                    second_reusable ? previous->second_layers : none, nullptr, shared, control, trace->second_layers)) {
      return nullptr;
    }
    second = &trace->second_layers;
  }
  Matrix x = embed_with_edits(run, trace->tokens, SentencePart::First);
  const auto settings = sort_settings(run, SentencePart::First, model.encoder->given_weights(trace->tokens));
  if (!run_layers(run, SentencePart::First, std::move(x), settings, second, reusable ? previous->layers : none,
                  previous == nullptr ? nullptr : &previous->second_layers, shared, control, trace->layers)) {
    return nullptr;
  }
  trace->output = normalize(trace->layers.back()->output, model.config.norm, model.weights.final_norm,
                            model.config.norm_epsilon, shared.crew.get());
  return trace;
}

namespace {

Matrix mean_of(const AttentionTrace& trace, Index first_layer, Index end_layer, Index first_head, Index end_head) {
  std::vector<const Matrix*> maps;  // the square ones, of the sentence itself
  for (Index layer = first_layer; layer < end_layer; ++layer) {
    if (kept_of(*trace.layers[static_cast<std::size_t>(layer)]) == Kept::Stream) return {};
    const auto heads = static_cast<Index>(trace.layers[static_cast<std::size_t>(layer)]->heads.size());
    for (Index head = first_head; head < std::min(end_head, heads); ++head) {
      if (trace.head_config(layer, head).keys == KeySource::Self) maps.push_back(&trace.head(layer, head).weights);
    }
  }
  const auto tokens = static_cast<Index>(trace.tokens.size());
  Matrix sum = Matrix::Zero(tokens, tokens);
  if (maps.empty()) return sum;
  const float count = static_cast<float>(maps.size());
  // Some rows of all maps, then the next, so that the sum stays in the cache; on several cores where that is worth it.
  constexpr Index kRows = 16;
  constexpr Index kWorthThreads = 8'000'000;  // numbers: a few milliseconds
  const Index blocks = (tokens + kRows - 1) / kRows;
  const Index numbers = tokens * tokens * static_cast<Index>(maps.size());
  parallel_for(static_cast<std::size_t>(blocks), numbers > kWorthThreads ? thread_count() : 1, [&](std::size_t block) {
    const Index from = static_cast<Index>(block) * kRows;
    auto rows = sum.middleRows(from, std::min(kRows, tokens - from));
    for (const Matrix* map : maps) rows += map->middleRows(from, rows.rows());
    rows /= count;
  });
  return sum;
}

constexpr Index kAllHeads = 1'000'000;

}  // namespace

Matrix mean_over_heads(const AttentionTrace& trace, Index layer) {
  return mean_of(trace, layer, layer + 1, 0, kAllHeads);
}

Matrix mean_over_layers(const AttentionTrace& trace, Index head) {
  return mean_of(trace, 0, static_cast<Index>(trace.layers.size()), head, head + 1);
}

Matrix mean_over_all(const AttentionTrace& trace) {
  return mean_of(trace, 0, static_cast<Index>(trace.layers.size()), 0, kAllHeads);
}

}  // namespace core
