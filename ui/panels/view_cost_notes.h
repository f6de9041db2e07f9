// How the numbers of the cost view are counted and written.
#pragma once

#include <string>

#include "core/attention/cost.h"

namespace ui {

std::string with_thousands(double value);  // "1,024"
std::string seconds_text(double seconds);  // "2.1 ms"
std::string bytes_text(double bytes);      // "1.6 MB"

// Of one measured length: its time, its multiplications, and their quotient.
std::string point_note(const core::CostCurves& curves, const core::CostPoint& point);
// Every point's time over its multiplications: what the fitted constants lie between.
std::string fit_note(const core::CostCurves& curves);
// The multiplications of `tokens` words, with their factors.
std::string counted_note(const core::CostShape& shape, core::Index tokens);
// The bytes of every head's map, with their factors.
std::string memory_note(const core::ModelConfig& model, core::Index tokens);

}  // namespace ui
