// The whole forward pass: sentence, switches and edits to a trace, reusing what an earlier run already holds.
#pragma once

#include <atomic>

#include "core/attention/keeping.h"
#include "core/attention/trace.h"

namespace core {

// Shared between the thread that computes and the one that waits.
struct RunControl {
  std::atomic<bool> cancelled{false};
  Keeping keeping;                   // what the trace holds when it is done
  std::atomic<Index> heads_done{0};  // of all layers and both sentences; idle and taken-over ones count too
};

// Runs the model. Layers and heads that do not lie downstream of a change since `previous` are taken from it, to the
// bit. Throws Error for text that the model cannot read, an edit or a switch that does not fit, a value that overflows,
// or a run that does not fit in memory. Returns null where `control` was cancelled.
TracePointer compute_trace(const RunInput& run, const TracePointer& previous = nullptr, RunControl* control = nullptr);

// The mean of the weights over heads of a layer, or over layers for one head number, or over everything; [T, T].
// Cross-attention heads are left out. Not attention flow: a plain mean. Empty where a layer's weights were not kept.
Matrix mean_over_heads(const AttentionTrace& trace, Index layer);
Matrix mean_over_layers(const AttentionTrace& trace, Index head);
Matrix mean_over_all(const AttentionTrace& trace);

}  // namespace core
