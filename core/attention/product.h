// Matrix products whose rows do not depend on where they stand.
#pragma once

#include "core/tensor.h"

namespace core {

// a · b for a [n, m], b [m, p]. In products of a sentence's size, equal rows of `a` give equal rows and equal columns
// of `b` equal columns, to the bit: a BLAS rounds the edges of its tiles differently, and then two equal words would
// not tie. Larger products are left to the BLAS.
Matrix product(const Matrix& a, const Matrix& b);

}  // namespace core
