// Curves over two axes, linear or logarithmic: frame, grid lines, labels; the caller draws its lines and marks.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/widgets/item.h"
#include "ui/widgets/text.h"

namespace ui {

struct PlotAxis {
  double least = 0, most = 1;
  bool logarithmic = false;
  // What stands at a place of the axis: "1,024", "2 ms".
  std::function<std::string(double)> label;
};

// Where a value stands.
struct PlotFrame {
  ImRect inner;  // without labels
  PlotAxis x, y;
  float across(double value) const;
  float up(double value) const;
  ImVec2 at(double x_value, double y_value) const { return {across(x_value), up(y_value)}; }
};

// Draws grid and labels and returns the frame. Logarithmic axes are marked at powers of ten, linear ones at 3 to 5
// round numbers.
PlotFrame draw_plot(const Style& style, const ImRect& area, const PlotAxis& x, const PlotAxis& y);

// The marked values of an axis.
std::vector<double> plot_ticks(const PlotAxis& axis);

}  // namespace ui
