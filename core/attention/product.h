// Matrix products whose rows do not depend on where they stand.
#pragma once

#include "core/crew.h"
#include "core/tensor.h"

namespace core {

// a · b for a [n, m], b [m, p]. Equal rows of `a` give equal rows and equal columns of `b` equal columns, to the bit: a
// BLAS rounds the edges of its tiles differently, and then two equal words would not tie. The crew, if any, helps.
Matrix product(const Matrix& a, const Matrix& b, Crew* crew = nullptr);

}  // namespace core
