#include "core/attention/path_length.h"

#include <fmt/format.h>

#include <cmath>

#include "core/attention/attention.h"
#include "core/attention/explain.h"
#include "core/error.h"

namespace core {

namespace {

Index ceiling(Index numerator, Index divisor) {
  return (numerator + divisor - 1) / divisor;
}

void require_kernel(Index kernel, Index least, bool odd) {
  if (kernel >= least && (!odd || kernel % 2 == 1)) return;
  throw Error(fmt::format("a kernel of {} words", kernel),
              odd ? fmt::format("an odd number from {} on", least) : fmt::format("at least {}", least),
              "a layer must see the word itself and at least one other");
}

}  // namespace

Index recurrent_steps(Index distance) {
  return std::abs(distance);
}

Index centred_layers(Index distance, Index kernel) {
  constexpr Index kLeast = 3;
  require_kernel(kernel, kLeast, true);
  return ceiling(2 * std::abs(distance), kernel - 1);
}

Index causal_layers(Index distance, Index kernel) {
  constexpr Index kLeast = 2;
  require_kernel(kernel, kLeast, false);
  return ceiling(std::abs(distance), kernel - 1);
}

AttentionPath attention_path(const AttentionTrace& trace, Index layer, Index head, Index query, Index key) {
  AttentionPath path;
  const Explanation scaled = explain(trace, {ValueKind::Scaled, false, layer, head, query, key});
  path.direct = scaled.value != kMasked;
  if (path.direct) return path;
  path.reason = scaled.note;
  const HeadConfig& config = trace.head_config(layer, head);
  const LayerSettings& settings = trace.layers[static_cast<std::size_t>(layer)]->settings;
  const bool ignored = settings.ignored_keys.count(key) > 0;
  const bool windowed = settings.mask == MaskKind::Model && config.window > 1 && config.keys == KeySource::Self;
  // A window of w words looks back w − 1 places a layer.
  if (windowed && !ignored && key < query) path.windowed_layers = ceiling(query - key, config.window - 1);
  return path;
}

}  // namespace core
