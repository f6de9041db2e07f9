// How the gallery's measures are made of a head's weights, as lines for tooltips.
#pragma once

#include <string>

#include "core/attention/patterns.h"
#include "ui/panel_input.h"

namespace ui {

// Every measure of one head: what the weights on it add up to, over how many rows.
std::string shares_note(const PanelInput& input, core::Index layer, core::Index head,
                        const core::PatternShares& shares);

// The share of a pattern's example with its largest weights, and the arithmetic of its strongest link.
std::string example_note(const PanelInput& input, const core::PatternExample& example, core::Pattern pattern);

}  // namespace ui
