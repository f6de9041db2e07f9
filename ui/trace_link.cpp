#include "ui/trace_link.h"

#include <algorithm>

namespace ui {

// By owner, so that a new trace at the address of an old one is not taken for it.
bool TraceLink::is_of(const core::AttentionTrace& trace) const {
  return std::equal(
      layers_.begin(), layers_.end(), trace.layers.begin(), trace.layers.end(),
      [](const auto& link, const auto& layer) { return !link.owner_before(layer) && !layer.owner_before(link); });
}

bool TraceLink::is_gone() const {
  return std::any_of(layers_.begin(), layers_.end(), [](const auto& link) { return link.expired(); });
}

}  // namespace ui
