// The register widths that this processor can be asked for.
#pragma once

#include <vector>

#include "core/attention/lanes.h"

namespace support {

inline std::vector<core::LaneCount> lanes_here() {
  std::vector<core::LaneCount> all = {core::LaneCount::Four};
  if (core::widest_lanes() != core::LaneCount::Four) all.push_back(core::LaneCount::Eight);
  if (core::widest_lanes() == core::LaneCount::Sixteen) all.push_back(core::LaneCount::Sixteen);
  return all;
}

}  // namespace support
