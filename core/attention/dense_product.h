// Dense matrix products on several cores, each number added up in one order wherever it stands.
#pragma once

#include "core/crew.h"
#include "core/tensor.h"

namespace core {

// Whether this processor has what dense_product is written for (AVX2 and FMA).
bool has_dense_product();

// a · b for a [n, m], b [m, p], row-major. Every number is the sum over m in order, in one rounding a step, so that
// equal rows of `a` give equal rows and equal columns of `b` equal columns, to the bit. Reads `b` from memory once: for
// few rows that is all the time it takes. The crew helps where it is worth it.
Matrix dense_product(const Matrix& a, const Matrix& b, Crew* crew = nullptr);

}  // namespace core
