#include "ui/widgets/copy_menu.h"

#include <gtest/gtest.h>

#include <limits>

namespace {

using core::Matrix;
using ui::CopyFormat;
using ui::matrix_text;

Matrix two_by_two() {
  Matrix values(2, 2);
  values << 0.1F, -2, 3.25F, -std::numeric_limits<float>::infinity();
  return values;
}

TEST(MatrixText, TsvSeparatesColumnsByTabsAndRowsByLines) {
  EXPECT_EQ(matrix_text(two_by_two(), CopyFormat::Tsv), "0.1\t-2\n3.25\t-inf");
}

TEST(MatrixText, NumPyOfAMatrixIsNestedAndOfARowIsAVector) {
  EXPECT_EQ(matrix_text(two_by_two(), CopyFormat::NumPy), "np.array([[0.1, -2],\n          [3.25, -np.inf]])");
  EXPECT_EQ(matrix_text(two_by_two().topRows(1), CopyFormat::NumPy), "np.array([0.1, -2])");
}

TEST(MatrixText, LatexHasFourDecimals) {
  EXPECT_EQ(matrix_text(two_by_two(), CopyFormat::Latex),
            "\\begin{bmatrix} 0.1000 & -2.0000 \\\\ 3.2500 & -\\infty \\end{bmatrix}");
}

TEST(MatrixText, OneValueIsTheBareNumberWithEveryDigit) {
  Matrix one(1, 1);
  one << 0.37841234F;
  EXPECT_EQ(std::stof(matrix_text(one, CopyFormat::Tsv)), one(0, 0));
  EXPECT_EQ(matrix_text(one, CopyFormat::NumPy), matrix_text(one, CopyFormat::Tsv));
}

}  // namespace
