#include "core/attention/layer_stream.h"

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "core/attention/head_pass.h"
#include "core/attention/layer_parts.h"
#include "core/attention/product.h"

namespace core {

namespace {

using Rows = std::vector<Index>;

// Some rows of the stream on their way through the rest of the layer.
struct Written {
  Matrix attended, after_attention, mlp, output;
};

// What W_O multiplies, [T, Σ d_v]; without W_O what the heads write together, [T, D].
Matrix join_heads(const StreamJob& job, const LayerTrace& layer) {
  const bool has_output = layer.weights->w_o.size() > 0;
  Matrix joined = Matrix::Zero(layer.input.rows(), has_output ? layer.weights->w_o.rows() : job.model->width);
  for (std::size_t h = 0; h < layer.heads.size(); ++h) {
    const HeadConfig& head = job.layer->heads[h];
    const HeadTrace& values = *layer.heads[h];
    if (values.idle) continue;
    if (has_output) joined.middleCols(head.output_row, head.d_v) = values.output;
    if (!has_output) joined += values.output;
  }
  return joined;
}

// W_O, residual adds, norms and the MLP.
Written write_rows(const StreamJob& job, const LayerWeights& weights, const Matrix& input, Matrix joined,
                   ProductKind kind) {
  const ModelConfig& model = *job.model;
  const bool after = model.norm_place == NormPlace::After;
  const auto normed = [&](const Matrix& x, const Norm& norm) {
    return normalize(x, model.norm, norm, model.norm_epsilon, job.crew);
  };
  Written rows;
  if (weights.w_o.size() > 0) {
    rows.attended = linear(joined, weights.w_o, weights.b_o, job.crew, kind);
    joined.resize(0, 0);  // the MLP takes most memory of all
  } else {
    rows.attended = std::move(joined);
  }
  rows.after_attention = model.residual ? sum_of(input, rows.attended, job.crew) : rows.attended;
  if (after) rows.after_attention = normed(rows.after_attention, weights.attention_norm);
  if (model.activation == Activation::None) {
    rows.output = rows.after_attention;
    return rows;
  }
  rows.mlp =
      after ? feed_forward(rows.after_attention, weights, model.activation, job.crew, kind)
            : feed_forward(normed(rows.after_attention, weights.mlp_norm), weights, model.activation, job.crew, kind);
  rows.output = sum_of(rows.after_attention, rows.mlp, job.crew);
  if (after) rows.output = normed(rows.output, weights.mlp_norm);
  return rows;
}

// Rows whose heads wrote something else than before, or whose output the reader edits or edited.
Rows changed_rows(const LayerTrace& before, const LayerTrace& now) {
  std::set<Index> rows;
  for (std::size_t h = 0; h < now.heads.size(); ++h) {
    const Matrix& was = before.heads[h]->output;
    const Matrix& is = now.heads[h]->output;
    for (Index row = 0; before.heads[h] != now.heads[h] && row < is.rows(); ++row) {
      if (was.row(row) != is.row(row)) rows.insert(row);
    }
  }
  for (const LayerTrace* layer : {&before, &now}) {
    for (const Edit& edit : layer->settings.residual_edits) rows.insert(edit.row);
  }
  return {rows.begin(), rows.end()};
}

// The rows to compute where the others can be taken over. Nothing: all of them, because most changed, or because the
// products are so small that how they are computed depends on all rows.
std::optional<Rows> rows_to_write(const StreamJob& job, const LayerTrace& layer) {
  const LayerWeights& weights = *layer.weights;
  const Index tokens = layer.input.rows();
  const bool has_mlp = job.model->activation != Activation::None;
  const bool dense = always_dense(tokens, weights.w_o.rows(), weights.w_o.cols()) &&
                     (!has_mlp || always_dense(tokens, weights.w_up.rows(), weights.w_up.cols()));
  if (job.previous == nullptr || !dense) return std::nullopt;
  for (std::size_t h = 0; h < layer.heads.size(); ++h) {
    if (job.previous->heads[h]->idle != layer.heads[h]->idle) return std::nullopt;
  }
  Rows rows = changed_rows(*job.previous, layer);
  if (2 * static_cast<Index>(rows.size()) > tokens) return std::nullopt;
  return rows;
}

Matrix replaced(const Matrix& before, const Rows& rows, const Matrix& changed) {
  Matrix result = before;
  if (result.size() > 0 && !rows.empty()) result(rows, Eigen::all) = changed;
  return result;
}

}  // namespace

void write_stream(const StreamJob& job, LayerTrace& layer) {
  Matrix joined = join_heads(job, layer);
  Written all;
  if (const auto rows = rows_to_write(job, layer)) {
    const LayerTrace& before = *job.previous;
    const Written some =
        write_rows(job, *layer.weights, layer.input(*rows, Eigen::all), joined(*rows, Eigen::all), ProductKind::Dense);
    all = {replaced(before.attended, *rows, some.attended),
           replaced(before.after_attention, *rows, some.after_attention), replaced(before.mlp, *rows, some.mlp),
           replaced(before.output, *rows, some.output)};
  } else {
    all = write_rows(job, *layer.weights, layer.input, std::move(joined), ProductKind::Fitting);
  }
  layer.attended = std::move(all.attended);
  layer.after_attention = std::move(all.after_attention);
  layer.mlp = std::move(all.mlp);
  layer.output = std::move(all.output);
  for (const Edit& edit : layer.settings.residual_edits) apply_edit(edit, layer.output);
}

}  // namespace core
