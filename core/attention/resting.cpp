#include "core/attention/resting.h"

#include <algorithm>

namespace core {

std::vector<RestingPlace> resting_places(const Matrix& weights, const Tokens& keys) {
  std::vector<RestingPlace> places;
  if (weights.rows() == 0) return places;
  const Index columns = std::min(weights.cols(), static_cast<Index>(keys.size()));
  const double threshold = std::max(kRestingShare, 2.0 / static_cast<double>(std::max<Index>(columns, 1)));
  for (Index key = 0; key < columns; ++key) {
    const double share = weights.col(key).cast<double>().mean();
    const bool special = keys[static_cast<std::size_t>(key)].special;
    if (special || share > threshold) places.push_back({key, share, special});
  }
  return places;
}

double resting_share(const std::vector<RestingPlace>& places) {
  double share = 0;
  for (const RestingPlace& place : places) share += place.share;
  return share;
}

}  // namespace core
