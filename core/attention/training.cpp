#include "core/attention/training.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/attention/attention.h"
#include "core/attention/edit_site.h"
#include "core/attention/explain.h"
#include "core/error.h"

namespace core {

namespace {

constexpr double kMostTrainedWork = 3e7;  // multiplications of K = X · W_K
const Matrix& read_stream(const LayerTrace& layer) {
  return layer.normed.size() > 0 ? layer.normed : layer.input;
}

DoubleVector part_of(const Vector& bias, Index from, Index count) {
  if (bias.size() == 0) return DoubleVector::Zero(count);
  return bias.segment(from, count).cast<double>();
}

std::string softmax_refusal(SoftmaxKind kind) {
  switch (kind) {
    case SoftmaxKind::Soft:
      break;
    case SoftmaxKind::Hard:
      return "softmax is hard here: a small change of a score changes no weight, so the gradient is 0 almost "
             "everywhere and nothing can be learned from it";
    case SoftmaxKind::Uniform:
      return "softmax is uniform here: the weights do not depend on the scores, so the gradient is 0";
    case SoftmaxKind::None:
      return "softmax is off here: the row is no distribution that could be compared with a target";
  }
  return "";
}

std::string model_refusal(const AttentionTrace& trace, const LayerWeights& weights) {
  const Index count = attention_weight_count(trace.model());
  if (count > kMostEditableWeights) {
    return fmt::format("this model has {} attention weights; up to {} are trained here", count, kMostEditableWeights);
  }
  if (!trace.config().rotary.frequencies.empty()) {
    return "this model turns q and k by their positions, which is not trained here";
  }
  if (weights.query_norm.gain.size() > 0 || weights.key_norm.gain.size() > 0) {
    return "this model normalises q and k, which is not trained here";
  }
  return "";
}

TrainedRow read_row(const AttentionTrace& trace, Index layer, Index head, Index query) {
  const LayerTrace& values = *trace.layers[static_cast<std::size_t>(layer)];
  const HeadConfig& config = trace.head_config(layer, head);
  const bool cross = config.keys == KeySource::Second;
  const LayerTrace& key_layer = cross ? *trace.second_layers[static_cast<std::size_t>(layer)] : values;
  TrainedRow row;
  row.layer = layer;
  row.head = head;
  row.query = query;
  row.x = read_stream(values).row(query).cast<double>();
  row.keys = read_stream(key_layer).cast<double>();
  const LayerWeights& weights = *values.weights;
  row.w_q = weights.w_q.middleCols(config.query_column, config.d_k).cast<double>();
  row.w_k = weights.w_k.middleCols(config.key_column, config.d_k).cast<double>();
  row.b_q = part_of(weights.b_q, config.query_column, config.d_k);
  row.b_k = part_of(weights.b_k, config.key_column, config.d_k);
  row.divisor = divisor_in_force(trace, layer, head);
  const auto scaled = trace.head(layer, head).scaled.row(query);
  for (Index key = 0; key < scaled.size(); ++key) row.allowed.push_back(scaled(key) != kMasked);
  return row;
}

// The errors that flow back from the scores: (weights − target) ÷ divisor, 0 where not allowed.
DoubleVector score_gradient(const TrainedRow& row, const DoubleVector& target) {
  return (row_weights(row) - target) / row.divisor;
}

DoubleVector query_of(const TrainedRow& row) {
  return row.x * row.w_q + row.b_q;
}

DoubleMatrix keys_of(const TrainedRow& row) {
  return (row.keys * row.w_k).rowwise() + row.b_k;
}

double log_sum(const TrainedRow& row, const DoubleVector& scaled) {
  double largest = -std::numeric_limits<double>::infinity();
  for (Index j = 0; j < scaled.size(); ++j) {
    if (row.allowed[static_cast<std::size_t>(j)]) largest = std::max(largest, scaled(j));
  }
  double sum = 0;
  for (Index j = 0; j < scaled.size(); ++j) {
    if (row.allowed[static_cast<std::size_t>(j)]) sum += std::exp(scaled(j) - largest);
  }
  return largest + std::log(sum);
}

}  // namespace

std::string training_refusal(const AttentionTrace& trace, Index layer, Index head, Index query) {
  const LayerTrace& values = *trace.layers[static_cast<std::size_t>(layer)];
  const HeadTrace& row = trace.head(layer, head);
  if (row.idle) return "this head is idle without a second sentence";
  const std::string model = model_refusal(trace, *values.weights);
  if (!model.empty()) return model;
  const std::string softmax = softmax_refusal(values.settings.heads[static_cast<std::size_t>(head)].softmax);
  if (!softmax.empty()) return softmax;
  if ((row.scaled.row(query).array() != kMasked).count() < 2) return "this row has no two words to choose between";
  const double work = static_cast<double>(row.k.rows()) * static_cast<double>(row.k.cols() * trace.config().width);
  if (work > kMostTrainedWork) return "a step of this row would take too long for the window; shorten the sentence";
  // An edit of q, k, a score or a weight, or given weights: then the matrices do not make this row.
  constexpr double kSame = 1e-3;
  const DoubleVector made = row_weights(read_row(trace, layer, head, query));
  if ((made - row.weights.row(query).cast<double>()).cwiseAbs().maxCoeff() > kSame) {
    return "W_Q and W_K do not make this row: a query, a key, a score or a weight in it is edited, held or given";
  }
  return "";
}

TrainedRow trained_row(const AttentionTrace& trace, Index layer, Index head, Index query) {
  const std::string refusal = training_refusal(trace, layer, head, query);
  if (!refusal.empty()) throw Error("this row cannot be trained", "", refusal);
  return read_row(trace, layer, head, query);
}

DoubleVector scaled_row(const TrainedRow& row) {
  return query_of(row) * keys_of(row).transpose() / row.divisor;
}

DoubleVector row_weights(const TrainedRow& row) {
  const DoubleVector scaled = scaled_row(row);
  const double all = log_sum(row, scaled);
  DoubleVector weights = DoubleVector::Zero(scaled.size());
  for (Index j = 0; j < scaled.size(); ++j) {
    if (row.allowed[static_cast<std::size_t>(j)]) weights(j) = std::exp(scaled(j) - all);
  }
  return weights;
}

double row_loss(const TrainedRow& row, const DoubleVector& target) {
  const DoubleVector scaled = scaled_row(row);
  const double all = log_sum(row, scaled);
  double loss = 0;
  for (Index j = 0; j < scaled.size(); ++j) {
    if (target(j) > 0) loss -= target(j) * (scaled(j) - all);
  }
  return loss;
}

double least_loss(const DoubleVector& target) {
  double entropy = 0;
  for (Index j = 0; j < target.size(); ++j) {
    if (target(j) > 0) entropy -= target(j) * std::log(target(j));
  }
  return entropy;
}

RowGradient row_gradient(const TrainedRow& row, const DoubleVector& target) {
  const DoubleVector errors = score_gradient(row, target);  // [S]
  RowGradient gradient;
  const DoubleVector query_errors = errors * keys_of(row);  // [d_k]
  gradient.w_q = row.x.transpose() * query_errors;
  const DoubleVector mixed = errors * row.keys;  // [D]
  gradient.w_k = mixed.transpose() * query_of(row);
  return gradient;
}

double safe_learning_rate(const TrainedRow& row) {
  // A change of W_Q moves a scaled score by at most ‖x‖·‖k_j‖ ÷ divisor a unit, one of W_K by ‖x_j‖·‖q‖ ÷ divisor; the
  // second derivative of log Σ exp is at most ½ of the largest such square (both together: their sum).
  const double keys = keys_of(row).rowwise().squaredNorm().maxCoeff();
  const double inputs = row.keys.rowwise().squaredNorm().maxCoeff();
  const double steepness =
      (row.x.squaredNorm() * keys + inputs * query_of(row).squaredNorm()) / (row.divisor * row.divisor);
  return steepness > 0 ? 2 / steepness : 1;
}

bool descend(TrainedRow& row, const DoubleVector& target, double learning_rate) {
  const RowGradient gradient = row_gradient(row, target);
  TrainedRow next = row;
  next.w_q -= learning_rate * gradient.w_q;
  next.w_k -= learning_rate * gradient.w_k;
  constexpr double kLargest = std::numeric_limits<float>::max();
  const double largest = std::max(next.w_q.cwiseAbs().maxCoeff(), next.w_k.cwiseAbs().maxCoeff());
  if (!(largest < kLargest) || !std::isfinite(row_loss(next, target))) return false;
  row = std::move(next);
  return true;
}

void paint_target(DoubleVector& target, const std::vector<bool>& allowed, Index key, double share) {
  if (!allowed[static_cast<std::size_t>(key)]) return;
  const auto others = std::count(allowed.begin(), allowed.end(), true) - 1;
  if (others == 0) return;
  const double wanted = std::clamp(share, 0.0, 1.0);
  double rest = 0;
  for (Index j = 0; j < target.size(); ++j) {
    if (j != key) rest += target(j);
  }
  for (Index j = 0; j < target.size(); ++j) {
    if (j == key || !allowed[static_cast<std::size_t>(j)]) continue;
    target(j) = rest > 0 ? target(j) * (1 - wanted) / rest : (1 - wanted) / static_cast<double>(others);
  }
  target(key) = wanted;
}

std::vector<Edit> trained_edits(const AttentionTrace& trace, const TrainedRow& row) {
  const HeadConfig& config = trace.head_config(row.layer, row.head);
  const LayerWeights& weights = *trace.layers[static_cast<std::size_t>(row.layer)]->weights;
  std::vector<Edit> edits;
  const auto collect = [&](Site site, const Matrix& own, Index first, const DoubleMatrix& trained) {
    for (Index i = 0; i < trained.rows(); ++i) {
      for (Index j = 0; j < trained.cols(); ++j) {
        const auto value = static_cast<float>(trained(i, j));
        if (value != own(i, first + j)) edits.push_back(head_edit(site, row.layer, row.head, i, j, value));
      }
    }
  };
  collect(Site::WQ, weights.w_q, config.query_column, row.w_q);
  collect(Site::WK, weights.w_k, config.key_column, row.w_k);
  return edits;
}

}  // namespace core
