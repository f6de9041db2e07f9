#include "core/attention/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/attention/explain_parts.h"
#include "core/attention/head_pass.h"
#include "core/numbers.h"

namespace core {

namespace {

std::string kind_name(ValueKind kind) {
  switch (kind) {
    case ValueKind::X:
      return "x";
    case ValueKind::Normed:
      return "normed input";
    case ValueKind::QProjected:
      return "query before its norm";
    case ValueKind::KProjected:
      return "key before its norm";
    case ValueKind::QUnrotated:
      return "query before rotation";
    case ValueKind::KUnrotated:
      return "key before rotation";
    case ValueKind::Q:
      return "query";
    case ValueKind::K:
      return "key";
    case ValueKind::V:
      return "value";
    case ValueKind::Score:
      return "score";
    case ValueKind::Scaled:
      return "scaled score";
    case ValueKind::Weight:
      return "weight";
    case ValueKind::Output:
      return "output";
    case ValueKind::Attended:
      return "what all heads write";
    case ValueKind::AfterAttention:
      return "stream after attention";
    case ValueKind::Mlp:
      return "what the MLP writes";
    case ValueKind::Residual:
      return "stream";
    case ValueKind::Final:
      return "final output";
  }
  return "";
}

const std::vector<std::string>& column_names(const explaining::Scene& scene) {
  if (scene.head_config == nullptr) return scene.config().components;
  const bool value_side = scene.place.kind == ValueKind::V || scene.place.kind == ValueKind::Output;
  return value_side ? scene.head_config->value_components : scene.head_config->score_components;
}

std::string what_it_is(const explaining::Scene& scene) {
  const Place& place = scene.place;
  const std::string row = explaining::token_label(*scene.rows, place.row);
  const bool pair =
      place.kind == ValueKind::Score || place.kind == ValueKind::Scaled || place.kind == ValueKind::Weight;
  std::string what = kind_name(place.kind) + " of " + row;
  what += pair ? " for " + explaining::token_label(*scene.keys, place.column)
               : ", " + component_label(column_names(scene), place.column);
  if (scene.head_config != nullptr) what += fmt::format(", head {} of layer {}", scene.head_config->name, place.layer);
  const bool whole_run = place.kind == ValueKind::X || place.kind == ValueKind::Final;
  if (scene.head_config == nullptr && !whole_run) what += fmt::format(", layer {}", place.layer);
  return what;
}

}  // namespace

Explanation explain(const AttentionTrace& trace, const Place& place, int decimals) {
  Place checked = place;
  if (place.kind == ValueKind::X) checked.layer = 0;
  if (place.kind == ValueKind::Final) checked.layer = static_cast<Index>(trace.layers.size()) - 1;
  explaining::Scene scene = explaining::find_scene(trace, checked);
  scene.decimals = decimals;
  Explanation result;
  switch (place.kind) {
    case ValueKind::QProjected:
    case ValueKind::KProjected:
    case ValueKind::QUnrotated:
    case ValueKind::KUnrotated:
    case ValueKind::Q:
    case ValueKind::K:
    case ValueKind::V:
      result = explaining::explain_projection(scene);
      break;
    case ValueKind::Score:
    case ValueKind::Scaled:
    case ValueKind::Weight:
      result = explaining::explain_pair(scene);
      break;
    case ValueKind::Output:
      result = explaining::explain_output(scene);
      break;
    default:
      result = explaining::explain_stream(scene);
      break;
  }
  result.what = what_it_is(scene);
  return result;
}

std::vector<Term> divisor_terms(const AttentionTrace& trace, const Place& weight) {
  return explaining::divisor_terms(explaining::find_scene(trace, weight));
}

std::vector<Term> largest_terms(std::vector<Term> terms, std::size_t count) {
  std::stable_sort(terms.begin(), terms.end(),
                   [](const Term& a, const Term& b) { return std::abs(a.product) > std::abs(b.product); });
  if (terms.size() > count) terms.resize(count);
  return terms;
}

double divisor_in_force(const AttentionTrace& trace, Index layer, Index head) {
  const LayerSettings& settings = trace.layers[static_cast<std::size_t>(layer)]->settings;
  return score_divisor(trace.head_config(layer, head), settings.scale, settings.divisor, settings.temperature);
}

bool is_root_of(double divisor, Index width) {
  constexpr double kAlike = 1e-3;
  return std::abs(divisor - std::sqrt(static_cast<double>(width))) < kAlike;
}

double written_by_head(const AttentionTrace& trace, Index layer, Index head, Index row, Index component, bool second) {
  const LayerTrace& values = *(second ? trace.second_layers : trace.layers)[static_cast<std::size_t>(layer)];
  const HeadTrace& writer = *values.heads[static_cast<std::size_t>(head)];
  if (writer.idle) return 0;
  const Matrix& w_o = values.weights->w_o;
  if (w_o.size() == 0) return static_cast<double>(writer.output(row, component));
  const HeadConfig& config = trace.head_config(layer, head);
  const auto column = w_o.block(config.output_row, component, config.d_v, 1).cast<double>();
  return writer.output.row(row).transpose().cast<double>().cwiseProduct(column).sum();
}

namespace {

std::string decimal_text(double value, int decimals) {
  const double size = std::abs(value);
  const bool vanishes = size > 0 && size < 0.5 * std::pow(10.0, -decimals);
  if (vanishes || size >= 1e7) return with_true_minus(fmt::format("{:.{}e}", value, vanishes ? 1 : decimals));
  return with_true_minus(fmt::format("{:.{}f}", value == 0 ? 0.0 : value, decimals));
}

}  // namespace

std::string number_text(double value, int decimals) {
  if (std::isinf(value)) return value < 0 ? "−∞" : "∞";
  if (decimals >= 0) return decimal_text(value, decimals);
  // Four digits would turn 13334 into a power of ten.
  const bool readable = std::abs(value) >= 1e4 && std::abs(value) < 1e7;
  if (readable) return with_true_minus(fmt::format("{:.0f}", value));
  return with_true_minus(fmt::format("{:.4g}", value == 0 ? 0.0 : value));
}

std::string component_label(const std::vector<std::string>& names, Index component) {
  if (component < static_cast<Index>(names.size())) return names[static_cast<std::size_t>(component)];
  return fmt::format("component {}", component);
}

}  // namespace core
