#include "core/attention/keeping.h"

#include "core/attention/trace.h"

namespace core {

namespace {

std::shared_ptr<const HeadTrace> strip_head(const HeadTrace& head, Kept kept) {
  auto left = std::make_shared<HeadTrace>();
  left->idle = head.idle || kept == Kept::Stream;
  left->muted = head.muted;
  left->held = head.held;
  left->given = head.given;
  if (kept == Kept::Stream) return left;
  left->weights = head.weights;
  left->output = head.output;
  return left;
}

}  // namespace

Kept kept_of(const LayerTrace& layer) {
  if (layer.attended.size() > 0) return Kept::Everything;
  for (const auto& head : layer.heads) {
    if (head->weights.size() > 0) return Kept::Weights;
  }
  return Kept::Stream;
}

bool holds(const AttentionTrace& trace, const Keeping& keeping) {
  for (std::size_t l = 0; l < trace.layers.size(); ++l) {
    if (kept_of(*trace.layers[l]) < keeping.of(static_cast<Index>(l))) return false;
  }
  return true;
}

std::shared_ptr<const LayerTrace> strip(const std::shared_ptr<const LayerTrace>& layer, Kept kept) {
  if (kept_of(*layer) <= kept) return layer;
  auto left = std::make_shared<LayerTrace>();
  left->input = layer->input;
  left->output = layer->output;
  left->weights = layer->weights;
  left->settings = layer->settings;
  for (const auto& head : layer->heads) left->heads.push_back(strip_head(*head, kept));
  return left;
}

}  // namespace core
