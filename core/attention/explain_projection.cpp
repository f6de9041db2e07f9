// Where q, k and v come from: x·W + b, then a norm of each head's q and k, then the rotation; models leave steps out.
#include <cmath>

#include "core/attention/explain_parts.h"
#include "core/attention/layer_parts.h"

namespace core::explaining {

namespace {

enum class Side { Query, Key, Value };

Side side_of(ValueKind kind) {
  if (kind == ValueKind::V) return Side::Value;
  const bool query = kind == ValueKind::Q || kind == ValueKind::QUnrotated || kind == ValueKind::QProjected;
  return query ? Side::Query : Side::Key;
}

// One of W_Q, W_K, W_V with its bias, and where the head's columns begin.
struct Projection {
  const Matrix* matrix = nullptr;
  const Vector* bias = nullptr;
  Index first_column = 0;
  Site site = Site::Q, matrix_site = Site::WQ;
  const Norm* norm = nullptr;         // of q and k; null for v
  const Matrix* unrotated = nullptr;  // likewise
  const Matrix* values = nullptr;     // in force
};

Projection projection_of(const Scene& scene) {
  const LayerWeights& weights = scene.weights();
  const HeadConfig& head = *scene.head_config;
  const HeadTrace& trace = *scene.head;
  switch (side_of(scene.place.kind)) {
    case Side::Query:
      return {&weights.w_q, &weights.b_q,        head.query_column,  Site::Q,
              Site::WQ,     &weights.query_norm, &trace.q_unrotated, &trace.q};
    case Side::Key:
      return {&weights.w_k, &weights.b_k,      head.key_column,    Site::K,
              Site::WK,     &weights.key_norm, &trace.k_unrotated, &trace.k};
    case Side::Value:
      break;
  }
  return {&weights.w_v, &weights.b_v, head.value_column, Site::V, Site::WV, nullptr, nullptr, &trace.v};
}

// The row that the matrix multiplies. A cross head reads its keys and values from the second sentence's stream.
Vector source_row(const Scene& scene) {
  const bool from_second = scene.cross() && side_of(scene.place.kind) != Side::Query;
  const LayerTrace& layer =
      from_second ? *scene.trace->second_layers[static_cast<std::size_t>(scene.place.layer)] : *scene.layer;
  return (layer.normed.size() > 0 ? layer.normed : layer.input).row(scene.place.row);
}

std::vector<Term> projected_terms(const Scene& scene, const Projection& projection, Index column) {
  return linear_terms(source_row(scene), *projection.matrix, projection.first_column + column, *projection.bias,
                      scene.config().components);
}

bool has_norm(const Projection& projection) {
  return projection.norm != nullptr && projection.norm->gain.size() > 0;
}

// After the norm of q or k, or straight from the matrix where there is none.
std::vector<Term> unrotated_terms(const Scene& scene, const Projection& projection, Index column) {
  if (!has_norm(projection)) return projected_terms(scene, projection, column);
  Vector projected(scene.head_config->d_k);
  for (Index i = 0; i < projected.size(); ++i) {
    projected(i) = static_cast<float>(sum_of(projected_terms(scene, projection, i)));
  }
  const std::vector<Term> before = {term("before the norm", static_cast<double>(projected(column)))};
  return norm_terms(before, projected, NormKind::RmsNorm, *projection.norm, scene.config().norm_epsilon, column);
}

std::vector<Term> rotated_terms(const Scene& scene, const Matrix& unrotated) {
  const auto& [kind, second, layer, head, row, column] = scene.place;
  const Rotary& rotary = scene.config().rotary;
  const std::vector<float> frequencies = rotary_frequencies(rotary, unrotated.rows());
  const auto half = static_cast<Index>(frequencies.size());
  const auto value = [&](Index i) { return static_cast<double>(unrotated(row, i)); };
  const auto label = [&](Index i) { return component_label(scene.head_config->score_components, i) + " unrotated"; };
  if (column >= 2 * half) return {term(label(column), value(column))};
  const Index pair = column % half;
  const double angle = static_cast<double>(static_cast<float>(row) * frequencies[static_cast<std::size_t>(pair)]);
  const double factor = static_cast<double>(rotary.attention_factor);
  const double cosine = std::cos(angle) * factor;
  const double sine = std::sin(angle) * factor;
  if (column < half)
    return {term(label(pair), value(pair), cosine), term(label(pair + half), value(pair + half), -sine)};
  return {term(label(column), value(column), cosine), term(label(pair), value(pair), sine)};
}

// The edit of this number, made at this head or at one that shares its keys; or null.
const Edit* edit_in_force(const Scene& scene, Site site) {
  const Edit* found = nullptr;
  for (const Edit& edit : scene.layer->settings.heads[static_cast<std::size_t>(scene.place.head)].projection_edits) {
    if (edit.site != site || edit.row != scene.place.row) continue;
    if (edit.column == scene.place.column || edit.column == kAllComponents) found = &edit;
  }
  return found;
}

std::string matrix_note(const Scene& scene, const Projection& projection) {
  for (const Edit& edit : scene.layer->settings.matrix_edits) {
    if (edit.site != projection.matrix_site) continue;
    const HeadConfig& head = scene.trace->head_config(scene.place.layer, edit.head);
    const Index first = edit.site == Site::WQ   ? head.query_column
                        : edit.site == Site::WK ? head.key_column
                                                : head.value_column;
    if (first + edit.column == projection.first_column + scene.place.column)
      return "the matrix has an edited entry here";
  }
  return "";
}

}  // namespace

Explanation explain_projection(const Scene& scene) {
  const auto& [kind, second, layer, head, row, column] = scene.place;
  const Projection projection = projection_of(scene);
  const bool rotated = projection.unrotated != nullptr && projection.unrotated->size() > 0;
  Explanation result;
  if (kind == ValueKind::QProjected || kind == ValueKind::KProjected) {
    result.terms = projected_terms(scene, projection, column);
    conclude(scene, result, static_cast<float>(sum_of(result.terms)), false, sum_text(scene, result.terms));
    result.note = matrix_note(scene, projection);
    return result;
  }
  if (kind == ValueKind::QUnrotated || kind == ValueKind::KUnrotated) {
    result.terms = unrotated_terms(scene, projection, column);
    const float value = rotated ? (*projection.unrotated)(row, column) : static_cast<float>(sum_of(result.terms));
    conclude(scene, result, value, false, sum_text(scene, result.terms));
    return result;
  }
  result.terms = rotated ? rotated_terms(scene, *projection.unrotated) : unrotated_terms(scene, projection, column);
  const Edit* edit = edit_in_force(scene, projection.site);
  conclude(scene, result, (*projection.values)(row, column), edit != nullptr, sum_text(scene, result.terms));
  if (rotated) {
    result.note = "turned by the angle of its position (rotary)";
  } else if (has_norm(projection)) {
    result.note = "divided by the root mean square of the head's components, times a learned gain";
  } else {
    result.note = matrix_note(scene, projection);
  }
  if (edit != nullptr && edit->head != head) {
    result.note = "edited at head " + scene.trace->head_config(layer, edit->head).name + ", which shares it";
  }
  return result;
}

}  // namespace core::explaining
