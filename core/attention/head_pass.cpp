#include "core/attention/head_pass.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "core/attention/attention.h"
#include "core/attention/product.h"
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

// The given weights of one row of scaled scores that the mask leaves. Where every key left is given, they are scaled to
// sum to 1.
std::vector<GivenWeight> given_row(const HeadSettings& settings, Index query, const Eigen::Ref<const Vector>& scaled) {
  std::vector<GivenWeight> row;
  double sum = 0;
  for (const GivenWeight& given : settings.given) {
    if (given.query != query || scaled(given.key) == kMasked) continue;
    row.push_back(given);
    sum += static_cast<double>(given.weight);
  }
  const Index allowed = (scaled.array() != kMasked).count();
  if (static_cast<Index>(row.size()) < allowed || !(sum > 0)) return row;
  for (GivenWeight& given : row) given.weight = static_cast<float>(static_cast<double>(given.weight) / sum);
  return row;
}

// The weights that the reader holds, by row and key; the last of several holds of one cell wins.
std::map<Index, std::map<Index, Edit>> held_rows(const HeadSettings& settings) {
  std::map<Index, std::map<Index, Edit>> rows;
  for (const Edit& edit : settings.later_edits) {
    if (edit.site == Site::Weight) rows[edit.row][edit.column] = edit;
  }
  return rows;
}

std::set<Index> given_queries(const HeadSettings& settings) {
  std::set<Index> queries;
  if (settings.softmax != SoftmaxKind::Soft) return queries;
  for (const GivenWeight& given : settings.given) queries.insert(given.query);
  return queries;
}

// What of the model's and the reader's holds is in force, for the trace to tell.
void list_held(const HeadSettings& settings, HeadTrace& trace) {
  for (const Index query : given_queries(settings)) {
    for (const GivenWeight& given : given_row(settings, query, trace.scaled.row(query))) trace.given.push_back(given);
  }
  for (const auto& [query, cells] : held_rows(settings)) {
    for (const auto& [key, edit] : cells) trace.held.push_back(edit);
  }
}

// Rows of a head with so many keys that stay in the second cache together, in whole tiles of the products.
Index rows_in_cache(Index keys) {
  constexpr Index kCells = Index{1} << 14U, kTile = 8;
  return std::max<Index>(kTile, kCells / std::max<Index>(keys, 1) / kTile * kTile);
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

// Some rows on their way from scores to outputs.
struct HeadPass::Rows {
  Index first = 0, count = 0;
  Matrix scores, scaled, weights, output;
  bool has(Index query) const { return query >= first && query < first + count; }
};

HeadPass::HeadPass(const HeadJob& job, HeadTrace& trace) : job_(job), trace_(trace), left_(1) {
  trace.muted = job.settings->muted;
  require_finite(trace.q, "a query of head " + job.head->id);
  require_finite(trace.k, "a key of head " + job.head->id);
  require_finite(trace.v, "a value of head " + job.head->id);
  if (job.settings->softmax != SoftmaxKind::Soft && !held_rows(*job.settings).empty()) {
    throw Error(fmt::format("a weight of head {} is held while its softmax is not soft", job.head->id),
                "softmax soft for that head", "release the weight, or switch softmax back to soft");
  }
  const Index tokens = trace.q.rows(), keys = trace.k.rows();
  rows_in_block_ = tokens;
  // Products that look at what stands in the whole of a matrix take all of its rows at once.
  if (!always_dense(tokens, trace.k.cols(), keys) || !always_dense(tokens, keys, trace.v.cols())) return;
  rows_in_block_ = rows_in_cache(keys);
  left_ = blocks();
  keys_ = std::make_unique<PackedFactor>(trace.k.transpose());
  values_ = std::make_unique<PackedFactor>(trace.v);
  for (Matrix* all : {&trace.scores, &trace.scaled, &trace.weights}) all->resize(tokens, keys);
  trace.output.resize(tokens, trace.v.cols());
}

Index HeadPass::blocks() const {
  return std::max<Index>(1, (trace_.q.rows() + rows_in_block_ - 1) / rows_in_block_);
}

Matrix HeadPass::scores_of(const Rows& rows) const {
  if (keys_ == nullptr) return attention_scores(trace_.q, trace_.k);
  return keys_->product(trace_.q.middleRows(rows.first, rows.count));
}

Matrix HeadPass::output_of(const Rows& rows) const {
  return values_ == nullptr ? mix_values(rows.weights, trace_.v) : values_->product(rows.weights);
}

void HeadPass::apply_later(Site site, const Rows& rows, Matrix& values) const {
  for (Edit edit : job_.settings->later_edits) {
    if (edit.site != site || !rows.has(edit.row)) continue;
    edit.row -= rows.first;
    apply_edit(edit, values);
  }
}

// Weights that the model gives, then those that the reader holds.
void HeadPass::hold(Rows& rows) const {
  const auto hold_row = [&](Index query, const std::vector<HeldWeight>& held) {
    if (!held.empty()) hold_weights(rows.weights.row(query - rows.first), rows.scaled.row(query - rows.first), held);
  };
  for (const Index query : given_queries(*job_.settings)) {
    if (!rows.has(query)) continue;
    std::vector<HeldWeight> held;
    for (const GivenWeight& given : given_row(*job_.settings, query, rows.scaled.row(query - rows.first))) {
      held.push_back({given.key, given.weight});
    }
    hold_row(query, held);
  }
  for (const auto& [query, cells] : held_rows(*job_.settings)) {
    if (!rows.has(query)) continue;
    std::vector<HeldWeight> held;
    for (const auto& [key, edit] : cells) held.push_back({key, edit.value});
    hold_row(query, held);
  }
}

void HeadPass::keep(Rows rows) {
  const auto put = [&](Matrix&& some, Matrix& all) {
    if (rows.count == trace_.q.rows()) {
      all = std::move(some);
    } else {
      all.middleRows(rows.first, rows.count) = some;
    }
  };
  put(std::move(rows.scores), trace_.scores);
  put(std::move(rows.scaled), trace_.scaled);
  put(std::move(rows.weights), trace_.weights);
  put(std::move(rows.output), trace_.output);
}

bool HeadPass::compute(Index block) {
  const LayerSettings& layer = *job_.layer;
  Rows rows;
  rows.first = block * rows_in_block_;
  rows.count = std::min(rows_in_block_, trace_.q.rows() - rows.first);
  rows.scores = scores_of(rows);
  apply_later(Site::Score, rows, rows.scores);
  require_finite(rows.scores, "a score of head " + job_.head->id);
  Mask mask = mask_of(job_);
  mask.first_query = rows.first;
  rows.scaled =
      scaled_scores(rows.scores, score_divisor(*job_.head, layer.scale, layer.divisor, layer.temperature), mask);
  rows.weights = attention_weights(rows.scaled, job_.settings->softmax);
  hold(rows);
  rows.output = output_of(rows);
  apply_later(Site::Output, rows, rows.output);
  if (trace_.muted) rows.output.setZero();
  require_finite(rows.output, "an output of head " + job_.head->id);
  keep(std::move(rows));
  if (--left_ > 0) return false;
  list_held(*job_.settings, trace_);
  return true;
}

}  // namespace core
