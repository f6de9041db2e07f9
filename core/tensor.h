// The matrix and vector types of all of Heed, and the one table of shape letters.
#pragma once

#include <Eigen/Core>

namespace core {

// Shape letters, used in every comment that gives a shape:
//   T  query tokens            S  key tokens (S = T but for cross-attention)
//   L  layers                  H  heads of a layer
//   D  model width             d_k  width of q and k of one head        d_v  width of v of one head
//   F  width of the MLP's inner layer
using Index = Eigen::Index;
using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Vector = Eigen::Matrix<float, 1, Eigen::Dynamic>;  // a row: one token's values

}  // namespace core
