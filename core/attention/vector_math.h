// Exponentials and activations of many numbers at once, a number's result the same wherever it stands.
#pragma once

#include "core/models/model.h"
#include "core/tensor.h"

namespace core {

// Whether this processor has AVX2 and FMA; the program runs on every x86-64 and chooses when it runs.
bool has_wide_vectors();

// powers[i] = e^(values[i] − largest) within 2e-7 of it, 0 below e^−87; returns their sum.
double exponentials(const float* values, Index count, float largest, float* powers);

// The activation of every number, in place; within 2e-7 · |x| of the exact one. Sources: erf after Abramowitz and
// Stegun 7.1.26; the gelus as Hendrycks and Gimpel 2016 give them.
void activate(float* values, Index count, Activation activation);

}  // namespace core
