#include "core/figures/map_painter.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/plain_text.h"

namespace core {

namespace {

constexpr double kMargin = 16;
constexpr double kGap = 6;
constexpr double kLabelSize = 11;
constexpr double kTitleSize = 13;
constexpr double kLineHeight = 14;
constexpr double kValueSize = 10;
constexpr double kMapSize = 480;  // the map's longer side, unless cells would be too small or too large
constexpr double kLargestCell = 44;
constexpr double kSmallestCell = 1.5;
constexpr double kCellWithValue = 28;
constexpr double kCellWithGap = 14;
constexpr double kLegendWidth = 140;
constexpr double kLegendHeight = 10;
constexpr std::size_t kLabelColumns = 28;
constexpr Index kMostRectangles = 64 * 64;  // larger maps are drawn as one image
const double kTurn = std::numbers::sqrt2 / 2;

// Four significant digits, with a true minus sign.
std::string legend_text(float value) {
  std::string text = fmt::format("{:.4g}", value);
  if (text[0] == '-') text.replace(0, 1, "−");
  return text;
}

std::string value_text(float value) {
  std::string text = fmt::format("{:.2f}", value);
  if (text == "-0.00") text = "0.00";
  if (text[0] == '-') text.replace(0, 1, "−");
  return text;
}

// Relative luminance (WCAG 2.2) from 0 to 1.
double luminance(const FigureColor& color) {
  const auto linear = [](std::uint8_t channel) {
    const double share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

std::uint8_t mixed(int from, int to, float share) {
  return static_cast<std::uint8_t>(std::lround(static_cast<double>(from) + (to - from) * static_cast<double>(share)));
}

// White to violet, darker is more.
FigureColor standard_color(float share) {
  return {mixed(255, 81, share), mixed(255, 42, share), mixed(255, 133, share)};
}

}  // namespace

MapPainter::MapPainter(cairo_t* context, const MapFigure& figure, const FigureStyle& style)
    : context_(context), figure_(figure), style_(style), text_(context, style.fonts) {
  find_layout();
}

void MapPainter::find_layout() {
  const Index most = std::max<Index>({1, figure_.values.rows(), figure_.values.cols()});
  layout_.cell = std::clamp(kMapSize / static_cast<double>(most), kSmallestCell, kLargestCell);
  for (const std::string& label : figure_.rows) layout_.rows.push_back(shown_text(label, kLabelColumns));
  for (const std::string& label : figure_.columns) layout_.columns.push_back(shown_text(label, kLabelColumns));
  layout_.row_step = std::max<Index>(1, static_cast<Index>(std::ceil(kLineHeight / layout_.cell)));
  double row_label = text_.width(figure_.axis, kLabelSize);
  for (const std::string& label : layout_.rows) row_label = std::max(row_label, text_.width(label, kLabelSize));
  layout_.left = kMargin + row_label + kGap;
  find_column_labels();
  const double map_height = layout_.cell * static_cast<double>(figure_.values.rows());
  layout_.height = layout_.top + map_height + kMargin + kLegendHeight + kGap + kLineHeight + kMargin;
}

// Decides whether the column labels are turned; sets what depends on it.
void MapPainter::find_column_labels() {
  const double map_width = layout_.cell * static_cast<double>(figure_.values.cols());
  double widest = 0;
  for (const std::string& label : layout_.columns) widest = std::max(widest, text_.width(label, kLabelSize));
  layout_.turned = widest > layout_.cell - 4;
  double label_height = kLineHeight;
  double right = layout_.left + std::max(map_width, kLegendWidth + 2 * kMargin);
  if (layout_.turned) {
    layout_.column_step = layout_.row_step;
    label_height = kLineHeight;
    for (std::size_t j = 0; j < layout_.columns.size(); ++j) {
      if (static_cast<Index>(j) % layout_.column_step != 0) continue;
      const double reach = text_.width(layout_.columns[j], kLabelSize) * kTurn;
      label_height = std::max(label_height, reach + kLineHeight);
      right = std::max(right, layout_.left + layout_.cell * (static_cast<double>(j) + 0.5) + reach + kLineHeight / 2);
    }
  }
  const double title = figure_.title.empty() ? 0 : kTitleSize + kGap + kGap;
  right = std::max(right, kMargin + text_.width(figure_.title, kTitleSize));
  layout_.top = kMargin + title + label_height + kGap;
  layout_.width = right + kMargin;
}

FigureColor MapPainter::color_of(float value) const {
  if (!std::isfinite(value)) return style_.line;  // masked
  const float span = figure_.high - figure_.low;
  const float share = span > 0 ? std::clamp((value - figure_.low) / span, 0.0F, 1.0F) : 0.0F;
  return style_.color ? style_.color(share) : standard_color(share);
}

void MapPainter::set_color(const FigureColor& color) {
  cairo_set_source_rgb(context_, color.red / 255.0, color.green / 255.0, color.blue / 255.0);
}

void MapPainter::draw() {
  set_color(style_.background);
  cairo_paint(context_);
  if (!figure_.title.empty()) {
    set_color(style_.text);
    text_.draw(figure_.title, kTitleSize, kMargin, kMargin + kTitleSize);
  }
  if (figure_.values.size() > kMostRectangles) {
    draw_image();
  } else {
    draw_cells();
  }
  if (layout_.cell >= kCellWithValue) draw_values();
  draw_labels();
  draw_legend();
}

void MapPainter::draw_cells() {
  const double gap = layout_.cell >= kCellWithGap ? 1 : 0;
  for (Index i = 0; i < figure_.values.rows(); ++i) {
    for (Index j = 0; j < figure_.values.cols(); ++j) {
      set_color(color_of(figure_.values(i, j)));
      cairo_rectangle(context_, layout_.left + layout_.cell * static_cast<double>(j),
                      layout_.top + layout_.cell * static_cast<double>(i), layout_.cell - gap, layout_.cell - gap);
      cairo_fill(context_);
    }
  }
}

// One pixel a cell, enlarged without smoothing.
void MapPainter::draw_image() {
  const auto width = static_cast<int>(figure_.values.cols());
  const auto height = static_cast<int>(figure_.values.rows());
  cairo_surface_t* image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  unsigned char* pixels = cairo_image_surface_get_data(image);
  const int stride = cairo_image_surface_get_stride(image);
  for (int i = 0; i < height; ++i) {
    auto* line = reinterpret_cast<std::uint32_t*>(pixels + static_cast<std::ptrdiff_t>(i) * stride);
    for (int j = 0; j < width; ++j) {
      const FigureColor color = color_of(figure_.values(i, j));
      line[j] =
          static_cast<std::uint32_t>(color.red) << 16U | static_cast<std::uint32_t>(color.green) << 8U | color.blue;
    }
  }
  cairo_surface_mark_dirty(image);
  cairo_save(context_);
  cairo_translate(context_, layout_.left, layout_.top);
  cairo_scale(context_, layout_.cell, layout_.cell);
  cairo_set_source_surface(context_, image, 0, 0);
  cairo_pattern_set_filter(cairo_get_source(context_), CAIRO_FILTER_NEAREST);
  cairo_paint(context_);
  cairo_restore(context_);
  cairo_surface_destroy(image);
}

void MapPainter::draw_values() {
  for (Index i = 0; i < figure_.values.rows(); ++i) {
    for (Index j = 0; j < figure_.values.cols(); ++j) {
      const float value = figure_.values(i, j);
      if (!std::isfinite(value)) continue;
      constexpr double kMiddle = 0.179;  // where black and white text have the same contrast
      const bool dark = luminance(color_of(value)) < kMiddle;
      set_color(dark ? FigureColor{255, 255, 255} : FigureColor{0, 0, 0});
      const std::string text = value_text(value);
      const double width = text_.width(text, kValueSize);
      const double size = std::min(kValueSize, kValueSize * (layout_.cell - 4) / width);
      text_.draw(text, size,
                 layout_.left + layout_.cell * (static_cast<double>(j) + 0.5) - width * size / kValueSize / 2,
                 layout_.top + layout_.cell * (static_cast<double>(i) + 0.5) + size * 0.36);
    }
  }
}

void MapPainter::draw_labels() {
  set_color(style_.second_text);
  text_.draw(figure_.axis, kLabelSize, layout_.left - kGap - text_.width(figure_.axis, kLabelSize), layout_.top - kGap);
  set_color(style_.text);
  for (std::size_t i = 0; i < layout_.rows.size(); i += static_cast<std::size_t>(layout_.row_step)) {
    const double middle = layout_.top + layout_.cell * (static_cast<double>(i) + 0.5);
    text_.draw(layout_.rows[i], kLabelSize, layout_.left - kGap - text_.width(layout_.rows[i], kLabelSize),
               middle + kLabelSize * 0.36);
  }
  for (std::size_t j = 0; j < layout_.columns.size(); j += static_cast<std::size_t>(layout_.column_step)) {
    const double middle = layout_.left + layout_.cell * (static_cast<double>(j) + 0.5);
    const double width = text_.width(layout_.columns[j], kLabelSize);
    if (layout_.turned) {
      text_.draw(layout_.columns[j], kLabelSize, middle + kLabelSize * 0.25, layout_.top - kGap, -std::numbers::pi / 4);
    } else {
      text_.draw(layout_.columns[j], kLabelSize, middle - width / 2, layout_.top - kGap);
    }
  }
}

void MapPainter::draw_legend() {
  const double top = layout_.top + layout_.cell * static_cast<double>(figure_.values.rows()) + kMargin;
  constexpr int kSteps = 70;
  for (int step = 0; step < kSteps; ++step) {
    const float share = static_cast<float>(step) / (kSteps - 1);
    set_color(style_.color ? style_.color(share) : standard_color(share));
    cairo_rectangle(context_, layout_.left + kLegendWidth / kSteps * step, top, kLegendWidth / kSteps + 0.3,
                    kLegendHeight);
    cairo_fill(context_);
  }
  set_color(style_.second_text);
  const double line = top + kLegendHeight + kGap + kLabelSize * 0.7;
  const std::string high = legend_text(figure_.high);
  text_.draw(legend_text(figure_.low), kLabelSize, layout_.left, line);
  text_.draw(high, kLabelSize, layout_.left + kLegendWidth - text_.width(high, kLabelSize), line);
  text_.draw(figure_.quantity, kLabelSize, layout_.left - kGap - text_.width(figure_.quantity, kLabelSize),
             top + kLegendHeight);
}

}  // namespace core
