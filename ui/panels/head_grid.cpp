#include "ui/panels/head_grid.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>

#include "core/attention/keeping.h"
#include "ui/panels/grid_pictures.h"
#include "ui/panels/head_grid_labels.h"
#include "ui/panels/head_grid_layout.h"
#include "ui/panels/map_scene.h"
#include "ui/panels/value_menu.h"
#include "ui/run_questions.h"
#include "ui/selection.h"
#include "ui/widgets/containers.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"

namespace ui {
namespace {

constexpr float kMostOfCard = 0.38F;  // of the card's height
constexpr float kLowCard = 440;       // CSS pixels: a lower card keeps more for the map
// There the grid takes what it needs for all layers in sight, and for their names.
constexpr float kSharesOfLowCard[] = {0.29F, 0.34F, 0.37F};

constexpr float kRoomySide = 13;  // smaller thumbnails are worth a little of the map
constexpr float kRoundFrom = 18;  // CSS pixels: corners of smaller thumbnails would eat words

std::string item_name(const core::Selection& place) {
  switch (place.map) {
    case core::MapKind::Head:
      return fmt::format("grid.{}.{}", place.layer, place.head);
    case core::MapKind::MeanOverHeads:
      return fmt::format("grid.mean.layer.{}", place.layer);
    case core::MapKind::MeanOverLayers:
      return fmt::format("grid.mean.head.{}", place.head);
    case core::MapKind::MeanOverAll:
      break;
  }
  return "grid.mean.all";
}

// "the mean of 7 maps: Previous, Next, Role …"
std::string averaged_heads(const PanelInput& input, const core::Selection& place) {
  constexpr int kNamed = 8;
  int maps = 0;
  std::string names;
  const auto& layers = input.trace->config().layers;
  for (std::size_t l = 0; l < layers.size(); ++l) {
    for (std::size_t h = 0; h < layers[l].heads.size(); ++h) {
      const core::HeadConfig& head = layers[l].heads[h];
      if (!is_of_map(place, static_cast<core::Index>(l), static_cast<core::Index>(h))) continue;
      if (head.keys == core::KeySource::Second) continue;
      if (++maps <= kNamed) names += (maps == 1 ? "" : ", ") + fmt::format("{} ({}.{})", head.name, l, h);
    }
  }
  return fmt::format("the mean of {} maps: {}{}", maps, names, maps > kNamed ? " …" : "");
}

// Of a head; false where a long run kept none of them.
bool has_weights(const PanelInput& input, const core::Selection& place) {
  return core::kept_of(*input.trace->layers[static_cast<std::size_t>(place.layer)]) != core::Kept::Stream;
}

std::string tooltip_of(const PanelInput& input, const core::Selection& place, bool pointed) {
  if (place.map != core::MapKind::Head) {
    return map_name(input, place) + ": " + map_caption(input, place) +
           (pointed ? "\n" + averaged_heads(input, place) : "");
  }
  std::string text = map_name(input, place) + " \u2014 " + map_caption(input, place);
  if (input.head(place).muted) text += "\nMuted: its output counts as 0.";
  if (!has_weights(input, place)) return text + "\nIts numbers were not kept.";
  if (input.head(place).idle) text += "\nIdle: it looks at a second sentence, and there is none.";
  return text;
}

struct Cell {
  core::Selection place;
  ImRect picture;  // the thumbnail
  ImRect name;     // below it
  ImRect target;   // both
  int row = 0, column = 0;
};

Cell cell_at(const Style& style, const GridLayout& layout, ImVec2 origin, int row, int column) {
  Cell cell;
  cell.row = row;
  cell.column = column;
  const GridLayout::Place place = layout.place(row, column);
  const float from = origin.x + place.left;
  const float left = std::floor(from + (place.width - layout.side) / 2);
  // What surrounds a thumbnail is its target, too; small ones stand so close that this is not much.
  const float edge = std::min(style.px(2), std::floor((layout.pitch_y - layout.side) / 2));
  const float top = std::floor(origin.y + place.top + edge);
  cell.picture = ImRect(left, top, left + layout.side, top + layout.side);
  const float middle = cell.picture.GetCenter().x;
  const float half = name_room(style, layout, column) / 2;
  const float name = row >= layout.shape.layers ? 0 : layout.name;
  cell.name = ImRect(middle - half, cell.picture.Max.y, middle + half, cell.picture.Max.y + name);
  const float wide = std::max(layout.side + 2 * edge, std::min(place.width, layout.side + style.px(kGap4))) / 2;
  cell.target = ImRect(std::max(std::floor(from), std::ceil(middle - wide)), top - edge,
                       std::min(std::floor(from + place.width), std::floor(middle + wide)), cell.name.Max.y + edge);
  if (layout.staggered && name > 0) cut_top(cell.name, column % 2 == 0 ? 0 : name / 2);
  if (layout.staggered && name > 0) cell.name.Max.y = cell.name.Min.y + name / 2;
  return cell;
}

void draw_picture(const GridMemory& grid, const Cell& cell, ImTextureRef texture) {
  const float columns = static_cast<float>(grid.columns);
  const float rows = static_cast<float>(grid.rows);
  const ImVec2 from(static_cast<float>(cell.column) / columns, static_cast<float>(cell.row) / rows);
  const ImVec2 to(static_cast<float>(cell.column + 1) / columns, static_cast<float>(cell.row + 1) / rows);
  ImGui::GetWindowDrawList()->AddImage(texture, cell.picture.Min, cell.picture.Max, from, to);
}

void draw_frame(const Style& style, const PanelInput& input, const Cell& cell, const ItemState& state, bool shown) {
  const Palette& p = style.palette;
  ImRect frame = cell.picture;
  frame.Expand(style.hairline());
  const bool is_head = cell.place.map == core::MapKind::Head;
  const bool muted = is_head && input.head(cell.place).muted;
  const bool idle = is_head && input.head(cell.place).idle && has_weights(input, cell.place);
  if (muted) fill_rect(cell.picture, with_alpha(p.panel, 0.6F));
  if (muted) draw_icon(cell.picture, Icon::Mute, style.px(16), p.text);
  if (idle) {
    const float free = std::min(style.px(kGap2), std::floor(cell.picture.GetWidth() / 4));
    horizontal_line(cell.picture.Min.x + free, cell.picture.Max.x - free, cell.picture.GetCenter().y, p.outline,
                    style.px(1));
  }
  const float radius = cell.picture.GetWidth() < style.px(kRoundFrom) ? style.px(1) : style.px(3);
  if (shown) {
    frame.Expand(style.px(1));
    stroke_rect(frame, p.weight, radius + style.px(1), style.px(2));
  } else {
    stroke_rect(frame, state.hovered || state.active ? p.outline : p.line, radius, style.hairline());
  }
}

void draw_name(const Style& style, const PanelInput& input, const GridLayout& layout, const Cell& cell, bool shown) {
  const bool is_head = cell.place.map == core::MapKind::Head;
  const TextRole role = layout.name_role(shown);
  std::string name = is_head ? input.head_config(cell.place).name : "mean";
  const auto fits = [&] { return text_width(style, role, name) <= cell.name.GetWidth(); };
  // Beside names that reach below their neighbours only one word has room.
  if (layout.staggered || !fits()) name = is_head ? short_name(input.head_config(cell.place)) : "\u00f8";
  const bool off = is_head && (input.head(cell.place).muted || input.head(cell.place).idle);
  const ImU32 color = shown ? style.palette.weight : off ? style.palette.second_text : style.palette.text;
  draw_text_in(style, cell.name, role, is_head || shown ? color : style.palette.second_text, name, Align::Center);
}

void open_map(const PanelInput& input, const core::Selection& place, core::Selection& selection) {
  if (place.map == core::MapKind::Head) {
    select_head(input, selection, place.layer, place.head);
    return;
  }
  selection.map = place.map;
  selection.layer = place.layer;
  selection.head = place.head;
  select_query(input, selection, selection.query);
}

// Whether the pointer is on it.
bool draw_cell(const Ui& ui, const PanelInput& input, const GridLayout& layout, const Cell& cell, ImTextureRef texture,
               ViewState& view) {
  const Style& style = ui.style;
  const bool shown = is_same_map(view.selection, cell.place);
  const std::string tooltip =
      tooltip_of(input, cell.place, ImGui::IsMouseHoveringRect(cell.target.Min, cell.target.Max));
  ItemSpec spec;
  spec.tooltip = tooltip;
  spec.role = "thumbnail";
  spec.radius = 4;
  spec.ring = false;
  const ItemState state = item(ui, item_name(cell.place), cell.target, spec);
  draw_picture(view.transient.maps.grid, cell, texture);
  draw_frame(style, input, cell, state, shown);
  if (state.focus_visible) stroke_rect(cell.target, style.palette.weight, style.px(4), style.px(2));
  if (cell.name.GetHeight() > 0) draw_name(style, input, layout, cell, shown);
  if (state.clicked) open_map(input, cell.place, view.selection);
  if (state.right_clicked) open_value_menu(view, map_menu(input, view, cell.place), cell.target);
  return state.hovered;
}

// Scrolls to the selected layer when it changes.
void follow_selection(const GridLayout& layout, const ImRect& area, const core::Selection& selection,
                      GridMemory& grid) {
  if (grid.shown_layer == selection.layer || layout.height() <= area.GetHeight()) return;
  grid.shown_layer = selection.layer;
  const float top = layout.top(static_cast<int>(selection.layer));
  const float scroll = ImGui::GetScrollY();
  if (top < scroll) ImGui::SetScrollY(top);
  if (top + layout.pitch_y > scroll + area.GetHeight()) ImGui::SetScrollY(top + layout.pitch_y - area.GetHeight());
}

struct Rows {
  int first = 0, last = 0;
};

// Of the only block; where there are several, or layers stand beside each other, all.
Rows visible_rows(const GridLayout& layout, const ImRect& area, ImVec2 origin) {
  const int count = layout.shape.rows();
  if (layout.blocks > 1 || layout.sideways) return {0, count};
  const auto first = static_cast<int>(std::floor((area.Min.y - origin.y) / layout.pitch_y));
  const auto last = static_cast<int>(std::ceil((area.Max.y - origin.y) / layout.pitch_y));
  return {std::clamp(first, 0, count), std::clamp(last, 0, count)};
}

// In the corner above the layers' numbers.
void draw_raise(const Ui& ui, const ImRect& line, bool& raised) {
  const float side = ui.style.px(kMinTarget);
  const ImRect corner(line.Min, ImVec2(line.Min.x + side, line.Min.y + side));
  const char* const tooltip = raised ? "Back to the map" : "All layers in the map's place";
  if (icon_button(ui, "grid.raise", corner, raised ? Icon::ChevronDown : Icon::ChevronUp, tooltip)) raised = !raised;
}

// Whether all layers are in sight, with the names of heads that have names.
bool shows_all(const Style& style, const GridLayout& layout, float height) {
  const bool labelled = layout.name > 0 || layout.numbers > 0;
  return labelled && layout.numbers + layout.height() <= height - style.px(kGap2) + 1;
}

}  // namespace

float head_grid_height(const Style& style, const ImRect& card, const core::AttentionTrace& trace) {
  const auto take = [&](float share) {
    const float most = std::floor(card.GetHeight() * share);
    return std::pair(layout_grid(style, card.GetWidth(), most - style.px(kGap2), trace.config()), most);
  };
  const bool low = card.GetHeight() < style.px(kLowCard);
  auto [layout, most] = take(low ? kSharesOfLowCard[0] : kMostOfCard);
  if (layout.shape.rows() * layout.shape.columns() < 2) return 0;
  for (const float share : kSharesOfLowCard) {
    const bool shown = shows_all(style, layout, most);
    const bool largest = share == std::end(kSharesOfLowCard)[-1];
    if (!low || (shown && (largest || layout.name > 0 || layout.side >= style.px(kRoomySide)))) break;
    const auto more = take(share);
    const bool better = shows_all(style, more.first, more.second) && (!shown || more.first.side > layout.side);
    if (better) std::tie(layout, most) = more;
  }
  return std::floor(std::min(layout.numbers + layout.height() + style.px(kGap2), most));
}

void draw_head_grid(const Ui& ui, ImRect area, const PanelInput& input, ViewState& view) {
  const Style& style = ui.style;
  const core::ModelConfig& config = input.trace->config();
  GridLayout layout = layout_grid(style, area.GetWidth(), area.GetHeight(), config);
  const bool scrolls = layout.numbers + layout.height() > area.GetHeight() + 1;
  if (scrolls) {
    layout = layout_grid(style, area.GetWidth() - ImGui::GetStyle().ScrollbarSize, area.GetHeight(), config);
  }
  GridMemory& grid = view.transient.maps.grid;
  std::optional<GridPlace> pointed;
  std::optional<Cell> chosen;
  const ImRect line = cut_top(area, layout.numbers);
  const bool dense = layout.side + style.px(kGap1) < style.px(kMinTarget);
  if (layout.numbers > 0 && (scrolls || dense || grid.raised)) draw_raise(ui, line, grid.raised);
  {
    ScrollArea scroll(ui, "grid", area);
    follow_selection(layout, area, view.selection, grid);
    const ImVec2 origin = scroll.origin();
    const Rows rows = visible_rows(layout, area, origin);
    const int side = static_cast<int>(layout.side);
    view.transient.unfinished |= !refresh_grid(style, input, layout.shape, side, rows.first, rows.last,
                                               view.persisted.range, view.persisted.whole_words, view.transient.maps);
    const ImTextureRef texture = ui.textures.get(
        "grid", grid.columns * side, grid.rows * side, grid.version,
        [&](std::span<ImU32> pixels) { std::copy(grid.pixels.begin(), grid.pixels.end(), pixels.begin()); });
    for (int row = rows.first; row < rows.last; ++row) {
      for (int column = 0; column < grid.columns; ++column) {
        Cell cell = cell_at(style, layout, origin, row, column);
        cell.place = view.selection;
        if (!grid_selection(config, layout.shape, row, column, cell.place)) continue;
        if (draw_cell(ui, input, layout, cell, texture, view)) pointed = GridPlace{row, column};
        if (is_same_map(view.selection, cell.place)) chosen = cell;
      }
    }
    // Above its neighbours, which stand close in a small grid.
    if (chosen) draw_frame(style, input, *chosen, {}, true);
    const GridLabels labels{layout, place_of(layout.shape, view.selection), pointed};
    const int named = layout.sideways ? layout.shape.columns() : rows.last;
    for (int row = layout.sideways ? 0 : rows.first; row < named; ++row) draw_row_name(style, labels, origin, row);
    scroll.set_content_height(layout.height());
  }
  if (layout.numbers > 0) draw_numbers(style, {layout, place_of(layout.shape, view.selection), pointed}, line);
}

}  // namespace ui
