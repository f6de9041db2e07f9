#include "core/attention/preview.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>

#include "core/attention/keeping.h"
#include "core/attention/layer_parts.h"
#include "core/attention/layer_pass.h"
#include "core/attention/settings.h"
#include "core/parallel.h"

namespace core {

namespace {

std::vector<Edit> edits_of_x(const RunInput& run) {
  std::vector<Edit> edits;
  std::copy_if(run.edits.begin(), run.edits.end(), std::back_inserter(edits),
               [](const Edit& edit) { return edit.site == Site::X; });
  return edits;
}

// A second sentence is left to the whole run: its layers would have to follow first.
bool same_words(const RunInput& run, const RunInput& former) {
  return run.model == former.model && run.sentence == former.sentence && !run.has_second && !former.has_second &&
         edits_of_x(run) == edits_of_x(former);
}

}  // namespace

TracePointer preview_of(const RunInput& run, const TracePointer& former, Index layer) {
  if (former == nullptr || !same_words(run, former->run)) return nullptr;
  const auto settings = sort_settings(run, SentencePart::First, run.model->encoder->given_weights(former->tokens));
  Index lowest = 0;
  const auto same = [&](Index l) {
    return settings[static_cast<std::size_t>(l)] == former->layers[static_cast<std::size_t>(l)]->settings;
  };
  while (lowest < static_cast<Index>(settings.size()) && same(lowest)) ++lowest;
  const auto at = static_cast<std::size_t>(lowest);
  if (lowest != layer || kept_of(*former->layers[at]) != Kept::Everything) return nullptr;

  std::optional<RunRotary> rotary;
  const auto tokens = static_cast<Index>(former->tokens.size());
  if (!run.model->config.rotary.frequencies.empty()) rotary.emplace(run.model->config.rotary, tokens);
  Crew crew(thread_count());
  LayerInput in;
  in.model = run.model.get();
  in.layer = layer;
  in.input = &former->layers[at]->input;
  in.previous = former->layers[at];
  in.same_input = in.same_second_input = true;
  in.rotary = in.rotary_second = rotary ? &*rotary : nullptr;
  in.crew = &crew;
  auto trace = std::make_shared<AttentionTrace>(*former);
  trace->run = run;
  trace->layers[at] = compute_layer(in, settings[at]);
  return trace;
}

}  // namespace core
