#include "ui/widgets/heatmap.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "ui/widgets/draw.h"
#include "ui/widgets/heatmap_labels.h"
#include "ui/widgets/heatmap_paint.h"

namespace ui {
namespace {

constexpr core::Index kMostNamedCells = 1024;  // of larger maps only the selected row and column have names
constexpr float kLeastNamed = 1;    // screen pixels: where cells are smaller, only what is selected has a name
constexpr float kWheelZoom = 1.2F;  // for each notch
constexpr float kWheelRows = 3;
constexpr float kDragStart = 4;  // CSS pixels before a press becomes a drag

MapLimits limits_of(const Style& style, float fit) {
  MapLimits limits;
  limits.fit = fit;
  limits.largest = style.px(kLargestZoomed);
  limits.gap_from = style.px(14);
  limits.gap = style.hairline();
  return limits;
}

std::string part_name(const HeatmapSpec& spec, std::string_view part) {
  return fmt::format("{}.{}", spec.name, part);
}

void name_cell(const Ui& ui, const MapFrame& frame, const HeatmapSpec& spec, core::Index row, core::Index column) {
  register_area(ui, fmt::format("{}.cell.{}.{}", spec.name, row, column), frame.cell_rect(row, column), "cell");
}

bool is_inside(core::Index at, core::Index first, core::Index last) {
  return at >= first && at < last;
}

void name_cells(const Ui& ui, const MapFrame& frame, const HeatmapSpec& spec) {
  const bool all = frame.visible_cells() <= kMostNamedCells;
  const bool has_key = spec.key && is_inside(*spec.key, frame.first_column, frame.last_column);
  const bool only_selected = frame.cell < kLeastNamed;
  for (core::Index row = frame.first_row; row < frame.last_row; ++row) {
    if (all || (row == spec.query && !only_selected)) {
      for (core::Index column = frame.first_column; column < frame.last_column; ++column) {
        name_cell(ui, frame, spec, row, column);
      }
    } else if (has_key && (row == spec.query || !only_selected)) {
      name_cell(ui, frame, spec, row, *spec.key);
    }
  }
}

// The wheel scrolls a map that is larger than its place, and zooms with Ctrl. It never edits.
void answer_wheel(const Style& style, const MapFrame& frame, const MapLimits& limits, MapView& view) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.MouseWheel == 0 && io.MouseWheelH == 0) return;
  if (io.KeyCtrl) {
    zoom_at(view, frame, limits, io.MousePos, std::pow(kWheelZoom, io.MouseWheel));
    return;
  }
  const float step = std::max(frame.cell, style.px(12)) * kWheelRows;
  const ImVec2 wheel = io.KeyShift ? ImVec2(io.MouseWheel, 0) : ImVec2(io.MouseWheelH, io.MouseWheel);
  pan(view, frame, ImVec2(wheel.x * step, wheel.y * step));
}

bool is_panning(const Style& style, const MapFrame& frame, const ItemState& state) {
  const bool middle = state.hovered && ImGui::IsMouseDragging(ImGuiMouseButton_Middle, 0);
  const bool left = state.active && !state.by_keyboard && !frame.whole &&
                    ImGui::IsMouseDragging(ImGuiMouseButton_Left, style.px(kDragStart));
  return middle || left;
}

// The arrow keys walk the cells; from no key at all the first step lands in the row's first visible column.
std::optional<MapCell> walk(const ItemState& state, const MapFrame& frame, const HeatmapSpec& spec) {
  struct Step {
    ImGuiKey key;
    core::Index rows, columns;
  };
  static constexpr Step kSteps[] = {
      {ImGuiKey_LeftArrow, 0, -1}, {ImGuiKey_RightArrow, 0, 1}, {ImGuiKey_UpArrow, -1, 0}, {ImGuiKey_DownArrow, 1, 0}};
  std::optional<MapCell> reached;
  for (const Step& step : kSteps) {
    if (!take_key(state, step.key)) continue;
    const core::Index from = spec.key.value_or(frame.first_column - step.columns);
    reached = MapCell{std::clamp<core::Index>(spec.query + step.rows, 0, frame.rows - 1),
                      std::clamp<core::Index>(from + step.columns, 0, frame.columns - 1)};
  }
  return reached;
}

void answer_cells(const Ui& ui, const HeatmapSpec& spec, const MapLimits& limits, MapView& view,
                  HeatmapResult& result) {
  const MapFrame& frame = result.frame;
  const ItemState& state = result.state;
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  const bool panning = is_panning(ui.style, frame, state);
  // After a key the pointer counts again once it moves: until then the read-out is the keyboard's.
  const bool pointed = state.hovered && !ImGui::GetCurrentContext()->NavHighlightItemUnderNav;
  if (pointed) {
    ImGui::SetItemKeyOwner(ImGuiKey_MouseWheelY);
    ImGui::SetItemKeyOwner(ImGuiKey_MouseWheelX);
    answer_wheel(ui.style, frame, limits, view);
    if (!panning) result.hovered = frame.cell_at(pointer);
  }
  if (panning) pan(view, frame, ImGui::GetIO().MouseDelta);
  const bool by_pointer = state.clicked && ImGui::IsMouseReleased(ImGuiMouseButton_Left);
  const bool dragged = ImGui::GetIO().MouseDragMaxDistanceSqr[0] > ui.style.px(kDragStart) * ui.style.px(kDragStart);
  if (by_pointer && (frame.whole || !dragged)) result.clicked = frame.cell_at(pointer);
  const std::optional<MapCell> selected =
      spec.key ? std::optional<MapCell>(MapCell{spec.query, *spec.key}) : std::nullopt;
  if (state.clicked && !by_pointer) result.opened = selected;
  if (state.double_clicked) result.opened = frame.cell_at(pointer);
  const bool menu_by_pointer = ImGui::IsMouseReleased(ImGuiMouseButton_Right);
  if (state.right_clicked) result.menu = menu_by_pointer ? frame.cell_at(pointer) : selected;
  // ImGui activates by Enter only while its own mark of focus shows; after a click on a cell it does not.
  if (state.focused && (take_key(state, ImGuiKey_Enter) || take_key(state, ImGuiKey_KeypadEnter))) {
    result.opened = selected;
  }
  if (state.focused) result.walked = walk(state, frame, spec);
  if (result.walked) reveal(view, frame, *result.walked);
}

void answer_labels(const Ui& ui, const LabelLayout& labels, const HeatmapSpec& spec, HeatmapResult& result) {
  const MapFrame& frame = result.frame;
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  ItemSpec place;
  place.role = "labels";
  place.focusable = false;
  place.tooltip = "The word that looks. Click: select its row.";
  const ImRect left(frame.area.Min.x - labels.row_width, frame.area.Min.y, frame.area.Min.x, frame.area.Max.y);
  const ItemState rows = item(ui, part_name(spec, "rows"), left, place);
  if (rows.hovered) result.hovered_row = frame.row_at(pointer.y);
  if (rows.clicked) result.clicked_row = frame.row_at(pointer.y);
  if (rows.right_clicked) result.menu_row = frame.row_at(pointer.y);
  place.tooltip = "The word that is looked at. Click: select its column.";
  const float lean = labels.turned ? labels.column_height * labels.rise.across / labels.rise.up : 0;
  const ImRect above(frame.area.Min.x, frame.area.Min.y - labels.column_height, frame.area.Max.x + lean,
                     frame.area.Min.y);
  const ItemState columns = item(ui, part_name(spec, "columns"), above, place);
  if (columns.hovered) result.hovered_column = column_label_at(frame, labels, pointer);
  if (columns.clicked) result.clicked_column = column_label_at(frame, labels, pointer);
  if (columns.right_clicked) result.menu_column = column_label_at(frame, labels, pointer);
}

void name_labels(const Ui& ui, const LabelLayout& labels, const MapFrame& frame, const HeatmapSpec& spec) {
  const bool only_selected = frame.cell < kLeastNamed;
  for (core::Index row = frame.first_row; row < frame.last_row; ++row) {
    if (only_selected && row != spec.query) continue;
    const ImRect rect(frame.area.Min.x - labels.row_width, frame.row_edge(row), frame.area.Min.x,
                      frame.row_edge(row + 1));
    register_area(ui, fmt::format("{}.row.{}", spec.name, row), rect, "label");
  }
  for (core::Index column = frame.first_column; column < frame.last_column; ++column) {
    if (only_selected && column != spec.key) continue;
    register_area(ui, fmt::format("{}.column.{}", spec.name, column),
                  column_label_rect(ui.style, frame, labels, column), "label");
  }
}

HeatmapSpec with_hover(const HeatmapSpec& spec, const HeatmapResult& result) {
  HeatmapSpec lit = spec;
  if (result.hovered) lit.hover_query = result.hovered->query;
  if (result.hovered) lit.hover_key = result.hovered->key;
  if (result.hovered_row) lit.hover_query = result.hovered_row;
  if (result.hovered_column) lit.hover_key = result.hovered_column;
  return lit;
}

}  // namespace

float heatmap_fit(const Style& style, const ImRect& area, const HeatmapSpec& spec) {
  const ImRect room = cells_room(area, layout_labels(style, area, spec));
  return fitting_cell(room.GetSize(), spec.rows(), spec.values->cols(), style.px(spec.largest_cell()));
}

bool has_flat_labels(const Style& style, const ImRect& area, const HeatmapSpec& spec) {
  return !layout_labels(style, area, spec).turned;
}

float words_a_pixel(const MapFrame& frame) {
  return 1 / frame.cell;
}

HeatmapResult heatmap(const Ui& ui, const ImRect& area, const HeatmapSpec& spec, MapView& view) {
  const LabelLayout labels = layout_labels(ui.style, area, spec);
  ImRect room = cells_room(area, labels);
  const float fit = fitting_cell(room.GetSize(), spec.rows(), spec.values->cols(), ui.style.px(spec.largest_cell()));
  const MapLimits limits = limits_of(ui.style, fit);
  HeatmapResult result;
  if (spec.only_row) {
    view = MapView{1, ImVec2(0, static_cast<float>(*spec.only_row))};
    room.Max.y = std::min(room.Max.y, room.Min.y + fit);
  }
  result.frame = frame_map(room, spec.values->rows(), spec.values->cols(), limits, view);
  result.frame.whole = result.frame.whole || spec.only_row.has_value();
  answer_labels(ui, labels, spec, result);
  ItemSpec cells;
  cells.role = "map";
  cells.radius = 2;
  result.state = item(ui, spec.name, result.frame.area, cells);
  if (spec.take_focus) ImGui::FocusItem();
  answer_cells(ui, spec, limits, view, result);
  if (result.hovered) {
    if (const std::string marks = told_marks(spec, *result.hovered); !marks.empty()) text_tooltip(ui, marks);
  }
  name_labels(ui, labels, result.frame, spec);
  name_cells(ui, result.frame, spec);
  const HeatmapSpec lit = with_hover(spec, result);
  paint_cells(ui, result.frame, lit);
  paint_selection(ui, result.frame, lit);
  draw_row_labels(ui.style, result.frame, labels, lit);
  draw_column_labels(ui.style, result.frame, labels, lit);
  if (spec.axis_caption) draw_axis_caption(ui.style, result.frame, labels);
  return result;
}

}  // namespace ui
