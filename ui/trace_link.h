// Remembers which trace something was worked out from, without keeping that trace alive.
#pragma once

#include <memory>
#include <vector>

#include "core/attention/trace.h"

namespace ui {

class TraceLink {
 public:
  TraceLink() = default;  // of no trace
  explicit TraceLink(const core::AttentionTrace& trace) : layers_(trace.layers.begin(), trace.layers.end()) {}

  bool is_of(const core::AttentionTrace& trace) const;
  // Whether a layer of it was given up.
  bool is_gone() const;

 private:
  std::vector<std::weak_ptr<const core::LayerTrace>> layers_;
};

}  // namespace ui
