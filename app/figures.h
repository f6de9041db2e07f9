// A map of weights as a figure for paper: what the command line and the window's export share.
#pragma once

#include <string>

#include "core/figures/map_figure.h"
#include "core/models/model.h"
#include "ui/widgets/style.h"

namespace app {

core::MapFigure weights_figure(const core::Matrix& weights, const core::Tokens& rows, const core::Tokens& columns,
                               const std::string& title);
// White paper with the light theme's colours of this map.
core::FigureStyle paper_style(ui::ColorMap map);
// The same for a range that lies around 0.
core::FigureStyle signed_paper_style();

}  // namespace app
