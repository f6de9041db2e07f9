#include "ui/panels/head_grid_labels.h"

#include <fmt/format.h>

#include <cstdlib>

#include "ui/widgets/text.h"
#include "ui/widgets/turned_text.h"

namespace ui {
namespace {

constexpr const char* kMean = "\u00f8";

struct Emphasis {
  TextRole role = TextRole::Caption;
  ImU32 color = 0;
};

// Lines that stand close are written in small type.
Emphasis emphasis(const Style& style, bool close, bool shown, bool pointed) {
  const TextRole strong = close ? TextRole::SmallSemibold : TextRole::CaptionSemibold;
  if (shown) return {strong, style.palette.weight};
  if (pointed) return {strong, style.palette.text};
  return {close ? TextRole::Small : TextRole::Caption, style.palette.second_text};
}

// What a place is along the line of numbers, and along the rows' names.
int along_line(const GridLayout& layout, GridPlace place) {
  return layout.sideways ? place.row : place.column;
}
int along_rows(const GridLayout& layout, GridPlace place) {
  return layout.sideways ? place.column : place.row;
}

// Every how many numbers have room.
int number_step(const GridLayout& layout, float widest) {
  for (const int step : {1, 2, 5, 10}) {
    if (widest <= static_cast<float>(step) * layout.pitch_x) return step;
  }
  return 20;
}

// Numbers give way to the emphasised ones beside them, and to the sign of the mean behind them.
bool is_written(const GridLabels& labels, int index, int numbered, int step) {
  const int shown = along_line(labels.layout, labels.shown);
  if (step == 1 || index >= numbered || index == shown) return true;
  if (std::abs(index - shown) < step || numbered - index < step) return false;
  if (!labels.pointed) return index % step == 0;
  const int pointed = along_line(labels.layout, *labels.pointed);
  return index == pointed || (index % step == 0 && std::abs(index - pointed) >= step);
}

}  // namespace

GridPlace place_of(const GridShape& shape, const core::Selection& selection) {
  const bool of_layers = selection.map == core::MapKind::MeanOverLayers || selection.map == core::MapKind::MeanOverAll;
  const bool of_heads = selection.map == core::MapKind::MeanOverHeads || selection.map == core::MapKind::MeanOverAll;
  return {static_cast<int>(of_layers ? shape.layers : selection.layer),
          static_cast<int>(of_heads ? shape.heads : selection.head)};
}

void draw_row_name(const Style& style, const GridLabels& labels, ImVec2 origin, int row) {
  const GridLayout& layout = labels.layout;
  const auto numbered = static_cast<int>(layout.sideways ? layout.shape.heads : layout.shape.layers);
  const float top = origin.y + (layout.sideways ? layout.pitch_y * static_cast<float>(row) : layout.top(row));
  const float left = origin.x + (layout.sideways ? 0 : layout.left(row));
  const bool shown = along_rows(layout, labels.shown) == row;
  const bool pointed = labels.pointed && along_rows(layout, *labels.pointed) == row;
  const bool close = layout.pitch_y < least_line_pitch(style, TextRole::Caption);
  const Emphasis look = emphasis(style, close, shown, pointed);
  const std::string name = row < numbered ? layer_label(row, layout.brief) : layout.brief ? kMean : "mean";
  const float middle = top + layout.pitch_y / 2 - (layout.name > 0 ? layout.name / 2 : 0);
  const float half = line_height(style, look.role) / 2;
  draw_text(style, ImVec2(left, middle - half), look.role, look.color, name);
}

void draw_numbers(const Style& style, const GridLabels& labels, const ImRect& line) {
  const GridLayout& layout = labels.layout;
  const auto numbered = static_cast<int>(layout.sideways ? layout.shape.layers : layout.shape.heads);
  const float widest = text_width(style, TextRole::CaptionSemibold, fmt::format("{}", numbered - 1)) + style.px(3);
  const int step = number_step(layout, widest);
  for (int block = 0; block < layout.blocks; ++block) {
    const float from = line.Min.x + (layout.sideways ? 0 : layout.left(block * layout.rows_of_block()));
    for (int i = 0; i < layout.across(); ++i) {
      if (!is_written(labels, i, numbered, step)) continue;
      const bool pointed = labels.pointed && along_line(layout, *labels.pointed) == i;
      const Emphasis look = emphasis(style, false, along_line(layout, labels.shown) == i, pointed);
      const float middle = from + layout.lefts[static_cast<std::size_t>(i)] + layout.pitch_x / 2;
      draw_text_in(style, ImRect(middle - widest, line.Min.y, middle + widest, line.Max.y), look.role, look.color,
                   i < numbered ? fmt::format("{}", i) : kMean, Align::Center);
    }
  }
}

}  // namespace ui
