#include "core/attention/nearest_words.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/attention/cosine.h"
#include "core/attention/explain.h"
#include "core/spelling.h"

namespace core {

namespace {

constexpr float kSilent = 0.005F;  // below, a component reads 0.00: what it leans toward is rounding

constexpr float kUnlike = 5e-5F;  // a smaller cosine reads 0.0000: nothing in common

}  // namespace

NearestWords::NearestWords(std::shared_ptr<const Model> model) : model_(std::move(model)) {
  const Matrix& vectors = model_->encoder->nearest_vectors();  // [N, D]
  const Vector& mask = model_->encoder->nearest_mask();
  inverse_norms_.resize(vectors.rows());
  for (Index i = 0; i < vectors.rows(); ++i) {
    const float norm = masked(vectors.row(i), mask).norm();
    inverse_norms_(i) = norm > 0 ? 1 / norm : 0;
  }
  for (const std::string& name : model_->encoder->nearest_names()) lowered_names_.push_back(lower(name));
}

std::vector<NearWord> NearestWords::find(const Vector& direction, const std::string& left_out,
                                         std::size_t count) const {
  const Vector asked = masked(model_->encoder->nearest_direction(direction), model_->encoder->nearest_mask());
  const float norm = asked.norm();
  if (empty() || !(norm > 0) || direction.cwiseAbs().maxCoeff() < kSilent) return {};
  const Vector unit = asked / norm;
  Vector cosines = model_->encoder->nearest_vectors() * unit.transpose();
  cosines.array() *= inverse_norms_.array();
  const std::string word = lower(left_out);
  std::vector<NearWord> best;  // sorted, at most `count`
  for (Index i = 0; i < cosines.size(); ++i) {
    if (std::abs(cosines(i)) < kUnlike) continue;
    if (best.size() == count && (count == 0 || cosines(i) <= best.back().cosine)) continue;
    const auto name = static_cast<std::size_t>(i);
    if (inverse_norms_(i) == 0 || lowered_names_[name] == word) continue;
    const auto place = std::upper_bound(best.begin(), best.end(), cosines(i),
                                        [](float cosine, const NearWord& other) { return cosine > other.cosine; });
    best.insert(place, {model_->encoder->nearest_names()[name], std::clamp(cosines(i), -1.0F, 1.0F)});
    if (best.size() > count) best.pop_back();
  }
  return best;
}

std::vector<Leaning> leanings(const Model& model, const Vector& direction, std::size_t count) {
  const Vector& mask = model.encoder->nearest_mask();
  std::vector<Leaning> all;
  for (Index c = 0; c < direction.size(); ++c) {
    if (!(direction(c) >= kSilent) || (mask.size() > 0 && mask(c) == 0)) continue;
    all.push_back({c, component_label(model.config.components, c), direction(c)});
  }
  std::stable_sort(all.begin(), all.end(), [](const Leaning& a, const Leaning& b) { return a.value > b.value; });
  if (all.size() > count) all.resize(count);
  return all;
}

Vector head_contribution(const AttentionTrace& trace, Index layer, Index head, Index row, bool second) {
  const LayerTrace& values = *(second ? trace.second_layers : trace.layers)[static_cast<std::size_t>(layer)];
  const HeadTrace& writer = *values.heads[static_cast<std::size_t>(head)];
  if (writer.idle) return Vector::Zero(trace.config().width);
  const Matrix& w_o = values.weights->w_o;
  if (w_o.size() == 0) return writer.output.row(row);
  const HeadConfig& config = trace.head_config(layer, head);
  return writer.output.row(row) * w_o.middleRows(config.output_row, config.d_v);
}

}  // namespace core
