#include "core/attention/relevance.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/attention/attention.h"
#include "core/attention/edit_site.h"
#include "core/attention/explain.h"
#include "core/error.h"

namespace core {

namespace {

SoftmaxKind softmax_in_force(const AttentionTrace& trace, Index layer, Index head) {
  const LayerSettings& settings = trace.layers[static_cast<std::size_t>(layer)]->settings;
  return settings.heads[static_cast<std::size_t>(head)].softmax;
}

// The scaled scores of the row [S] that share what the held weights leave; the others stand as masked.
Vector free_scores(const HeadTrace& values, Index query, Index key) {
  Vector scaled = values.scaled.row(query);
  for (const Edit& one : values.held) {
    if (one.row == query && one.column != key) scaled(one.column) = kMasked;
  }
  return scaled;
}

}  // namespace

std::string relevance_refusal(const AttentionTrace& trace, Index layer, Index head, Index query, Index key) {
  const HeadTrace& values = trace.head(layer, head);
  if (values.idle) return "this head is idle without a second sentence";
  if (values.scaled.size() == 0) return "the scores of this layer were not kept";
  if (softmax_in_force(trace, layer, head) != SoftmaxKind::Soft) return "a weight can be set while softmax is soft";
  if (values.scaled(query, key) == kMasked) return "this word is masked or ignored here";
  if ((values.scaled.row(query).array() != kMasked).count() < 2) return "this row has no other word to share with";
  return "";
}

bool slider_holds(const AttentionTrace& trace, Index layer, Index head, Index query, Index key) {
  const HeadTrace& values = trace.head(layer, head);
  const bool held = std::any_of(values.held.begin(), values.held.end(),
                                [&](const Edit& one) { return one.row == query && one.column == key; });
  const bool given =
      std::any_of(values.given.begin(), values.given.end(), [&](const GivenWeight& one) { return one.query == query; });
  if (held || given) return true;
  const Vector free = free_scores(values, query, key);
  return (free.array() != kMasked).count() < 2;
}

double greatest_weight(const AttentionTrace& trace, Index layer, Index head, Index query, Index key) {
  double left = 1;
  for (const Edit& edit : trace.head(layer, head).held) {
    if (edit.row == query && edit.column != key) left -= static_cast<double>(edit.value);
  }
  return std::clamp(left, 0.0, 1.0);
}

Edit score_edit_for_weight(const AttentionTrace& trace, Index layer, Index head, Index query, Index key,
                           double weight) {
  if (!(weight >= kLeastRelevance && weight <= kMostRelevance)) {
    throw Error(fmt::format("the weight {:g} is off the slider", weight), "0.1 % to 99.9 %", "hold the weight instead");
  }
  const std::string refusal = relevance_refusal(trace, layer, head, query, key);
  if (!refusal.empty()) throw Error("this weight cannot be set", "", refusal);
  const double most = greatest_weight(trace, layer, head, query, key);
  constexpr double kRounding = 1e-6;  // held weights are 32-bit numbers
  if (weight > most + kRounding) {
    throw Error(fmt::format("the weight {:.3g} is more than the held weights leave", weight),
                fmt::format("at most {:.3g}", most), "release another weight of the row");
  }
  if (slider_holds(trace, layer, head, query, key)) {
    return head_edit(Site::Weight, layer, head, query, key, static_cast<float>(std::min(weight, most)));
  }
  // The free words share what the held ones leave by the softmax of their own scores.
  const double share = std::min(weight / most, 1 - kRounding);
  const double scaled = scaled_score_for_weight(free_scores(trace.head(layer, head), query, key), key, share);
  const double score = scaled * divisor_in_force(trace, layer, head);
  return head_edit(Site::Score, layer, head, query, key, static_cast<float>(score));
}

Edit hold_edit(const AttentionTrace& trace, Index layer, Index head, Index query, Index key) {
  const float weight = trace.head(layer, head).weights(query, key);
  return head_edit(Site::Weight, layer, head, query, key, std::clamp(weight, 0.0F, 1.0F));
}

}  // namespace core
