// What a reader can switch for one run: scale, mask, softmax, temperature, muted heads, ignored tokens.
#pragma once

#include <map>
#include <set>
#include <utility>

#include "core/tensor.h"

namespace core {

enum class ScaleKind { Model, Sqrt, None, Number };
enum class MaskKind { Model, Causal, None };
enum class SoftmaxKind { Soft, Hard, Uniform, None };

using HeadAddress = std::pair<Index, Index>;  // layer, head

struct Switches {
  ScaleKind scale = ScaleKind::Model;
  float divisor = 1;  // with ScaleKind::Number
  MaskKind mask = MaskKind::Model;
  SoftmaxKind softmax = SoftmaxKind::Soft;
  std::map<HeadAddress, SoftmaxKind> head_softmax;  // overrides `softmax` for one head
  float temperature = 1;                            // > 0
  std::set<HeadAddress> muted;
  std::set<Index> ignored, ignored_second;  // token positions of the first and the second sentence

  SoftmaxKind softmax_of(Index layer, Index head) const {
    const auto found = head_softmax.find({layer, head});
    return found == head_softmax.end() ? softmax : found->second;
  }
  bool operator==(const Switches&) const = default;
};

}  // namespace core
