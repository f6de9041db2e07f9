#include "core/figures/map_figure.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <cairo.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "core/error.h"
#include "core/figures/map_painter.h"
#include "core/files.h"
#include "core/numbers.h"

namespace core {

namespace {

struct DestroySurface {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct DestroyContext {
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using Surface = std::unique_ptr<cairo_surface_t, DestroySurface>;
using Context = std::unique_ptr<cairo_t, DestroyContext>;

cairo_status_t append_bytes(void* target, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(target)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

// Advances that do not depend on the pixel grid, so that a figure is laid out alike at every size.
void use_exact_advances(cairo_t* context) {
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  cairo_set_font_options(context, options);
  cairo_font_options_destroy(options);
}

MapLayout measure(const MapFigure& figure, const FigureStyle& style) {
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1));
  const Context context(cairo_create(surface.get()));
  use_exact_advances(context.get());
  return MapPainter(context.get(), figure, style).layout();
}

void check_drawn(cairo_t* context, cairo_surface_t* surface) {
  cairo_status_t status = cairo_status(context);
  if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(surface);
  if (status == CAIRO_STATUS_SUCCESS) return;
  throw Error(fmt::format("the figure cannot be drawn: {}", cairo_status_to_string(status)), "a smaller figure", "");
}

void paint(cairo_surface_t* surface, const MapFigure& figure, const FigureStyle& style, double scale) {
  const Context context(cairo_create(surface));
  use_exact_advances(context.get());
  cairo_scale(context.get(), scale, scale);
  MapPainter(context.get(), figure, style).draw();
  check_drawn(context.get(), surface);
}

// Labels with a comma, a quote or a line end stand in quotes (RFC 4180).
std::string csv_label(const std::string& label) {
  if (label.find_first_of(",\"\r\n") == std::string::npos) return label;
  std::string quoted = "\"";
  for (const char letter : label) quoted += letter == '"' ? "\"\"" : std::string(1, letter);
  return quoted + "\"";
}

}  // namespace

void fit_range(MapFigure& figure) {
  bool any = false;
  for (Index i = 0; i < figure.values.size(); ++i) {
    const float value = figure.values.data()[i];
    if (!std::isfinite(value)) continue;
    figure.low = any ? std::min(figure.low, value) : value;
    figure.high = any ? std::max(figure.high, value) : value;
    any = true;
  }
}

std::string figure_png(const MapFigure& figure, const FigureStyle& style, double scale) {
  const MapLayout layout = measure(figure, style);
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                                   static_cast<int>(std::ceil(layout.width * scale)),
                                                   static_cast<int>(std::ceil(layout.height * scale))));
  paint(surface.get(), figure, style, scale);
  std::string bytes;
  const cairo_status_t status = cairo_surface_write_to_png_stream(surface.get(), append_bytes, &bytes);
  if (status != CAIRO_STATUS_SUCCESS) {
    throw Error(fmt::format("the figure cannot be written as PNG: {}", cairo_status_to_string(status)), "", "");
  }
  return bytes;
}

std::string figure_svg(const MapFigure& figure, const FigureStyle& style) {
  const MapLayout layout = measure(figure, style);
  std::string bytes;
  const Surface surface(cairo_svg_surface_create_for_stream(append_bytes, &bytes, layout.width, layout.height));
  paint(surface.get(), figure, style, 1);
  cairo_surface_finish(surface.get());
  return bytes;
}

std::string figure_pdf(const MapFigure& figure, const FigureStyle& style) {
  const MapLayout layout = measure(figure, style);
  std::string bytes;
  const Surface surface(cairo_pdf_surface_create_for_stream(append_bytes, &bytes, layout.width, layout.height));
  paint(surface.get(), figure, style, 1);
  cairo_surface_finish(surface.get());
  return bytes;
}

std::string figure_csv(const MapFigure& figure) {
  std::string text;
  for (const std::string& label : figure.columns) text += "," + csv_label(label);
  text += "\n";
  for (Index i = 0; i < figure.values.rows(); ++i) {
    text += csv_label(figure.rows[static_cast<std::size_t>(i)]);
    for (Index j = 0; j < figure.values.cols(); ++j) {
      const float value = figure.values(i, j);
      text += "," + (std::isfinite(value) ? shortest_number(value) : std::string());
    }
    text += "\n";
  }
  return text;
}

void write_figure(const std::filesystem::path& path, const MapFigure& figure, const FigureStyle& style) {
  const std::string ending = path.extension().string();
  std::string bytes;
  if (ending == ".png") {
    bytes = figure_png(figure, style);
  } else if (ending == ".svg") {
    bytes = figure_svg(figure, style);
  } else if (ending == ".pdf") {
    bytes = figure_pdf(figure, style);
  } else if (ending == ".csv") {
    bytes = figure_csv(figure);
  } else {
    throw Error(fmt::format("\"{}\" is of no kind that a figure is written as", path.string()),
                "a name that ends in .png, .svg, .pdf or .csv", "");
  }
  write_file_atomically(path, bytes);
}

}  // namespace core
