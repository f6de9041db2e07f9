// Dense matrix products on several cores, each number added up in one order wherever it stands.
#pragma once

#include <memory>

#include "core/attention/lanes.h"
#include "core/crew.h"
#include "core/tensor.h"

namespace core {

// a · b for a [n, m], b [m, p], row-major. Every number is the sum over m in order, so that equal rows of `a` give
// equal rows and equal columns of `b` equal columns, to the bit. Reads `b` from memory once: for few rows that is most
// of the time it takes. The crew helps where it is worth it. Numbers differ in their last bits between lane counts.
Matrix dense_product(const Matrix& a, const Matrix& b, Crew* crew = nullptr, LaneCount lanes = widest_lanes());

// The right factor b [m, p] of several products: laid out once as the arithmetic reads it.
class PackedFactor {
 public:
  explicit PackedFactor(const Matrix& b, LaneCount lanes = widest_lanes());
  ~PackedFactor();
  PackedFactor(const PackedFactor&) = delete;
  PackedFactor& operator=(const PackedFactor&) = delete;

  // a · b for a [n, m], to the bit as dense_product. May be called by several threads at once.
  Matrix product(const Matrix& a) const;

 private:
  struct Packed;
  std::unique_ptr<const Packed> packed_;
};

}  // namespace core
