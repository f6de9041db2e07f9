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

// The given weights of one row that the mask leaves. Where every key left is given, they are scaled to sum to 1.
std::vector<GivenWeight> given_row(const HeadSettings& settings, Index query, const Matrix& scaled) {
  std::vector<GivenWeight> row;
  double sum = 0;
  for (const GivenWeight& given : settings.given) {
    if (given.query != query || scaled(given.query, given.key) == kMasked) continue;
    row.push_back(given);
    sum += static_cast<double>(given.weight);
  }
  const Index allowed = (scaled.row(query).array() != kMasked).count();
  if (static_cast<Index>(row.size()) < allowed || !(sum > 0)) return row;
  for (GivenWeight& given : row) given.weight = static_cast<float>(static_cast<double>(given.weight) / sum);
  return row;
}

void apply_given(const HeadSettings& settings, HeadTrace& trace) {
  std::set<Index> queries;
  for (const GivenWeight& given : settings.given) queries.insert(given.query);
  for (const Index query : queries) {
    std::vector<HeldWeight> held;
    for (const GivenWeight& given : given_row(settings, query, trace.scaled)) {
      held.push_back({given.key, given.weight});
      trace.given.push_back(given);
    }
    if (!held.empty()) hold_weights(trace.weights.row(query), trace.scaled.row(query), held);
  }
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
  if ((values.array() * 0).sum() == 0) return;  // a NaN or an infinity would leave a NaN; much faster than allFinite
  throw Error(fmt::format("{} overflowed", what), "finite 32-bit numbers",
              "a number of an edit, or of the model's file, is too large");
}

void finish_head(const HeadJob& job, HeadTrace& trace) {
  trace.muted = job.settings->muted;
  require_finite(trace.q, "a query of head " + job.head->id);
  require_finite(trace.k, "a key of head " + job.head->id);
  require_finite(trace.v, "a value of head " + job.head->id);
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
