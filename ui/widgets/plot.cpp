#include "ui/widgets/plot.h"

#include <algorithm>
#include <cmath>

#include "ui/widgets/draw.h"

namespace ui {

namespace {

double share_of(const PlotAxis& axis, double value) {
  if (axis.logarithmic) return std::log(value / axis.least) / std::log(axis.most / axis.least);
  return (value - axis.least) / (axis.most - axis.least);
}

float bounded_share(const PlotAxis& axis, double value) {
  const double share = share_of(axis, value);
  return std::isfinite(share) ? static_cast<float>(std::clamp(share, 0.0, 1.0)) : 0.0F;
}

}  // namespace

float PlotFrame::across(double value) const {
  return std::floor(inner.Min.x + inner.GetWidth() * bounded_share(x, value));
}

float PlotFrame::up(double value) const {
  return std::floor(inner.Max.y - inner.GetHeight() * bounded_share(y, value));
}

std::vector<double> plot_ticks(const PlotAxis& axis) {
  std::vector<double> ticks;
  if (!(axis.most > axis.least)) return ticks;
  if (axis.logarithmic) {
    const double first = std::pow(10.0, std::ceil(std::log10(axis.least) - 1e-9));
    for (double tick = first; tick <= axis.most * 1.0000001; tick *= 10) ticks.push_back(tick);
    return ticks;
  }
  constexpr double kWanted = 4;
  const double rough = (axis.most - axis.least) / kWanted;
  const double ten = std::pow(10.0, std::floor(std::log10(rough)));
  const double step = rough / ten > 5 ? 10 * ten : rough / ten > 2 ? 5 * ten : rough / ten > 1 ? 2 * ten : ten;
  for (double tick = std::ceil(axis.least / step - 1e-9) * step; tick <= axis.most + step * 1e-6; tick += step) {
    ticks.push_back(std::abs(tick) < step * 1e-6 ? 0 : tick);
  }
  return ticks;
}

PlotFrame draw_plot(const Style& style, const ImRect& area, const PlotAxis& x, const PlotAxis& y) {
  const TextRole role = TextRole::NumberSmall;
  const float line = line_height(style, role);
  float left = 0;
  const std::vector<double> rows = plot_ticks(y);
  for (const double tick : rows) left = std::max(left, text_width(style, role, y.label(tick)));
  PlotFrame frame{ImRect(area.Min.x + left + style.px(6), area.Min.y + style.px(4), area.Max.x - style.px(6),
                         area.Max.y - line - style.px(4)),
                  x, y};
  for (const double tick : rows) {
    const float at = frame.up(tick);
    horizontal_line(frame.inner.Min.x, frame.inner.Max.x, at, style.palette.line, style.hairline());
    const std::string label = y.label(tick);
    draw_text(style, ImVec2(frame.inner.Min.x - style.px(5) - text_width(style, role, label), at - line / 2), role,
              style.palette.second_text, label);
  }
  float free_from = area.Min.x;
  for (const double tick : plot_ticks(x)) {
    const float at = frame.across(tick);
    vertical_line(at, frame.inner.Min.y, frame.inner.Max.y, style.palette.line, style.hairline());
    const std::string label = x.label(tick);
    const float width = text_width(style, role, label);
    const float start = std::clamp(at - width / 2, area.Min.x, area.Max.x - width);
    if (start < free_from) continue;
    draw_text(style, ImVec2(start, frame.inner.Max.y + style.px(3)), role, style.palette.second_text, label);
    free_from = start + width + style.px(8);
  }
  return frame;
}

}  // namespace ui
