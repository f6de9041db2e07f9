#include "core/attention/product.h"

#include <vector>

#include "core/attention/dense_product.h"

namespace core {

namespace {

// Compiled models are mostly 0, and a word or two is read faster as it lies.
bool is_dense(const Matrix& a) {
  constexpr Index kFewRows = 4, kFewNumbers = 256;
  return a.rows() > kFewRows && a.size() > kFewNumbers && 2 * (a.array() != 0.0F).count() > a.size();
}

}  // namespace

bool always_dense(Index rows, Index inner, Index columns) {
  constexpr Index kSmall = Index{1} << 22U;  // multiplications
  return rows * inner * columns > kSmall;
}

Matrix product(const Matrix& a, const Matrix& b, Crew* crew, ProductKind kind) {
  const bool dense = kind == ProductKind::Dense || always_dense(a.rows(), a.cols(), b.cols()) || is_dense(a);
  if (dense) return dense_product(a, b, crew);
  Matrix result = Matrix::Zero(a.rows(), b.cols());
  std::vector<Index> used;  // compiled models are mostly 0
  for (Index i = 0; i < a.rows(); ++i) {
    used.clear();
    for (Index j = 0; j < a.cols(); ++j) {
      if (a(i, j) != 0) used.push_back(j);
    }
    auto sum = result.row(i);
    std::size_t n = 0;
    for (; n + 4 <= used.size(); n += 4) {  // four at a time, added in order: fewer passes over the sum
      const Index* j = &used[n];
      sum = (((sum + a(i, j[0]) * b.row(j[0])) + a(i, j[1]) * b.row(j[1])) + a(i, j[2]) * b.row(j[2])) +
            a(i, j[3]) * b.row(j[3]);
    }
    for (; n < used.size(); ++n) sum += a(i, used[n]) * b.row(used[n]);
  }
  return result;
}

}  // namespace core
