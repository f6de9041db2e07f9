// Dense products: against products in double for odd shapes, every lane count, with and without helpers.
#include "core/attention/dense_product.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "tests/support/lanes_here.h"

namespace {

using core::Index;
using core::LaneCount;
using core::Matrix;

// Where each number is within the rounding of m products in float, taken as √m + 4 roundings of the sum of their sizes.
void expect_product(const Matrix& a, const Matrix& b, const Matrix& result) {
  ASSERT_EQ(result.rows(), a.rows());
  ASSERT_EQ(result.cols(), b.cols());
  const Eigen::MatrixXd exact = a.cast<double>() * b.cast<double>();
  const Eigen::MatrixXd sizes = a.cast<double>().cwiseAbs() * b.cast<double>().cwiseAbs();
  const double roundings = (std::sqrt(static_cast<double>(a.cols())) + 4) * std::ldexp(1, -24);
  for (Index i = 0; i < result.rows(); ++i) {
    for (Index j = 0; j < result.cols(); ++j) {
      ASSERT_NEAR(static_cast<double>(result(i, j)), exact(i, j), roundings * sizes(i, j)) << i << ", " << j;
    }
  }
}

TEST(DenseProduct, EqualsTheProductInDoubleForOddShapesAndEveryLaneCount) {
  for (const LaneCount lanes : support::lanes_here()) {
    for (const Index rows : {1, 2, 3, 5, 6, 7, 8, 9, 13, 16, 31}) {
      for (const Index depth : {1, 7, 64, 127, 128, 129, 300}) {
        for (const Index columns : {1, 3, 8, 15, 16, 17, 31, 32, 33, 63, 100, 193}) {
          SCOPED_TRACE(testing::Message() << rows << " x " << depth << " x " << columns);
          const Matrix a = Matrix::Random(rows, depth);
          const Matrix b = Matrix::Random(depth, columns);
          expect_product(a, b, core::dense_product(a, b, nullptr, lanes));
          if (testing::Test::HasFatalFailure()) return;
        }
      }
    }
  }
}

TEST(DenseProduct, HelpersChangeNoBit) {
  core::Crew crew(3);
  for (const LaneCount lanes : support::lanes_here()) {
    const Matrix a = Matrix::Random(37, 200);
    const Matrix b = Matrix::Random(200, 333);
    EXPECT_EQ(core::dense_product(a, b, &crew, lanes), core::dense_product(a, b, nullptr, lanes));
  }
}

TEST(DenseProduct, EqualRowsAndColumnsGiveEqualOnesWhereverTheyStand) {
  for (const LaneCount lanes : support::lanes_here()) {
    Matrix a = Matrix::Random(29, 150);
    Matrix b = Matrix::Random(150, 117);
    for (const Index i : {3, 8, 17, 27, 28}) a.row(i) = a.row(0);
    for (const Index j : {5, 16, 64, 112, 116}) b.col(j) = b.col(0);
    const Matrix result = core::dense_product(a, b, nullptr, lanes);
    for (const Index i : {3, 8, 17, 27, 28}) EXPECT_EQ(result.row(i), result.row(0)) << i;
    for (const Index j : {5, 16, 64, 112, 116}) EXPECT_EQ(result.col(j), result.col(0)) << j;
  }
}

// The columns after the last one in use are skipped: the result is that of the whole product.
TEST(DenseProduct, RowsThatEndInZerosLoseNothing) {
  for (const LaneCount lanes : support::lanes_here()) {
    Matrix a = Matrix::Random(40, 300);
    for (Index i = 0; i < a.rows(); ++i) a.row(i).tail(a.cols() - 7 * i).setZero();
    const Matrix b = Matrix::Random(300, 50);
    expect_product(a, b, core::dense_product(a, b, nullptr, lanes));
  }
}

TEST(PackedFactor, GivesTheDenseProductsOfAnyRowsToTheBit) {
  for (const LaneCount lanes : support::lanes_here()) {
    for (const Index depth : {1, 64, 129, 500}) {
      Matrix a = Matrix::Random(70, depth);
      for (Index i = 0; i < a.rows(); ++i) a.row(i).tail(depth - depth * i / a.rows()).setZero();
      const Matrix b = Matrix::Random(depth, 101);
      const Matrix whole = core::dense_product(a, b, nullptr, lanes);
      const core::PackedFactor factor(b, lanes);
      for (const Index first : {0, 1, 37, 69}) {
        const Index count = std::min<Index>(8, a.rows() - first);
        EXPECT_EQ(factor.product(a.middleRows(first, count)), whole.middleRows(first, count)) << depth << ", " << first;
      }
    }
  }
}

TEST(DenseProduct, NothingTimesSomethingIsEmptyOrZero) {
  EXPECT_EQ(core::dense_product(Matrix(0, 3), Matrix::Random(3, 5)).rows(), 0);
  EXPECT_EQ(core::dense_product(Matrix::Random(4, 3), Matrix(3, 0)).cols(), 0);
  EXPECT_EQ(core::dense_product(Matrix(4, 0), Matrix(0, 20)), Matrix::Zero(4, 20));
}

}  // namespace
