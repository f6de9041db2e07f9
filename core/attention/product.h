// Matrix products whose rows do not depend on where they stand.
#pragma once

#include "core/crew.h"
#include "core/tensor.h"

namespace core {

// Fitting: small products by what stands in `a`, large ones dense. The two round differently: some rows of a product
// equal those of the whole where both are of one kind.
enum class ProductKind { Fitting, Dense };

// a · b for a [n, m], b [m, p]. Equal rows of `a` give equal rows and equal columns of `b` equal columns, to the bit: a
// BLAS rounds the edges of its tiles differently, and then two equal words would not tie. The crew, if any, helps.
Matrix product(const Matrix& a, const Matrix& b, Crew* crew = nullptr, ProductKind kind = ProductKind::Fitting);

// Whether a fitting product of [rows, inner] · [inner, columns] is a dense one whatever stands in it.
bool always_dense(Index rows, Index inner, Index columns);

}  // namespace core
