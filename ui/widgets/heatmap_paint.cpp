#include "ui/widgets/heatmap_paint.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "ui/widgets/colormap.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/numbers.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr float kNumbersFrom = 36;    // CSS pixels of a cell that shows its number
constexpr float kGhostFrom = 12;      // of a cell that shows its mark or ghost
constexpr float kMaskMarkFrom = 8;    // of a masked cell that shows its dot
constexpr float kShownShare = 0.02F;  // of the full colour: a smaller change leaves no ghost

bool is_masked(const HeatmapSpec& spec, core::Index row, core::Index column) {
  return spec.scaled != nullptr && spec.scaled->size() > 0 && std::isinf((*spec.scaled)(row, column)) &&
         (*spec.scaled)(row, column) < 0;
}

// The value that a cell's colour shows: on its way from the former one.
float shown_value(const HeatmapSpec& spec, core::Index row, core::Index column) {
  const float now = (*spec.values)(row, column);
  if (spec.former == nullptr || spec.glide >= 1) return now;
  const float former = (*spec.former)(row, column);
  return former + (now - former) * spec.glide;
}

void paint_masked(const Style& style, const ImRect& rect) {
  fill_rect(rect, masked_color(style));
  if (rect.GetWidth() < style.px(kMaskMarkFrom)) return;
  const ImVec2 middle = rect.GetCenter();
  const float half = style.hairline();
  fill_rect(ImRect(std::floor(middle.x) - half, std::floor(middle.y) - half, std::floor(middle.x) + half,
                   std::floor(middle.y) + half),
            style.palette.outline);
}

// Resting places set aside: a frame in the value's colour around nothing.
void paint_hollow(const Style& style, const ImRect& rect, ImU32 color) {
  fill_rect(rect, style.palette.panel);
  const float thickness = rect.GetWidth() >= style.px(kGhostFrom) ? style.px(2) : style.hairline();
  stroke_rect(rect, color, 0, thickness);
}

void paint_number(const Style& style, const MapFrame& frame, const HeatmapSpec& spec, MapCell at, const ImRect& rect,
                  ImU32 fill, float full) {
  const bool wide = frame.cell >= style.px(kNumbersFrom);
  if (!wide && at.query != spec.query) return;
  const float value = (*spec.values)(at.query, at.key);
  // A narrow row of numbers shows only those that matter, so that it stays readable.
  if (!wide && std::abs(value) < 0.02F) return;
  const std::string text =
      spec.is_signed ? format_signed(value, style.cell_decimals) : format_cell(value, style.cell_decimals);
  if (text_width(style, TextRole::NumberSmall, text) > rect.GetWidth()) return;
  // Numbers near nothing recede, but stay readable.
  const bool faint = std::abs(value) < 0.005F * std::max(full, 1e-6F);
  draw_text_in(style, rect, TextRole::NumberSmall, faint ? style.palette.second_text : text_on(fill), text,
               Align::Center);
}

void paint_corner(const ImRect& rect, float side, ImU32 color, bool top_right) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (top_right) {
    list.AddTriangleFilled(ImVec2(rect.Max.x - side, rect.Min.y), ImVec2(rect.Max.x, rect.Min.y),
                           ImVec2(rect.Max.x, rect.Min.y + side), color);
  } else {
    list.AddTriangleFilled(ImVec2(rect.Min.x, rect.Max.y - side), ImVec2(rect.Min.x + side, rect.Max.y),
                           ImVec2(rect.Min.x, rect.Max.y), color);
  }
}

bool has_ghost(const HeatmapSpec& spec, MapCell at, float full) {
  if (spec.former == nullptr || !spec.ghosts || spec.is_signed) return false;
  const float change = (*spec.values)(at.query, at.key) - (*spec.former)(at.query, at.key);
  return std::abs(change) >= std::max(kShownShare * full, kShownShare);
}

// A changed cell keeps its former colour in a corner until the next edit.
void paint_ghost(const Style& style, const MapFrame& frame, const HeatmapSpec& spec, MapCell at, const ImRect& rect,
                 float full) {
  if (frame.cell < style.px(kGhostFrom) || !has_ghost(spec, at, full)) return;
  const float former = (*spec.former)(at.query, at.key);
  const float side = std::max(style.px(5), std::round(frame.cell * 0.26F));
  const std::array<ImVec2, 3> corner{ImVec2(rect.Min.x, rect.Max.y - side), ImVec2(rect.Min.x + side, rect.Max.y),
                                     ImVec2(rect.Min.x, rect.Max.y)};
  paint_corner(rect, side, cell_color(style, spec, former, full), false);
  draw_polyline(corner, style.palette.outline, style.hairline(), true);
}

void paint_marks(const Style& style, const MapFrame& frame, const HeatmapSpec& spec) {
  for (const CellMark& mark : spec.marks) {
    const MapCell at = mark.cell;
    if (at.query < frame.first_row || at.query >= frame.last_row) continue;
    if (at.key < frame.first_column || at.key >= frame.last_column) continue;
    const ImRect rect = frame.cell_rect(at.query, at.key);
    const ImU32 color = mark.kind == MarkKind::Given ? style.palette.second_text : style.palette.edited;
    const float side = std::max(style.px(5), std::round(frame.cell * 0.24F));
    if (frame.cell >= style.px(kGhostFrom)) {
      if (mark.kind != MarkKind::Edited) stroke_rect(rect, color, 0, style.px(1.5F));
      paint_corner(rect, side + style.hairline(), style.palette.panel, true);
      paint_corner(rect, side, color, true);
    } else {
      ImRect dot = rect;
      dot.Expand(std::max(0.0F, style.px(2) - frame.cell / 2));
      fill_rect(dot, color);
    }
  }
}

void paint_empty_row(const Style& style, const MapFrame& frame, core::Index row) {
  const ImRect rect = frame.row_rect(row);
  constexpr std::string_view kNothing = "nothing to look at";
  if (rect.GetHeight() < line_height(style, TextRole::Caption)) return;
  if (rect.GetWidth() < text_width(style, TextRole::Caption, kNothing) + style.px(kGap2)) return;
  const ImRect place = inset(rect, style.px(kGap1), 0);
  fill_rect(rect, masked_color(style));
  draw_text_in(style, place, TextRole::Caption, style.palette.second_text, kNothing);
}

bool row_is_empty(const HeatmapSpec& spec, core::Index row) {
  if (spec.scaled == nullptr || spec.scaled->size() == 0) return false;
  return spec.scaled->row(row).maxCoeff() == -std::numeric_limits<float>::infinity();
}

void paint_row(const Style& style, const MapFrame& frame, const HeatmapSpec& spec, core::Index row) {
  if (row_is_empty(spec, row)) {
    for (core::Index key = frame.first_column; key < frame.last_column; ++key) {
      paint_masked(style, frame.cell_rect(row, key));
    }
    paint_empty_row(style, frame, row);
    return;
  }
  const float full = row_full(spec, row);
  for (core::Index key = frame.first_column; key < frame.last_column; ++key) {
    const ImRect rect = frame.cell_rect(row, key);
    const MapCell at{row, key};
    if (is_masked(spec, row, key)) {
      paint_masked(style, rect);
      continue;
    }
    ImU32 fill = cell_color(style, spec, shown_value(spec, row, key), full);
    if (is_set_aside(spec, key)) {
      paint_hollow(style, rect, fill);
      fill = style.palette.panel;
    } else {
      fill_rect(rect, fill);
      // The middle of signed colours is the panel's own: a hairline keeps the cell visible.
      if (spec.is_signed && frame.gap > 0) stroke_rect(rect, style.palette.line, 0, style.hairline());
    }
    paint_ghost(style, frame, spec, at, rect, full);
    paint_number(style, frame, spec, at, rect, fill, full);
  }
}

}  // namespace

std::string told_marks(const HeatmapSpec& spec, MapCell at) {
  static constexpr const char* kMarks[] = {"Corner at the top: you changed the score.",
                                           "Frame with a corner: you hold this weight (the pin lets go).",
                                           "Grey frame with a corner: the model itself gives this weight."};
  std::string told;
  const auto tell = [&told](const char* line) { told += (told.empty() ? "" : "\n") + std::string(line); };
  for (const CellMark& mark : spec.marks) {
    if (mark.cell == at) tell(kMarks[static_cast<std::size_t>(mark.kind)]);
  }
  if (is_masked(spec, at.query, at.key)) return "Pale with a dot: masked, this word may not look there.";
  if (has_ghost(spec, at, row_full(spec, at.query))) tell("Corner at the foot: the colour before the last change.");
  if (is_set_aside(spec, at.key))
    tell("Hollow: a resting place that was set aside; its frame has the weight's colour.");
  return told;
}

ImU32 masked_color(const Style& style) {
  return mix(style.palette.panel, style.palette.raised, 0.45F);
}

bool is_set_aside(const HeatmapSpec& spec, core::Index column) {
  return std::find(spec.set_aside.begin(), spec.set_aside.end(), column) != spec.set_aside.end();
}

float row_full(const HeatmapSpec& spec, core::Index row) {
  if (!spec.full_by_row) return spec.full;
  float largest = 0;
  for (core::Index column = 0; column < spec.values->cols(); ++column) {
    if (!is_set_aside(spec, column)) largest = std::max(largest, std::abs((*spec.values)(row, column)));
  }
  return largest;
}

ImU32 cell_color(const Style& style, const HeatmapSpec& spec, float value, float full) {
  const float share = full > 0 ? value / full : 0;
  return spec.is_signed ? sample_signed(style.theme, share) : sample(style.color_map, style.theme, share);
}

void paint_cells(const Ui& ui, const MapFrame& frame, const HeatmapSpec& spec) {
  const ScopedClip clip(frame.area.Min, frame.area.Max);
  if (is_picture(frame)) {
    paint_picture(ui, frame, spec);
  } else {
    for (core::Index row = frame.first_row; row < frame.last_row; ++row) paint_row(ui.style, frame, spec, row);
  }
  paint_marks(ui.style, frame, spec);
}

void paint_selection(const Ui& ui, const MapFrame& frame, const HeatmapSpec& spec) {
  const Style& style = ui.style;
  const float reach = style.px(3);
  ImRect room = frame.area;
  room.Expand(reach);
  const ScopedClip clip(room.Min, room.Max);
  const float line = style.hairline();
  if (spec.hover_query && *spec.hover_query < frame.rows) {
    const ImRect row = frame.row_rect(*spec.hover_query);
    horizontal_line(row.Min.x, row.Max.x, row.Min.y - line, style.palette.outline, line);
    horizontal_line(row.Min.x, row.Max.x, row.Max.y, style.palette.outline, line);
  }
  if (spec.hover_key && *spec.hover_key < frame.columns) {
    const ImRect column = frame.column_rect(*spec.hover_key);
    vertical_line(column.Min.x - line, column.Min.y, column.Max.y, style.palette.outline, line);
    vertical_line(column.Max.x, column.Min.y, column.Max.y, style.palette.outline, line);
  }
  if (spec.query >= frame.first_row && spec.query < frame.last_row) {
    ImRect row = frame.row_rect(spec.query);
    row.Expand(style.px(2));
    stroke_rect(row, style.palette.weight, style.px(3), style.px(2));
  }
  const bool key_visible = spec.key && *spec.key >= frame.first_column && *spec.key < frame.last_column &&
                           spec.query >= frame.first_row && spec.query < frame.last_row;
  if (!key_visible) return;
  ImRect cell = frame.cell_rect(spec.query, *spec.key);
  cell.Expand(std::max(style.px(2), style.px(3) - frame.cell / 2));
  stroke_rect(cell, style.palette.panel, style.px(3), style.px(3));
  stroke_rect(cell, style.palette.weight, style.px(3), style.px(2));
}

}  // namespace ui
