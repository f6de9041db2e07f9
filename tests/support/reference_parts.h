// The plain mathematics of the reference forward pass: matrices as lists of rows of doubles, naive loops.
#pragma once

#include <limits>
#include <map>
#include <vector>

#include "core/attention/edit.h"
#include "core/attention/switches.h"
#include "core/models/model.h"

namespace support {

using Row = std::vector<double>;
using Grid = std::vector<Row>;

Grid grid_of(const core::Matrix& matrix);
Row row_of(const core::Vector& vector);
// y_j = Σ_i x_i W_ij + b_j
Grid project(const Grid& x, const Grid& w, const Row& b);
Grid plus(const Grid& a, const Grid& b);
Grid norm(const Grid& x, core::NormKind kind, const core::Norm& parameters, double epsilon);
double activation(double x, core::Activation kind);
// Position t turns the plane of components (i, i + n) by the angle t · frequency_i.
Grid turned(const Grid& x, const core::Rotary& rotary);
// Writes the edit's value into its row.
void put(const core::Edit& edit, Grid& grid);

// Marks a masked cell of scaled scores.
inline constexpr double kHidden = -std::numeric_limits<double>::infinity();
// One row of weights from its scaled scores.
Row spread(const Row& scaled, core::SoftmaxKind kind);
// Holds some weights of the row; the others share what is left.
void hold(const std::map<core::Index, double>& held, const Row& scaled, Row& weights);

}  // namespace support
