#include "ui/widgets/matrix_editor.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/widgets/colormap.h"
#include "ui/widgets/containers.h"
#include "ui/widgets/copy_menu.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/matrix_names.h"
#include "ui/widgets/numbers.h"
#include "ui/widgets/paste_row.h"
#include "ui/widgets/visible_lines.h"

namespace ui {
namespace {

using core::Index;

constexpr float kCellHeight = 26;  // CSS pixels
constexpr float kCellWidth = 58;
constexpr float kRoomyCell = 84;    // the width in a wide card, with room for the columns' names
constexpr float kRoomyWidth = 560;  // of the card
constexpr float kNameShare = 0.3F;  // of the width, at most, for the rows' names
constexpr float kLargeNameShare = 0.36F;
constexpr int kHeadLines = 3;

struct Grid {
  const Ui& ui;
  const MatrixSpec& spec;
  NumberMemory& numbers;
  MatrixEvent& event;
  const MatrixLines& lines;  // that are shown
  float range = 1;
  int decimals = 2;
  ImVec2 cell = {};  // screen pixels

  Index rows() const { return static_cast<Index>(lines.rows.size()); }
  Index columns() const { return static_cast<Index>(lines.columns.size()); }
};

bool differs(const NamedMatrix& matrix, Index row, Index column) {
  return matrix.unedited != nullptr && (*matrix.unedited)(row, column) != (*matrix.values)(row, column);
}

bool action(const Ui& ui, const std::string& name, const Popup& popup, std::string_view label, Icon icon,
            bool enabled = true) {
  MenuItemSpec item;
  item.label = label;
  item.icon = icon;
  item.enabled = enabled;
  return menu_item(ui, name, popup, item);
}

void draw_menu(const Grid& grid, const std::string& entry, const ImRect& anchor, Index row, Index column) {
  const std::string name = entry + ".menu";
  if (!is_popup_open(name)) return;
  const Popup popup(grid.ui, name, anchor, 264);
  if (!popup.open()) return;
  const MatrixSpec& spec = grid.spec;
  const NamedMatrix& matrix = spec.matrix;
  const float value = (*matrix.values)(row, column);
  menu_heading(grid.ui, popup,
               fmt::format("{} → {}", line_name(matrix.row_names, row), line_name(matrix.column_names, column)));
  if (action(grid.ui, name + "/type", popup, "Type a number…", Icon::Edit, spec.editable)) {
    open_for_typing(grid.numbers, entry, value);
  }
  if (action(grid.ui, name + "/reset", popup, "Reset this entry", Icon::Reset, differs(matrix, row, column))) {
    grid.event.reset = MatrixEvent::Place{row, column};
  }
  const bool any = matrix.unedited != nullptr && *matrix.unedited != *matrix.values;
  if (action(grid.ui, name + "/reset_all", popup, "Reset the matrix", Icon::Reset, any)) grid.event.reset_all = true;
  menu_separator(grid.ui, popup);
  if (action(grid.ui, name + "/copy", popup, "Copy the number", Icon::Copy)) grid.event.copied = exact_text(value);
  if (const auto text = copy_menu(grid.ui, name, popup, core::Matrix(*matrix.values), "matrix"))
    grid.event.copied = *text;
}

void draw_entry(const Grid& grid, const ImRect& rect, Index row, Index column) {
  const Style& style = grid.ui.style;
  const MatrixSpec& spec = grid.spec;
  const NamedMatrix& matrix = spec.matrix;
  const float value = (*matrix.values)(row, column);
  const ImRect cell(rect.Min.x, rect.Min.y, rect.Max.x - style.hairline(), rect.Max.y - style.hairline());
  const ImU32 fill = sample_role(style.theme, spec.color, std::abs(value) / grid.range);
  fill_rect(cell, value == 0 ? style.palette.raised : fill);
  NumberSpec number;
  number.value = value;
  number.decimals = grid.decimals;
  number.step = grid.range / 40;
  number.color = value == 0 ? style.palette.second_text : text_on(fill);
  number.shown = value == 0 ? "0" : "";
  number.enabled = spec.editable;
  const std::string entry = fmt::format("{}.{}.{}", spec.prefix, row, column);
  std::string tip;
  if (ImGui::IsMouseHoveringRect(cell.Min, cell.Max)) {
    tip = fmt::format("{}\nrow {}, column {}: {}", spec.what, line_name(matrix.row_names, row),
                      line_name(matrix.column_names, column), format_number(value, style.readout_decimals));
    if (differs(matrix, row, column)) {
      tip += "\nwithout your edits " + format_number((*matrix.unedited)(row, column), style.readout_decimals);
    }
  }
  number.tooltip = tip;
  const NumberFieldState state = number_field(grid.ui, entry, cell, number, grid.numbers);
  if (differs(matrix, row, column)) {
    stroke_rect(cell, style.palette.edited, 0, std::max(1.0F, 1.5F * style.scale));
    fill_circle(ImVec2(cell.Min.x + style.px(6), cell.Min.y + style.px(6)), style.px(3), style.palette.edited);
  }
  if (state.change) grid.event.change = MatrixEvent::Change{row, column, state.change->value, state.change->continues};
  if (state.item.focused && take_key(state.item, ImGuiKey_Delete)) grid.event.reset = MatrixEvent::Place{row, column};
  if (state.item.right_clicked) open_popup(entry + ".menu");
  draw_menu(grid, entry, cell, row, column);
}

// A sparse matrix opens where it has something to show: at its largest entry, if the corner holds only zeros.
void reveal_largest(const Grid& grid, const ImRect& area) {
  if (grid.rows() * grid.columns() == 0) return;
  const core::Matrix values = (*grid.spec.matrix.values)(grid.lines.rows, grid.lines.columns);
  const auto rows = std::min(values.rows(), static_cast<Index>(area.GetHeight() / grid.cell.y));
  const auto columns = std::min(values.cols(), static_cast<Index>(area.GetWidth() / grid.cell.x));
  ImVec2 scroll(0, 0);
  if (!(values.topLeftCorner(rows, columns).array() != 0).any()) {
    Index row = 0, column = 0;
    values.cwiseAbs().maxCoeff(&row, &column);
    scroll.x = std::max(0.0F, std::floor(static_cast<float>(column) * grid.cell.x - area.GetWidth() / 2));
    scroll.y = std::max(0.0F, std::floor(static_cast<float>(row) * grid.cell.y - area.GetHeight() / 2));
  }
  ImGui::SetNextWindowScroll(scroll);
}

void draw_entries(const Grid& grid, const ImRect& area, MatrixMemory& memory) {
  if (memory.what != grid.spec.what || memory.rows != grid.rows() || memory.columns != grid.columns()) {
    memory.what = std::string(grid.spec.what);
    memory.rows = grid.rows();
    memory.columns = grid.columns();
    reveal_largest(grid, area);
  }
  const ScopedColor background(ImGuiCol_ChildBg, 0);
  ImGui::SetCursorScreenPos(area.Min);
  const std::string name = std::string(grid.spec.prefix) + ".entries";
  ImGui::BeginChild(name.c_str(), area.GetSize(), ImGuiChildFlags_NavFlattened, ImGuiWindowFlags_HorizontalScrollbar);
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  memory.scroll = ImVec2(ImGui::GetScrollX(), ImGui::GetScrollY());
  const MatrixLines& lines = grid.lines;
  const VisibleLines rows = visible_lines(memory.scroll.y, area.GetHeight(), grid.cell.y, lines.rows.size());
  const VisibleLines columns = visible_lines(memory.scroll.x, area.GetWidth(), grid.cell.x, lines.columns.size());
  for (std::size_t i = rows.first; i < rows.last; ++i) {
    for (std::size_t j = columns.first; j < columns.last; ++j) {
      const ImVec2 at(origin.x + static_cast<float>(j) * grid.cell.x, origin.y + static_cast<float>(i) * grid.cell.y);
      draw_entry(grid, ImRect(at.x, at.y, at.x + grid.cell.x, at.y + grid.cell.y), lines.rows[i], lines.columns[j]);
    }
  }
  ImGui::SetCursorScreenPos(origin);
  ImGui::Dummy(ImVec2(static_cast<float>(grid.columns()) * grid.cell.x, static_cast<float>(grid.rows()) * grid.cell.y));
  ImGui::EndChild();
}

// Numbers such as 2.00 that say no less as 2.0.
int least_decimals(const MatrixView& values, int decimals) {
  for (int least = 1; least < decimals; ++least) {
    const float unit = std::pow(10.0F, static_cast<float>(least));
    if ((values.array() * unit == (values.array() * unit).round()).all()) return least;
  }
  return decimals;
}

// A few columns are made narrow enough to stand side by side, rather than behind a scroll bar.
void fit_cells(Grid& grid, float width) {
  const auto columns = static_cast<float>(grid.columns());
  if (columns * grid.cell.x <= width) return;
  const Style& style = grid.ui.style;
  const auto fits = [&](int decimals) {
    const std::string widest = format_number(-grid.range, decimals);
    return columns * (text_width(style, TextRole::Number, widest) + style.px(6)) <= width;
  };
  if (!fits(1)) return;  // before every number is looked at
  const int decimals = least_decimals(*grid.spec.matrix.values, grid.decimals);
  if (!fits(decimals)) return;
  grid.decimals = decimals;
  grid.cell.x = std::floor(width / columns);
}

}  // namespace

MatrixEvent matrix_editor(const Ui& ui, const ImRect& area, const MatrixSpec& spec, const MatrixLines& lines,
                          MatrixMemory& memory, NumberMemory& numbers) {
  const Style& style = ui.style;
  MatrixEvent event;
  register_area(ui, std::string(spec.prefix) + ".grid", area, "grid");
  Grid grid{ui, spec, numbers, event, lines, 1, 2, {}};
  const bool large = is_large(spec.matrix.values->rows(), spec.matrix.values->cols());
  grid.range = round_range(spec.largest);
  grid.decimals = range_decimals(grid.range, style.cell_decimals);
  const float needed = text_width(style, TextRole::Number, format_number(-grid.range, grid.decimals)) + style.px(8);
  const bool roomy = area.GetWidth() > style.px(kRoomyWidth);
  grid.cell = ImVec2(std::max(style.px(large && roomy ? kRoomyCell : kCellWidth), needed), style.px(kCellHeight));
  MatrixNames rows{spec.prefix, spec.matrix.row_names, &grid.lines.rows, grid.cell.y, 0};
  const float share = ImTrunc(area.GetWidth() * (large ? kLargeNameShare : kNameShare));
  const float names = std::min(row_names_width(style, rows) + style.px(kGap1), share);
  fit_cells(grid, area.GetWidth() - names - style.px(kGap1));
  MatrixNames columns{spec.prefix, spec.matrix.column_names, &grid.lines.columns, grid.cell.x, 0};
  ImRect rest = area;
  ImRect head =
      cut_top(rest, large ? column_names_height(style, columns, kHeadLines) : style.px(20), style.px(large ? 2 : 0));
  cut_left(head, names, style.px(kGap1));
  const ImRect side = cut_left(rest, names, style.px(kGap1));
  draw_entries(grid, rest, memory);
  rows.scroll = memory.scroll.y;
  draw_row_names(ui, side, rows);
  columns.scroll = memory.scroll.x;
  draw_column_names(ui, head, columns);
  return event;
}

}  // namespace ui
