// What a trace keeps of each layer: a long run through a large model need not hold every number at once.
#pragma once

#include <cstdint>
#include <memory>
#include <set>

#include "core/tensor.h"

namespace core {

struct LayerTrace;
struct AttentionTrace;

// Of one layer. The stream before and behind it is always kept.
enum class Kept {
  Stream,      // nothing else: its heads stand empty, as idle ones do
  Weights,     // also each head's weights and output
  Everything,  // every number, so that it can be explained and changed
};

struct Keeping {
  Kept others = Kept::Everything;  // layers that are not in `whole`
  std::set<Index> whole;           // layers kept whole
  Kept of(Index layer) const { return whole.contains(layer) ? Kept::Everything : others; }
  bool operator==(const Keeping&) const = default;
};

// What a layer of a trace holds, and whether each layer holds as much as `keeping` asks for.
Kept kept_of(const LayerTrace& layer);
bool holds(const AttentionTrace& trace, const Keeping& keeping);

// The layer itself where it holds no more than `kept`, else a copy without the rest.
std::shared_ptr<const LayerTrace> strip(const std::shared_ptr<const LayerTrace>& layer, Kept kept);

}  // namespace core
