// The map of the selected head or average: title, cells, legend, read-out; the grid of all heads below.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/lessons/lesson_input.h"
#include "ui/panels/head_grid.h"
#include "ui/panels/map_header.h"
#include "ui/panels/map_menu.h"
#include "ui/panels/map_readout.h"
#include "ui/panels/map_scene.h"
#include "ui/panels/not_kept_card.h"
#include "ui/panels/panel_list.h"
#include "ui/panels/words_menu.h"
#include "ui/run_questions.h"
#include "ui/selection.h"
#include "ui/widgets/containers.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/heatmap.h"
#include "ui/widgets/layout.h"

namespace ui {
namespace {

HeatmapSpec make_spec(const MapScene& scene, const PanelInput& input, const ViewState& view) {
  HeatmapSpec spec;
  spec.values = &scene.values();
  spec.version = scene.shown->version;
  if (scene.former != nullptr && !scene.is_difference) spec.former = scene.former->weights.get();
  spec.glide = input.glide;
  spec.ghosts = input.marks_former;
  spec.scaled = scene.scaled;
  spec.row_tokens = scene.queries;
  spec.column_tokens = scene.keys;
  spec.is_signed = scene.is_signed;
  spec.full = scene.full;
  spec.full_by_row = !scene.is_signed && view.persisted.range == RangeMode::ThisRow;
  spec.marks = scene.marks;
  spec.set_aside = scene.set_aside;
  spec.query = shown_at(scene.query_words, view.selection.query);
  spec.key = shown_at(scene.key_words, view.selection.key);
  spec.hover_query = shown_at(scene.query_words, view.transient.hover_query);
  spec.hover_key = shown_at(scene.key_words, view.transient.hover_key);
  if (!shows_panel(input, "map")) spec.only_row = spec.query;
  return spec;
}

void select(const HeatmapResult& result, const PanelInput& input, const MapScene& scene, ViewState& view) {
  core::Selection& selection = view.selection;
  const auto take = [&](MapCell cell) {
    selection.query = token_at(scene.query_words, cell.query);
    selection.key = token_at(scene.key_words, cell.key);
  };
  if (result.clicked) take(*result.clicked);
  if (result.walked) take(*result.walked);
  if (result.menu) take(*result.menu);
  if (result.clicked_row) select_query(input, selection, token_at(scene.query_words, *result.clicked_row));
  if (result.clicked_column) select_key(selection, token_at(scene.key_words, *result.clicked_column));
}

void light(const HeatmapResult& result, const MapScene& scene, TransientView& view) {
  const auto light_row = [&](core::Index row) { view.next_hover_query = token_at(scene.query_words, row); };
  const auto light_column = [&](core::Index column) { view.next_hover_key = token_at(scene.key_words, column); };
  if (result.hovered) {
    light_row(result.hovered->query);
    light_column(result.hovered->key);
  }
  if (result.hovered_row) light_row(*result.hovered_row);
  if (result.hovered_column) light_column(*result.hovered_column);
}

// Another sentence starts with the whole map again.
void restart_zoom(const MapScene& scene, TransientView& view) {
  if (view.maps.rows != scene.values().rows() || view.maps.columns != scene.values().cols()) view.map = MapView{};
  view.maps.rows = scene.values().rows();
  view.maps.columns = scene.values().cols();
}

// "1 : 1": readable cells, with the selected one in view.
void zoom_to_readable(const Style& style, const ImRect& area, const HeatmapSpec& spec, MapView& view) {
  if (view.zoom > 0) return;
  view.zoom = std::max(1.0F, style.px(kReadableCell) / heatmap_fit(style, area, spec));
  view.origin = ImVec2(static_cast<float>(spec.key.value_or(0)) - 4, static_cast<float>(spec.query) - 4);
}

// The cell whose arithmetic is told: under the pointer anywhere, else the selected one.
std::optional<MapCell> told_cell(const HeatmapResult& result, const HeatmapSpec& spec) {
  if (result.hovered) return result.hovered;
  if (spec.key && *spec.key < result.frame.columns) return MapCell{spec.query, *spec.key};
  return std::nullopt;
}

std::string picture_note(const MapFrame& frame) {
  const float words = words_a_pixel(frame);
  return fmt::format("A pixel shows the largest of {:.1f} \u00d7 {:.1f} words", words, words);
}

// The menu of a word beside or above the cells, at the pointer.
void open_label_menu(const HeatmapResult& result, const PanelInput& input, const MapScene& scene, ViewState& view) {
  const ImVec2 at = ImGui::GetMousePos();
  const ImRect anchor(at, at);
  const bool second =
      view.selection.map == core::MapKind::Head && input.head_config(view.selection).keys == core::KeySource::Second;
  if (result.menu_row) open_words_menu(view, token_at(scene.query_words, *result.menu_row), false, anchor);
  if (result.menu_column) open_words_menu(view, token_at(scene.key_words, *result.menu_column), second, anchor);
}

void draw_map(Ui& ui, ImRect area, const PanelInput& input, const MapScene& scene, ViewState& view,
              Requests& requests) {
  const Style& style = ui.style;
  restart_zoom(scene, view.transient);
  const float line = line_height(style, TextRole::Caption);
  const auto lines = static_cast<float>(readout_lines(style, area));
  const ImRect readout = cut_bottom(area, line * lines + style.px(2) * (lines - 1), style.px(kGap2));
  HeatmapSpec spec = make_spec(scene, input, view);
  if (view.transient.presenter) spec.largest_fit = kLargestZoomed;
  spec.take_focus = std::exchange(view.transient.maps.take_focus, false);
  ImRect cells = area;
  const bool narrow = has_corner_legend(style, area);  // its axes are named in the header
  spec.axis_caption = !narrow || scene.head == nullptr;
  const bool corner = narrow && !has_flat_labels(style, area, spec);
  if (!corner) cut_right(cells, legend_width(style));
  zoom_to_readable(style, cells, spec, view.transient.map);
  const bool pools = heatmap_fit(style, cells, spec) * view.transient.map.zoom < 1;
  if (pools) cut_bottom(cells, line + style.px(2));
  const HeatmapResult result = heatmap(ui, cells, spec, view.transient.map);
  light(result, scene, view.transient);
  select(result, input, scene, view);
  if (result.menu) open_map_menu(view.transient.maps, *result.menu);
  open_label_menu(result, input, scene, view);
  if (result.opened && !scene.is_joined()) open_map_entry(input, view, *result.opened, core::Site::Weight);
  const MapFrame& frame = result.frame;
  if (corner) {
    const ImRect place(area.Min.x, area.Min.y, frame.area.Min.x - style.px(kGap2), frame.area.Min.y - style.px(kGap2));
    draw_corner_legend(ui, place, scene, view);
  } else {
    draw_map_legend(ui, ImVec2(frame.area.Max.x, frame.area.Min.y), area.Max.y - frame.area.Min.y, scene, view);
  }
  draw_map_readout(ui, readout, input, scene, view.selection, told_cell(result, spec));
  if (pools) {
    draw_text(style, ImVec2(frame.area.Min.x, frame.area.Max.y + style.px(2)), TextRole::Caption,
              style.palette.second_text, picture_note(result.frame));
  }
  draw_map_menu(ui, frame, input, scene, view, requests);
}

}  // namespace

void draw_map_panel(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  const Style& style = ui.style;
  const Card card(ui, "map.card", area);
  ImRect rest = card.content();
  if (!input.has_trace()) {
    if (input.empty_reason.empty()) draw_empty_state(style, rest, "The map appears with the first sentence.");
    return;
  }
  const bool shows_map = shows_panel(input, "map") || shows_panel(input, "map-row");
  // Those who watch from afar see the map as large as it can be; Alt and the arrow keys still walk the heads.
  const bool shows_grid = shows_panel(input, "grid") && !covers(input, "grid") && !view.transient.presenter;
  if (!shows_map) return draw_head_grid(ui, rest, input, view);
  const float grid_height = shows_grid ? head_grid_height(style, rest, *input.trace) : 0;
  const bool raised = grid_height > 0 && view.transient.maps.grid.raised;
  ImRect grid = raised ? ImRect() : cut_bottom(rest, grid_height, style.px(kGap2));
  const MapScene scene = make_map_scene(input, view);
  const ImRect header = cut_top(rest, style.px(kControlHeight), style.px(kGap1));
  draw_map_header(ui, header, input, scene, view, requests);
  if (raised) return draw_head_grid(ui, rest, input, view);
  if (scene.empty()) {
    if (is_kept(input, view.selection)) {
      draw_empty_state(
          style, rest,
          "This head looks at a second sentence. Add one above, for instance a translation, and it wakes up.");
    } else {
      draw_not_kept(ui, rest, view.selection);
    }
  } else {
    draw_map(ui, rest, input, scene, view, requests);
  }
  if (grid_height <= 0) return;
  horizontal_line(area.Min.x + style.hairline(), area.Max.x - style.hairline(), grid.Min.y, style.palette.line,
                  style.hairline());
  grid.Min.y += style.px(kGap2);
  draw_head_grid(ui, grid, input, view);
}

}  // namespace ui
