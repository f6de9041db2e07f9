// Lays a map figure out and draws it on any cairo surface.
#pragma once

#include <cairo.h>

#include "core/figures/figure_text.h"
#include "core/figures/map_figure.h"

namespace core {

// Sizes in points, from the top left corner of the figure.
struct MapLayout {
  double width = 0, height = 0;            // of the whole figure
  double left = 0, top = 0, cell = 0;      // of the map
  bool turned = false;                     // column labels stand at 45°
  Index row_step = 1, column_step = 1;     // every so many labels are written
  std::vector<std::string> rows, columns;  // labels as written, long ones cut
};

class MapPainter {
 public:
  // `context` is measured with, and drawn on by draw().
  MapPainter(cairo_t* context, const MapFigure& figure, const FigureStyle& style);

  const MapLayout& layout() const { return layout_; }
  void draw();

 private:
  void find_layout();
  void find_column_labels();
  FigureColor color_of(float value) const;
  void set_color(const FigureColor& color);
  void draw_cells();
  void draw_image();
  void draw_values();
  void draw_labels();
  void draw_legend();

  cairo_t* context_;
  const MapFigure& figure_;
  const FigureStyle& style_;
  FigureText text_;
  MapLayout layout_;
};

}  // namespace core
