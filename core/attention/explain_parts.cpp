#include "core/attention/explain_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/attention/equation.h"
#include "core/attention/keeping.h"
#include "core/error.h"

namespace core::explaining {

namespace {

void require(bool exists, const std::string& what, Index count) {
  if (exists) return;
  throw Error(what + " does not exist in this run", fmt::format("0 to {}", count - 1), "the sentence or model changed");
}

bool belongs_to_head(ValueKind kind) {
  return kind >= ValueKind::QProjected && kind <= ValueKind::Output;
}

bool is_key_side(ValueKind kind) {
  return kind == ValueKind::KProjected || kind == ValueKind::KUnrotated || kind == ValueKind::K || kind == ValueKind::V;
}

Index column_count(const Scene& scene) {
  const ValueKind kind = scene.place.kind;
  if (!belongs_to_head(kind)) return scene.config().width;
  if (kind == ValueKind::Score || kind == ValueKind::Scaled || kind == ValueKind::Weight) {
    return static_cast<Index>(scene.keys->size());
  }
  return kind == ValueKind::V || kind == ValueKind::Output ? scene.head_config->d_v : scene.head_config->d_k;
}

// The layer of the run that holds the place: cross heads keep the second sentence's keys in the first one's layers.
const LayerTrace& find_layer(const AttentionTrace& trace, const Place& place, bool second_run) {
  const auto& layers = second_run ? trace.second_layers : trace.layers;
  const auto count = static_cast<Index>(layers.size());
  require(place.layer >= 0 && place.layer < count, fmt::format("layer {}", place.layer), count);
  return *layers[static_cast<std::size_t>(place.layer)];
}

void find_head_of(Scene& scene) {
  const Place& place = scene.place;
  const auto count = static_cast<Index>(scene.layer->heads.size());
  require(place.head >= 0 && place.head < count, fmt::format("head {}", place.head), count);
  scene.head = scene.layer->heads[static_cast<std::size_t>(place.head)].get();
  scene.head_config = &scene.trace->head_config(place.layer, place.head);
  if (kept_of(*scene.layer) != Kept::Everything) {
    throw Error(fmt::format("the numbers of layer {} were not kept", place.layer), "a layer that is kept in full",
                "they would have taken too much memory; run this layer in full");
  }
  if (scene.head->idle) {
    throw Error(fmt::format("head {} is idle", scene.head_config->id), "a second sentence",
                "it looks from one sentence at another");
  }
}

}  // namespace

Scene find_scene(const AttentionTrace& trace, const Place& place) {
  Scene scene;
  scene.trace = &trace;
  scene.place = place;
  scene.second_run = place.second;
  if (belongs_to_head(place.kind)) {
    find_layer(trace, place, false);
    const auto& heads = trace.config().layers[static_cast<std::size_t>(place.layer)].heads;
    const auto count = static_cast<Index>(heads.size());
    require(place.head >= 0 && place.head < count, fmt::format("head {}", place.head), count);
    const bool cross = heads[static_cast<std::size_t>(place.head)].keys == KeySource::Second;
    if (cross && is_key_side(place.kind)) scene.second_run = false;
  }
  scene.layer = &find_layer(trace, place, scene.second_run);
  if (belongs_to_head(place.kind)) find_head_of(scene);
  const Tokens& own = scene.second_run ? trace.second_tokens : trace.tokens;
  scene.keys = scene.cross() ? &trace.second_tokens : &own;
  scene.rows = is_key_side(place.kind) ? scene.keys : &own;
  const auto rows = static_cast<Index>(scene.rows->size());
  require(place.row >= 0 && place.row < rows, fmt::format("token {}", place.row), rows);
  const Index columns = column_count(scene);
  require(place.column >= 0 && place.column < columns, fmt::format("column {}", place.column), columns);
  return scene;
}

namespace {

std::string label(const std::string& text, Index position, bool repeated) {
  return repeated ? fmt::format("“{}” (word {})", text, position + 1) : fmt::format("“{}”", text);
}

}  // namespace

std::string token_label(const Tokens& tokens, Index position) {
  const std::string& text = tokens[static_cast<std::size_t>(position)].text;
  const auto same = std::count_if(tokens.begin(), tokens.end(), [&](const Token& one) { return one.text == text; });
  return label(text, position, same > 1);
}

TokenLabels::TokenLabels(const Tokens& tokens) : tokens_(tokens) {
  counts_.reserve(tokens.size());
  for (const Token& token : tokens) ++counts_[token.text];
}

std::string TokenLabels::operator()(Index position) const {
  const std::string& text = tokens_[static_cast<std::size_t>(position)].text;
  return label(text, position, counts_.at(text) > 1);
}

Term term(std::string label, double left, double right) {
  return {std::move(label), static_cast<float>(left), static_cast<float>(right), static_cast<float>(left * right)};
}

double sum_of(const std::vector<Term>& terms) {
  double sum = 0;
  for (const Term& one : terms) sum += static_cast<double>(one.product);
  return sum;
}

std::string Scene::setting_text(double value) const {
  return value == std::round(value) ? number_text(value) : text(value);
}

std::string sum_text(const Scene& scene, const std::vector<Term>& terms) {
  constexpr std::size_t kPrinted = 6;
  if (terms.empty()) return "0";
  const std::vector<Term> shown = terms.size() > kPrinted ? largest_terms(terms, kPrinted - 2) : terms;
  std::string text;
  for (const Term& one : shown) {
    const bool negative = one.left < 0 && !text.empty();
    text += text.empty() ? "" : negative ? " − " : " + ";
    text += scene.text(negative ? -static_cast<double>(one.left) : static_cast<double>(one.left));
    if (one.right == 1) continue;
    const std::string right = scene.text(static_cast<double>(one.right));
    text += " × " + (one.right < 0 ? "(" + right + ")" : right);
  }
  if (shown.size() < terms.size()) {
    text += fmt::format(" + … ({} more: {})", terms.size() - shown.size(), scene.text(sum_of(terms) - sum_of(shown)));
  }
  return text;
}

void conclude(const Scene& scene, Explanation& explanation, float value, bool edited, const std::string& right_side) {
  explanation.value = value;
  explanation.edited = edited;
  explanation.computed = edited ? static_cast<float>(sum_of(explanation.terms)) : value;
  const std::string line = equation(static_cast<double>(explanation.computed), right_side, scene.decimals);
  explanation.formula =
      edited ? fmt::format("{}, edited; computed {}", scene.text(static_cast<double>(value)), line) : line;
}

std::vector<Term> linear_terms(const Eigen::Ref<const Vector>& source, const Matrix& matrix, Index column,
                               const Vector& bias, const std::vector<std::string>& source_names) {
  std::vector<Term> terms;
  for (Index i = 0; i < source.size(); ++i) {
    if (source(i) == 0) continue;
    terms.push_back(
        term(component_label(source_names, i), static_cast<double>(source(i)), static_cast<double>(matrix(i, column))));
  }
  if (bias.size() > 0) terms.push_back(term("bias", static_cast<double>(bias(column))));
  return terms;
}

std::vector<Term> norm_terms(const std::vector<Term>& summands, const Vector& row, NormKind kind, const Norm& norm,
                             float epsilon, Index column) {
  if (kind == NormKind::None || norm.gain.size() == 0) return summands;
  const auto values = row.cast<double>().array();
  const double mean = kind == NormKind::LayerNorm ? values.mean() : 0;
  const double deviation = std::sqrt((values - mean).square().mean() + static_cast<double>(epsilon));
  const double factor = static_cast<double>(norm.gain(column)) / deviation;
  std::vector<Term> terms;
  for (const Term& one : summands) terms.push_back(term(one.label, static_cast<double>(one.product), factor));
  if (kind == NormKind::LayerNorm) terms.push_back(term("minus the mean", -mean, factor));
  if (norm.bias.size() > 0) terms.push_back(term("bias", static_cast<double>(norm.bias(column))));
  return terms;
}

Explanation explain_output(const Scene& scene) {
  const auto& [kind, second, layer, head, row, column] = scene.place;
  Explanation result;
  const TokenLabels labels(*scene.keys);
  for (Index key = 0; key < scene.head->weights.cols(); ++key) {
    const float weight = scene.head->weights(row, key);
    if (weight == 0) continue;
    result.terms.push_back(
        term(labels(key), static_cast<double>(weight), static_cast<double>(scene.head->v(key, column))));
  }
  bool edited = scene.head->muted;
  for (const Edit& edit : scene.layer->settings.heads[static_cast<std::size_t>(head)].later_edits) {
    if (edit.site == Site::Output && edit.row == row && (edit.column == column || edit.column == kAllComponents)) {
      edited = true;
    }
  }
  conclude(scene, result, scene.head->output(row, column), edited, sum_text(scene, result.terms));
  if (scene.head->muted) {
    result.note = "this head is muted: it writes 0";
    result.formula =
        fmt::format("{}, muted; computed {}", scene.text(0),
                    equation(static_cast<double>(result.computed), sum_text(scene, result.terms), scene.decimals));
  } else if (result.terms.empty()) {
    result.note = "nothing to look at: every key of this row is masked";
  }
  return result;
}

}  // namespace core::explaining
