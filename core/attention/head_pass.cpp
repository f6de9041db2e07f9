#include "core/attention/head_pass.h"

#include <fmt/format.h>

#include <cmath>
#include <map>

#include "core/attention/attention.h"
#include "core/error.h"

namespace core {

namespace {

Mask mask_of(const HeadJob& job) {
  Mask mask;
  const bool self = job.head->keys == KeySource::Self;
  if (self && job.layer->mask == MaskKind::Causal) mask.causal = true;
  if (self && job.layer->mask == MaskKind::Model) {
    mask.causal = job.head->causal;
    mask.window = job.head->window;
  }
  const bool second_keys = !self || job.part == SentencePart::Second;
  mask.ignored = second_keys ? &job.layer->ignored_second_keys : &job.layer->ignored_keys;
  return mask;
}

constexpr float kMasked = -std::numeric_limits<float>::infinity();

// The model's given weights, where the switches leave them their meaning: soft rows and keys that may be looked at.
void apply_given(const HeadSettings& settings, HeadTrace& trace) {
  std::map<Index, std::vector<HeldWeight>> rows;
  for (const GivenWeight& given : settings.given) {
    if (trace.scaled(given.query, given.key) == kMasked) continue;
    rows[given.query].push_back({given.key, given.weight});
    trace.given.push_back(given);
  }
  for (const auto& [query, held] : rows) hold_weights(trace.weights.row(query), trace.scaled.row(query), held);
}

void apply_held(const HeadJob& job, HeadTrace& trace) {
  std::map<Index, std::map<Index, Edit>> rows;  // the last of several holds of one cell wins
  for (const Edit& edit : job.settings->later_edits) {
    if (edit.site == Site::Weight) rows[edit.row][edit.column] = edit;
  }
  if (rows.empty()) return;
  if (job.settings->softmax != SoftmaxKind::Soft) {
    throw Error(fmt::format("a weight of head {} is held while its softmax is not soft", job.head->id),
                "softmax soft for that head", "release the weight, or switch softmax back to soft");
  }
  for (const auto& [query, cells] : rows) {
    std::vector<HeldWeight> held;
    for (const auto& [key, edit] : cells) {
      held.push_back({key, edit.value});
      trace.held.push_back(edit);
    }
    hold_weights(trace.weights.row(query), trace.scaled.row(query), held);
  }
}

}  // namespace

double score_divisor(const HeadConfig& head, ScaleKind scale, float number, float temperature) {
  double divisor = 1;
  switch (scale) {
    case ScaleKind::Model:
      divisor = static_cast<double>(head.divisor);
      break;
    case ScaleKind::Sqrt:
      divisor = std::sqrt(static_cast<double>(head.d_k));
      break;
    case ScaleKind::None:
      break;
    case ScaleKind::Number:
      divisor = static_cast<double>(number);
      break;
  }
  return divisor * static_cast<double>(temperature);
}

void apply_edit(const Edit& edit, Matrix& matrix) {
  if (edit.column == kAllComponents) {
    matrix.row(edit.row).setConstant(edit.value);
  } else {
    matrix(edit.row, edit.column) = edit.value;
  }
}

void require_finite(const Matrix& values, const std::string& what) {
  if (values.allFinite()) return;
  throw Error(fmt::format("{} overflowed", what), "finite 32-bit numbers", "an edited value is too large");
}

void finish_head(const HeadJob& job, HeadTrace& trace) {
  trace.muted = job.settings->muted;
  trace.scores = attention_scores(trace.q, trace.k);
  for (const Edit& edit : job.settings->later_edits) {
    if (edit.site == Site::Score) apply_edit(edit, trace.scores);
  }
  require_finite(trace.scores, "a score of head " + job.head->id);
  const LayerSettings& layer = *job.layer;
  const double divisor = score_divisor(*job.head, layer.scale, layer.divisor, layer.temperature);
  trace.scaled = scaled_scores(trace.scores, divisor, mask_of(job));
  trace.weights = attention_weights(trace.scaled, job.settings->softmax);
  if (job.settings->softmax == SoftmaxKind::Soft) apply_given(*job.settings, trace);
  apply_held(job, trace);
  trace.output = mix_values(trace.weights, trace.v);
  for (const Edit& edit : job.settings->later_edits) {
    if (edit.site == Site::Output) apply_edit(edit, trace.output);
  }
  if (trace.muted) trace.output.setZero();
  require_finite(trace.output, "an output of head " + job.head->id);
}

}  // namespace core
