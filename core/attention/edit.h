// One edit of one number of the computation: where and to what. How it is written is in edit_text.h.
#pragma once

#include <cstdint>

#include "core/tensor.h"

namespace core {

enum class Site : std::uint8_t { X, Q, K, V, Output, Score, Weight, Residual, WQ, WK, WV, WO };

inline constexpr Index kAllComponents = -1;

struct Edit {
  Site site = Site::X;
  bool second = false;  // the row (X, K, V) is a token of the second sentence: x2, k2, v2
  Index layer = -1;     // -1 for X
  Index head = -1;      // -1 for X and Residual
  Index row = 0;        // token; query token of a score or weight; input component of a matrix
  Index column = 0;     // component or kAllComponents; key token of a score or weight; output component of a matrix
  float value = 0;

  bool same_place(const Edit& other) const {
    return site == other.site && second == other.second && layer == other.layer && head == other.head &&
           row == other.row && column == other.column;
  }
  bool operator==(const Edit&) const = default;
};

inline bool is_matrix(Site site) {
  return site >= Site::WQ;
}
inline bool is_pair(Site site) {
  return site == Site::Score || site == Site::Weight;
}

}  // namespace core
