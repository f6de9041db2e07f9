// A stage for the whole sentence: its matrix as cells with their numbers, which scrolls both ways.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/panels/stages_internal.h"
#include "ui/panels/stages_parts.h"
#include "ui/widgets/colormap.h"
#include "ui/widgets/turned_text.h"

namespace ui::stages {

namespace {

constexpr float kCellHeight = 24;
constexpr float kNarrowestCell = 40;
constexpr float kWidestCell = 72;
constexpr float kWidestLabel = 96;

struct Grid {
  const StageMatrix* matrix = nullptr;
  const StageMatrix* before = nullptr;  // null: values, else their difference
  int decimals = 2;
  float largest = 1;           // of what is shown
  float cell = 0, height = 0;  // of one cell
  float labels = 0;            // width of the row labels
  float head = 0;              // height of the column labels
  bool turned = false;
  Rise rise;
  ImVec2 start;  // of the first cell on screen, moved by the scroll position

  float value(Index row, Index column) const {
    const float now = matrix->value(row, column);
    return before == nullptr ? now : now - before->value(row, column);
  }
  ImRect rect(Index row, Index column) const {
    const float x = start.x + cell * static_cast<float>(column);
    const float y = start.y + height * static_cast<float>(row);
    return ImRect(x, y, x + cell, y + height);
  }
};

// Of everything that is finite: the colours' range.
float largest_value(const core::Matrix& now, const core::Matrix* before) {
  const auto largest_of = [](const auto& values) { return values.isFinite().select(values.abs(), 0.0F).maxCoeff(); };
  const float largest = before == nullptr ? largest_of(now.array()) : largest_of((now.array() - before->array()));
  return largest > 0 ? largest : 1;
}

ImU32 cell_fill(const Frame& frame, const Grid& grid, float value) {
  const Theme theme = frame.style().theme;
  if (!std::isfinite(value)) return frame.colors().panel;
  if (grid.before == nullptr && grid.matrix->weights) {
    const bool in_range = grid.largest <= 1;
    return value < 0 || !in_range ? sample_signed(theme, value / grid.largest)
                                  : sample(frame.style().color_map, theme, value);
  }
  return sample_signed(theme, 0.75F * value / grid.largest);
}

void draw_cell(const Frame& frame, const Grid& grid, Index row, Index column) {
  const float value = grid.value(row, column);
  const ImRect rect = grid.rect(row, column);
  const ImU32 fill = cell_fill(frame, grid, value);
  fill_rect(ImRect(rect.Min.x, rect.Min.y, rect.Max.x - 1, rect.Max.y - 1), fill);
  register_area(frame.ui, fmt::format("stage.cell.{}.{}", row, column), rect, "cell");
  if (std::isfinite(value)) {
    const std::string text =
        grid.before != nullptr ? format_signed(value, grid.decimals) : table_number(frame, value, grid.decimals);
    draw_text_in(frame.style(), inset(rect, frame.px(2), 0), TextRole::NumberSmall, text_on(fill), text, Align::Right);
  } else {
    const ImVec2 center = rect.GetCenter();
    horizontal_line(center.x - frame.px(4), center.x + frame.px(4), center.y, frame.colors().outline,
                    frame.style().hairline());
  }
}

std::string text_at(const std::vector<std::string>& texts, Index index) {
  return static_cast<std::size_t>(index) < texts.size() ? texts[static_cast<std::size_t>(index)]
                                                        : fmt::format("{}", index);
}

Grid make_grid(const Frame& frame, const StageMatrix& matrix, const ImRect& area) {
  const Style& style = frame.style();
  Grid grid;
  grid.matrix = &matrix;
  float widest_row = 0, widest_column = 0;
  for (const std::string& text : matrix.rows)
    widest_row = std::max(widest_row, text_width(style, TextRole::Caption, text));
  for (const std::string& text : matrix.columns) {
    widest_column = std::max(widest_column, text_width(style, TextRole::Caption, text));
  }
  grid.labels = std::min({widest_row + frame.px(kGap2), frame.px(kWidestLabel), area.GetWidth() / 3});
  const auto columns = static_cast<float>(std::max<Index>(1, matrix.column_count()));
  const float room = area.GetWidth() - grid.labels - ImGui::GetStyle().ScrollbarSize;
  grid.cell = std::clamp(std::floor(room / columns), frame.px(kNarrowestCell), frame.px(kWidestCell));
  grid.height = frame.px(kCellHeight);
  grid.turned = widest_column > grid.cell - frame.px(kGap1);
  grid.rise = rise_for(style, TextRole::Caption, grid.cell);
  grid.head = grid.turned
                  ? turned_extent(style, TextRole::Caption, std::min(widest_column, frame.px(kWidestLabel)), grid.rise)
                  : line_height(style, TextRole::Caption);
  grid.head += frame.px(kGap1);
  return grid;
}

// Labels stand outside the part that scrolls, so that they stay in sight.
void draw_row_labels(const Frame& frame, const Grid& grid, const ImRect& area, const Visible& rows) {
  const ScopedClip clip(area.Min, area.Max);
  for (Index row = rows.from; row < rows.to; ++row) {
    const ImRect cell = grid.rect(row, 0);
    const bool chosen = row == grid.matrix->chosen_row;
    const ImU32 color =
        chosen ? (grid.matrix->key_rows ? frame.colors().key : frame.colors().query) : frame.colors().text;
    draw_text_in(frame.style(), ImRect(area.Min.x, cell.Min.y, area.Max.x - frame.px(6), cell.Max.y),
                 chosen ? TextRole::CaptionSemibold : TextRole::Caption, color, text_at(grid.matrix->rows, row),
                 Align::Right);
  }
}

void draw_column_labels(const Frame& frame, const Grid& grid, const ImRect& area, const Visible& columns) {
  const ScopedClip clip(area.Min, area.Max);
  for (Index column = columns.from; column < columns.to; ++column) {
    const ImRect cell = grid.rect(0, column);
    const bool chosen = column == grid.matrix->chosen_column;
    const TextRole role = chosen ? TextRole::CaptionSemibold : TextRole::Caption;
    const ImU32 color =
        chosen ? (grid.matrix->key_columns ? frame.colors().key : frame.colors().weight) : frame.colors().second_text;
    const std::string text = text_at(grid.matrix->columns, column);
    if (!grid.turned) {
      draw_text_in(frame.style(), ImRect(cell.Min.x, area.Min.y, cell.Max.x, area.Max.y), role, color, text,
                   Align::Center);
      continue;
    }
    const std::string shown = ellipsis(frame.style(), role, text, frame.px(kWidestLabel));
    draw_turned_text(frame.style(),
                     ImVec2(cell.GetCenter().x - frame.px(8) * grid.rise.across, area.Max.y - frame.px(6)), role, color,
                     shown, grid.rise);
  }
}

struct CellEvent {
  std::optional<std::pair<Index, Index>> hovered;
  ItemState state;
};

void choose(Frame& frame, const StageMatrix& matrix, Index row, Index column) {
  pick(frame, matrix.key_rows ? Picks::Key : Picks::Query, row);
  pick(frame, matrix.picks, column, frame.focus.vector);
}

bool walk(const ItemState& state, const StageMatrix& matrix, Index& row, Index& column) {
  if (!state.focused) return false;
  const Index from_row = row, from_column = column;
  if (take_key(state, ImGuiKey_UpArrow)) --row;
  if (take_key(state, ImGuiKey_DownArrow)) ++row;
  if (take_key(state, ImGuiKey_LeftArrow)) --column;
  if (take_key(state, ImGuiKey_RightArrow)) ++column;
  row = std::clamp<Index>(row, 0, matrix.row_count() - 1);
  column = std::clamp<Index>(column, 0, matrix.column_count() - 1);
  return row != from_row || column != from_column;
}

CellEvent cells_item(const Frame& frame, const Grid& grid, const ImRect& all) {
  const StageMatrix& matrix = *grid.matrix;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const auto column = part_at(mouse.x, grid.start.x, grid.cell, matrix.column_count());
  const auto row = part_at(mouse.y, grid.start.y, grid.height, matrix.row_count());
  const bool inside = row && column && ImGui::GetCurrentWindow()->ClipRect.Contains(mouse);
  const std::string tooltip = inside ? cell_arithmetic(frame.stage, frame.trace(), frame.focus, *row, *column) : "";
  ItemSpec spec;
  spec.tooltip = tooltip;
  spec.role = "matrix";
  spec.ring = false;
  CellEvent event;
  event.state = item(frame.ui, "stage.matrix", all, spec);
  if (inside && event.state.hovered) event.hovered = {*row, *column};
  return event;
}

void answer(Frame& frame, const Grid& grid, const CellEvent& event) {
  const StageMatrix& matrix = *grid.matrix;
  if (event.hovered && !matrix.key_rows) frame.view.transient.next_hover_query = event.hovered->first;
  if (event.hovered && matrix.key_columns) frame.view.transient.next_hover_key = event.hovered->second;
  if (event.hovered && event.state.clicked) choose(frame, matrix, event.hovered->first, event.hovered->second);
  Index row = std::max<Index>(0, matrix.chosen_row);
  Index column = std::max<Index>(0, matrix.chosen_column);
  if (walk(event.state, matrix, row, column)) {
    choose(frame, matrix, row, column);
    ImGui::ScrollToRect(ImGui::GetCurrentWindow(), grid.rect(row, column));
  }
  if (event.state.right_clicked) {
    const auto at = event.hovered.value_or(std::make_pair(row, column));
    choose(frame, matrix, at.first, at.second);
    open_at(frame, Opening::Menu, at.first, at.second, grid.rect(at.first, at.second));
  }
  const bool by_key = event.state.focused && take_key(event.state, ImGuiKey_Enter);
  if (frame.stage != Stage::Scores || !(event.state.double_clicked || by_key)) return;
  const auto at = event.hovered.value_or(std::make_pair(row, column));
  open_at(frame, Opening::ScoreEntry, at.first, at.second, grid.rect(at.first, at.second));
}

void draw_cells(Frame& frame, Grid& grid, const ImRect& area, Visible& rows, Visible& columns) {
  const StageMatrix& matrix = *grid.matrix;
  ImGui::SetCursorScreenPos(area.Min);
  const ScopedColor ground(ImGuiCol_ChildBg, 0);
  const std::string name = fmt::format("stages.cells.{}", static_cast<int>(frame.stage));
  ImGui::BeginChild(name.c_str(), area.GetSize(), ImGuiChildFlags_NavFlattened, ImGuiWindowFlags_HorizontalScrollbar);
  grid.start = ImGui::GetCursorScreenPos();
  const ImRect all(grid.start.x, grid.start.y, grid.start.x + grid.cell * static_cast<float>(matrix.column_count()),
                   grid.start.y + grid.height * static_cast<float>(matrix.row_count()));
  const CellEvent event = cells_item(frame, grid, all);
  const ImRect clip = ImGui::GetCurrentWindow()->ClipRect;
  rows = visible_parts(clip.Min.y, clip.Max.y, grid.start.y, grid.height, matrix.row_count());
  columns = visible_parts(clip.Min.x, clip.Max.x, grid.start.x, grid.cell, matrix.column_count());
  for (Index row = rows.from; row < rows.to; ++row) {
    for (Index column = columns.from; column < columns.to; ++column) draw_cell(frame, grid, row, column);
  }
  if (matrix.chosen_row >= 0 && matrix.chosen_column >= 0) {
    ImRect row = grid.rect(matrix.chosen_row, 0);
    row.Max.x = all.Max.x;
    stroke_rect(row, frame.colors().weight, 0, frame.style().hairline());
    stroke_rect(grid.rect(matrix.chosen_row, matrix.chosen_column), frame.colors().weight, 0,
                frame.px(event.state.focus_visible ? kFocusRing + 1 : kFocusRing));
  }
  if (event.hovered) {
    stroke_rect(grid.rect(event.hovered->first, event.hovered->second), frame.colors().text, 0,
                frame.style().hairline());
  }
  answer(frame, grid, event);
  ImGui::EndChild();
}

// Weights lie between 0 and 1, unless there is no softmax.
float range_of(const Frame& frame, const Grid& grid) {
  if (frame.stage == Stage::Mask) return 1;
  const bool weights = grid.matrix->weights && grid.before == nullptr;
  if (weights && passed_through(Stage::Softmax, frame.trace(), frame.focus).empty()) return 1;
  const float largest = largest_value(*grid.matrix->values, grid.before == nullptr ? nullptr : grid.before->values);
  return weights ? std::max(1.0F, largest) : largest;
}

}  // namespace

void draw_whole_sentence(Frame& frame, const ImRect& area) {
  const StageMatrix matrix = stage_matrix(frame.stage, frame.trace(), frame.focus);
  if (matrix.empty()) return;
  ImRect rest = area;
  const Style& style = frame.style();
  const float line = line_height(style, TextRole::Body);
  StageMatrix before;
  if (shows_difference(frame.input, frame.view)) before = stage_matrix(frame.stage, *frame.input.before, frame.focus);
  const bool difference =
      !before.empty() && before.row_count() == matrix.row_count() && before.column_count() == matrix.column_count();
  draw_text_in(style, cut_top(rest, line, frame.px(kGap1)), TextRole::Body, frame.colors().text,
               difference ? matrix.caption + ", now − before" : matrix.caption);
  Grid grid = make_grid(frame, matrix, rest);
  if (difference) grid.before = &before;
  grid.largest = range_of(frame, grid);
  const bool shares = matrix.weights && !difference;
  const auto fits_cell = [&](int decimals) {
    const std::string widest = format_number(-grid.largest, decimals);
    return text_width(style, TextRole::NumberSmall, widest) <= grid.cell - frame.px(5);
  };
  while (grid.decimals > 0 && !shares && !fits_cell(grid.decimals)) --grid.decimals;
  ImRect head = cut_top(rest, grid.head);
  ImRect corner = cut_left(head, grid.labels);
  const std::string_view axes = matrix.key_columns ? "looks ↓ at →" : "word ↓";
  const bool fits = text_width(style, TextRole::Caption, axes) <= corner.GetWidth();
  corner.Min.y = corner.Max.y - line_height(style, TextRole::Caption) - frame.px(2);
  draw_text_in(style, corner, TextRole::Caption, frame.colors().second_text, fits ? axes : "↓ →", Align::Right);
  const ImRect left = cut_left(rest, grid.labels);
  Visible rows, columns;
  draw_cells(frame, grid, rest, rows, columns);
  draw_row_labels(frame, grid, left, rows);
  draw_column_labels(frame, grid, head, columns);
}

}  // namespace ui::stages
