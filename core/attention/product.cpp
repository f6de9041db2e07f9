#include "core/attention/product.h"

namespace core {

Matrix product(const Matrix& a, const Matrix& b) {
  constexpr Index kSmall = Index{1} << 22U;  // multiplications
  if (a.rows() * a.cols() * b.cols() > kSmall) return a * b;
  Matrix result = Matrix::Zero(a.rows(), b.cols());
  for (Index i = 0; i < a.rows(); ++i) {
    for (Index j = 0; j < a.cols(); ++j) {
      const float factor = a(i, j);
      if (factor != 0) result.row(i) += factor * b.row(j);  // compiled models are mostly 0
    }
  }
  return result;
}

}  // namespace core
