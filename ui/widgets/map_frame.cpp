#include "ui/widgets/map_frame.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace ui {
namespace {

constexpr float kWholePixelsFrom = 8;

// The cells [from, to) that pixel `p` stands for.
struct Covered {
  core::Index from = 0, to = 0;
};

Covered covered_by(int pixel, float origin, float cell, core::Index count) {
  const double step = 1.0 / static_cast<double>(cell);
  const double start = static_cast<double>(origin) + pixel * step;
  const core::Index last = count - 1;
  if (cell >= 1) {
    const auto middle = static_cast<core::Index>(std::floor(start + step / 2));
    const core::Index one = std::clamp<core::Index>(middle, 0, last);
    return {one, one + 1};
  }
  // A boundary within a ten-thousandth of a cell counts as exact: the step is not a whole number of binary digits.
  constexpr double kSlack = 1e-4;
  const auto from = static_cast<core::Index>(std::floor(start + kSlack));
  const auto to = static_cast<core::Index>(std::ceil(start + step - kSlack));
  const core::Index first = std::clamp<core::Index>(from, 0, last);
  return {first, std::clamp<core::Index>(to, first + 1, count)};
}

std::vector<Covered> covered_cells(int pixels, float origin, float cell, core::Index count) {
  std::vector<Covered> all;
  all.reserve(static_cast<std::size_t>(pixels));
  for (int p = 0; p < pixels; ++p) all.push_back(covered_by(p, origin, cell, count));
  return all;
}

// One axis of the bounds: where nothing is hidden the origin is 0.
float bounded_origin(float origin, float visible, core::Index count) {
  return std::clamp(origin, 0.0F, std::max(0.0F, static_cast<float>(count) - visible));
}

}  // namespace

float MapFrame::column_edge(core::Index column) const {
  return std::round(area.Min.x + (static_cast<float>(column) - origin.x) * cell);
}

float MapFrame::row_edge(core::Index row) const {
  return std::round(area.Min.y + (static_cast<float>(row) - origin.y) * cell);
}

ImRect MapFrame::cell_rect(core::Index row, core::Index column) const {
  return ImRect(column_edge(column), row_edge(row), column_edge(column + 1) - gap, row_edge(row + 1) - gap);
}

ImRect MapFrame::row_rect(core::Index row) const {
  return ImRect(area.Min.x, row_edge(row), area.Max.x - gap, row_edge(row + 1) - gap);
}

ImRect MapFrame::column_rect(core::Index column) const {
  return ImRect(column_edge(column), area.Min.y, column_edge(column + 1) - gap, area.Max.y - gap);
}

std::optional<core::Index> MapFrame::row_at(float y) const {
  if (rows == 0 || y < area.Min.y || y >= area.Max.y) return std::nullopt;
  const auto row = static_cast<core::Index>(std::floor(origin.y + (y - area.Min.y) / cell));
  return std::clamp<core::Index>(row, 0, rows - 1);
}

std::optional<core::Index> MapFrame::column_at(float x) const {
  if (columns == 0 || x < area.Min.x || x >= area.Max.x) return std::nullopt;
  const auto column = static_cast<core::Index>(std::floor(origin.x + (x - area.Min.x) / cell));
  return std::clamp<core::Index>(column, 0, columns - 1);
}

std::optional<MapCell> MapFrame::cell_at(ImVec2 point) const {
  const auto row = row_at(point.y);
  const auto column = column_at(point.x);
  if (!row || !column) return std::nullopt;
  return MapCell{*row, *column};
}

float fitting_cell(ImVec2 room, core::Index rows, core::Index columns, float largest) {
  if (rows == 0 || columns == 0) return largest;
  const float fit = std::min({room.x / static_cast<float>(columns), room.y / static_cast<float>(rows), largest});
  return fit >= kWholePixelsFrom ? std::floor(fit) : std::max(fit, 1e-3F);
}

MapFrame frame_map(const ImRect& room, core::Index rows, core::Index columns, const MapLimits& limits, MapView& view) {
  view.zoom = std::clamp(view.zoom, 1.0F, std::max(1.0F, limits.largest / limits.fit));
  MapFrame frame;
  frame.rows = rows;
  frame.columns = columns;
  frame.cell = limits.fit * view.zoom;
  frame.gap = frame.cell >= limits.gap_from ? limits.gap : 0;
  const ImVec2 whole(static_cast<float>(columns) * frame.cell, static_cast<float>(rows) * frame.cell);
  const ImVec2 size(std::ceil(std::min(whole.x, room.GetWidth())), std::ceil(std::min(whole.y, room.GetHeight())));
  frame.area = ImRect(room.Min, ImVec2(room.Min.x + size.x, room.Min.y + size.y));
  const ImVec2 visible(size.x / frame.cell, size.y / frame.cell);
  view.origin.x = bounded_origin(view.origin.x, visible.x, columns);
  view.origin.y = bounded_origin(view.origin.y, visible.y, rows);
  frame.origin = view.origin;
  const auto end = [](float from, float count, core::Index all) {
    return std::clamp<core::Index>(static_cast<core::Index>(std::ceil(from + count - 1e-3F)), 0, all);
  };
  frame.first_column = static_cast<core::Index>(std::floor(view.origin.x));
  frame.last_column = end(view.origin.x, visible.x, columns);
  frame.first_row = static_cast<core::Index>(std::floor(view.origin.y));
  frame.last_row = end(view.origin.y, visible.y, rows);
  frame.whole = whole.x <= room.GetWidth() + 1 && whole.y <= room.GetHeight() + 1;
  return frame;
}

void zoom_at(MapView& view, const MapFrame& frame, const MapLimits& limits, ImVec2 pointer, float factor) {
  const float zoom = std::clamp(view.zoom * factor, 1.0F, std::max(1.0F, limits.largest / limits.fit));
  const float cell = limits.fit * zoom;
  const ImVec2 from_corner(pointer.x - frame.area.Min.x, pointer.y - frame.area.Min.y);
  view.origin.x = frame.origin.x + from_corner.x / frame.cell - from_corner.x / cell;
  view.origin.y = frame.origin.y + from_corner.y / frame.cell - from_corner.y / cell;
  view.zoom = zoom;
}

void pan(MapView& view, const MapFrame& frame, ImVec2 pixels) {
  view.origin.x = frame.origin.x - pixels.x / frame.cell;
  view.origin.y = frame.origin.y - pixels.y / frame.cell;
}

void reveal(MapView& view, const MapFrame& frame, MapCell cell) {
  const ImVec2 visible(frame.area.GetWidth() / frame.cell, frame.area.GetHeight() / frame.cell);
  const auto key = static_cast<float>(cell.key);
  const auto query = static_cast<float>(cell.query);
  view.origin.x = std::clamp(view.origin.x, key + 1 - visible.x, key);
  view.origin.y = std::clamp(view.origin.y, query + 1 - visible.y, query);
}

core::Matrix pooled(const core::Matrix& values, ImVec2 origin, ImVec2 cell, int width, int height, bool by_magnitude) {
  core::Matrix result(height, width);
  if (values.size() == 0) return core::Matrix::Zero(height, width);
  const std::vector<Covered> rows = covered_cells(height, origin.y, cell.y, values.rows());
  const std::vector<Covered> columns = covered_cells(width, origin.x, cell.x, values.cols());
  core::Vector most(values.cols()), least(values.cols());
  for (int y = 0; y < height; ++y) {
    // First over the rows, then over the columns: each value is read once.
    const Covered& part = rows[static_cast<std::size_t>(y)];
    const auto block = values.middleRows(part.from, part.to - part.from);
    most = block.colwise().maxCoeff();
    if (by_magnitude) least = block.colwise().minCoeff();
    for (int x = 0; x < width; ++x) {
      const Covered& span = columns[static_cast<std::size_t>(x)];
      const float high = most.segment(span.from, span.to - span.from).maxCoeff();
      const float low = by_magnitude ? least.segment(span.from, span.to - span.from).minCoeff() : high;
      result(y, x) = std::abs(low) > std::abs(high) ? low : high;
    }
  }
  return result;
}

}  // namespace ui
