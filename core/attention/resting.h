// Resting places: tokens where a head puts the weight that it has no use for.
#pragma once

#include <vector>

#include "core/models/model.h"
#include "core/tensor.h"

namespace core {

inline constexpr double kRestingShare = 0.3;

struct RestingPlace {
  Index token = 0;
  double share = 0;      // of all weight: the mean of the token's column
  bool special = false;  // [CLS], <s> …
};

// Special tokens, and tokens that take over 30 % of all weight and at least twice an even share (so that a sentence of
// three words has none by its shortness alone). `weights` [T, S] of a head or a mean, `keys` [S]; in token order.
std::vector<RestingPlace> resting_places(const Matrix& weights, const Tokens& keys);

// How much of all weight they hold, 0 … 1.
double resting_share(const std::vector<RestingPlace>& places);

}  // namespace core
