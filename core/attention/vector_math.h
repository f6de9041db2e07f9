// Exponentials and activations of many numbers at once, a number's result the same wherever it stands.
#pragma once

#include "core/attention/lanes.h"
#include "core/models/model.h"
#include "core/tensor.h"

namespace core {

// powers[i] = e^(values[i] − largest) within 2e-7 of it, 0 below e^−87; returns their sum. values[i] ≤ largest.
// The result is the same to the bit for every lane count, so that pictures do not depend on the processor.
double exponentials(const float* values, Index count, float largest, float* powers, LaneCount lanes = widest_lanes());

// The activation of every number, in place, within 3e-7 · max(1, |x|) of the exact one; likewise for every lane count.
// Sources: erf after Abramowitz and Stegun 7.1.26; the gelus as Hendrycks and Gimpel 2016 give them.
void activate(float* values, Index count, Activation activation, LaneCount lanes = widest_lanes());

}  // namespace core
