#include "ui/widgets/heatmap_labels.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "ui/widgets/draw.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr std::string_view kCaption = "looks \u2193 at \u2192";
constexpr float kWidestRowLabel = 120;    // CSS pixels
constexpr float kWidestColumnLabel = 84;  // along its line
constexpr float kShortColumnLabel = 36;   // where no longer ones leave room for all
constexpr float kLabelGap = 8;
constexpr float kLabelFoot = 6;        // below the words over the columns: room for the ring of the first row
constexpr std::size_t kMeasured = 48;  // of long sentences only the longest words are measured

// The width of the widest word, from the longest ones by bytes.
float widest(const Style& style, TextRole role, const core::Tokens& tokens) {
  std::vector<const core::Token*> longest;
  longest.reserve(tokens.size());
  for (const core::Token& token : tokens) longest.push_back(&token);
  const std::size_t count = std::min(kMeasured, longest.size());
  std::partial_sort(longest.begin(), longest.begin() + static_cast<std::ptrdiff_t>(count), longest.end(),
                    [](const core::Token* a, const core::Token* b) { return a->text.size() > b->text.size(); });
  float width = 0;
  for (std::size_t i = 0; i < count; ++i) {
    width = std::max(width, text_width(style, role, longest[i]->text));
  }
  return width;
}

struct Emphasis {
  TextRole role = TextRole::Caption;
  ImU32 color = 0;
};

Emphasis emphasis_of(const Style& style, const LabelLayout& labels, bool selected, bool hovered) {
  if (selected) return {labels.strong, style.palette.weight};
  if (hovered) return {labels.strong, style.palette.text};
  return {labels.role, style.palette.text};
}

// Small maps spend less of their height on words.
float widest_turned(const Style& style, const ImRect& area, const HeatmapSpec& spec) {
  if (spec.only_row) return style.px(kWidestColumnLabel);
  return std::min(style.px(kWidestColumnLabel), std::max(style.px(40), area.GetHeight() * 0.3F));
}

// Emphasised words are always written; others give way to them.
bool is_written(core::Index index, core::Index step, std::optional<core::Index> selected,
                std::optional<core::Index> hovered) {
  if (index == selected || index == hovered) return true;
  if (index % step != 0) return false;
  const auto near = [&](std::optional<core::Index> other) { return other && std::abs(*other - index) < step; };
  return !near(selected) && !near(hovered);
}

LabelLayout layout_in(const Style& style, const ImRect& area, const HeatmapSpec& spec, TextRole role, float longest) {
  LabelLayout labels;
  labels.role = role;
  labels.strong = role == TextRole::Small ? TextRole::SmallSemibold : TextRole::CaptionSemibold;
  const float gap = style.px(kLabelGap);
  const float caption = text_width(style, TextRole::Caption, kCaption);
  const float rows = std::min(widest(style, labels.strong, *spec.row_tokens), style.px(kWidestRowLabel));
  const bool roomy = area.GetWidth() > 3.2F * (caption + gap);
  labels.row_width = std::ceil(std::min(std::max(rows, roomy ? caption : 0), area.GetWidth() * 0.3F)) + gap;
  const float columns = widest(style, labels.strong, *spec.column_tokens);
  const float flat = line_height(style, role) + style.px(kLabelFoot);
  const ImVec2 room(area.GetWidth() - labels.row_width, area.GetHeight() - flat);
  const float cell = fitting_cell(room, spec.rows(), spec.values->cols(), style.px(spec.largest_cell()));
  labels.turned = columns > cell - style.px(6);
  labels.turned_width = longest;
  labels.column_height = flat;
  if (!labels.turned) return labels;
  const auto height = [&](const Rise& rise) {
    return turned_extent(style, role, std::min(columns, labels.turned_width), rise) + style.px(kLabelFoot);
  };
  // Upright words leave the least to the cells: with what they leave, the words rise as steeply as they must.
  const ImVec2 least(room.x, area.GetHeight() - height({0, 1}));
  const float pitch = fitting_cell(least, spec.rows(), spec.values->cols(), style.px(spec.largest_cell()));
  // Where only every other word is written, those stand further apart.
  const float step = std::max(1.0F, std::ceil(least_line_pitch(style, role) / std::max(pitch, 1e-3F)));
  labels.rise = rise_for(style, role, step * pitch);
  labels.column_height = height(labels.rise);
  return labels;
}

// Whether cells of zoom 1 are far enough apart for every word, also for those that rise side by side.
bool writes_all(const Style& style, const ImRect& area, const HeatmapSpec& spec, const LabelLayout& labels) {
  const ImVec2 room = cells_room(area, labels).GetSize();
  const float cell = fitting_cell(room, spec.rows(), spec.values->cols(), style.px(spec.largest_cell()));
  constexpr float kRounding = 0.01F;
  const float apart = labels.turned ? cell * labels.rise.up : cell;
  return apart >= least_line_pitch(style, labels.role) - kRounding;
}

}  // namespace

ImRect cells_room(const ImRect& area, const LabelLayout& labels) {
  return ImRect(area.Min.x + labels.row_width, area.Min.y + labels.column_height, area.Max.x, area.Max.y);
}

LabelLayout layout_labels(const Style& style, const ImRect& area, const HeatmapSpec& spec) {
  const float long_enough = widest_turned(style, area, spec);
  const LabelLayout captions = layout_in(style, area, spec, TextRole::Caption, long_enough);
  if (writes_all(style, area, spec, captions)) return captions;
  for (const float longest : {long_enough, std::min(long_enough, style.px(kShortColumnLabel))}) {
    const LabelLayout small = layout_in(style, area, spec, TextRole::Small, longest);
    if (writes_all(style, area, spec, small)) return small;
  }
  return captions;
}

core::Index label_step(const Style& style, const MapFrame& frame, TextRole role) {
  const float needed = least_line_pitch(style, role);
  return std::max<core::Index>(1, static_cast<core::Index>(std::ceil(needed / std::max(frame.cell, 1e-3F))));
}

void draw_row_labels(const Style& style, const MapFrame& frame, const LabelLayout& labels, const HeatmapSpec& spec) {
  const core::Index step = label_step(style, frame, labels.role);
  const float gap = style.px(kLabelGap);
  const float right = frame.area.Min.x - gap;
  const float half = line_height(style, TextRole::Caption) / 2;
  for (core::Index row = frame.first_row; row < frame.last_row; ++row) {
    if (!is_written(row, step, spec.query, spec.hover_query)) continue;
    const float middle = (frame.row_edge(row) + frame.row_edge(row + 1) - frame.gap) / 2;
    const Emphasis look = emphasis_of(style, labels, row == spec.query, row == spec.hover_query);
    draw_text_in(style, ImRect(right - labels.row_width + gap, middle - half, right, middle + half), look.role,
                 look.color,
                 middle_ellipsis(style, look.role, (*spec.row_tokens)[static_cast<std::size_t>(row)].text,
                                 labels.row_width - gap),
                 Align::Right);
  }
}

void draw_column_labels(const Style& style, const MapFrame& frame, const LabelLayout& labels, const HeatmapSpec& spec) {
  const core::Index step = label_step(style, frame, labels.role);
  const float foot = frame.area.Min.y - style.px(kLabelFoot);
  for (core::Index column = frame.first_column; column < frame.last_column; ++column) {
    if (!is_written(column, step, spec.key, spec.hover_key)) continue;
    const float middle = (frame.column_edge(column) + frame.column_edge(column + 1) - frame.gap) / 2;
    const Emphasis look = emphasis_of(style, labels, column == spec.key, column == spec.hover_key);
    const std::string& text = (*spec.column_tokens)[static_cast<std::size_t>(column)].text;
    if (labels.turned) {
      draw_turned_text(style, ImVec2(middle, foot), look.role, look.color,
                       middle_ellipsis(style, look.role, text, labels.turned_width), labels.rise);
    } else {
      const float half = frame.cell / 2;
      draw_text_in(style, ImRect(middle - half, foot - line_height(style, look.role), middle + half, foot), look.role,
                   look.color, text, Align::Center);
    }
  }
}

void draw_axis_caption(const Style& style, const MapFrame& frame, const LabelLayout& labels) {
  const float width = text_width(style, TextRole::Caption, kCaption);
  if (width > labels.row_width - style.px(kLabelGap) + 1) return;
  const float height = line_height(style, TextRole::Caption);
  // Above the first word, which reaches over the edge where cells are lower than a line.
  const float reach = std::max(0.0F, (line_height(style, TextRole::Caption) - frame.cell) / 2);
  const ImVec2 at(frame.area.Min.x - style.px(kLabelGap) - width, frame.area.Min.y - style.px(3) - height - reach);
  draw_text(style, at, TextRole::Caption, style.palette.second_text, kCaption);
}

std::optional<core::Index> column_label_at(const MapFrame& frame, const LabelLayout& labels, ImVec2 point) {
  const float above = labels.turned ? frame.area.Min.y - point.y : 0;
  return frame.column_at(point.x - above * labels.rise.across / labels.rise.up);
}

ImRect column_label_rect(const Style& style, const MapFrame& frame, const LabelLayout& labels, core::Index column) {
  const float height = std::min(labels.column_height, line_height(style, TextRole::Caption) + style.px(kLabelFoot));
  const float shift = labels.turned ? height / 2 * labels.rise.across / labels.rise.up : 0;
  const float width = std::max(1.0F, frame.column_edge(column + 1) - frame.column_edge(column));
  const float left = frame.column_edge(column) + shift;
  return ImRect(left, frame.area.Min.y - height, left + width, frame.area.Min.y);
}

}  // namespace ui
