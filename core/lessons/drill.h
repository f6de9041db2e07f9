// A drill by hand: three words with small random numbers from a printed seed, and every number of one row to work out.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/attention/trace.h"
#include "core/lessons/judge.h"

namespace core {

struct DrillQuestion {
  std::string group;  // "Scores", "Exponentials", "Sum", "Weights", "Output"
  std::string label;  // "sat · cat"
  double truth = 0;   // from the trace
  std::vector<SlipValue> slips;
};

struct Drill {
  std::uint64_t seed = 0;
  std::shared_ptr<const Model> model;  // like three-words, with these numbers: Q = K = V = x, no scaling
  TracePointer trace;
  Index query = 2;  // the row that is worked out
  std::vector<DrillQuestion> questions;
};

// The same seed gives the same numbers on every machine. `components` 2 or 3.
Drill make_drill(std::uint64_t seed, Index components = 2);

// Numbers with 64 bits of state (splitmix64), for drills alone.
class SmallRandom {
 public:
  explicit SmallRandom(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  Index below(Index count);  // 0 … count − 1, without bias

 private:
  std::uint64_t state_;
};

}  // namespace core
