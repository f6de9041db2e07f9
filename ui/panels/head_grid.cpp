#include "ui/panels/head_grid.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/attention/keeping.h"
#include "ui/panels/grid_pictures.h"
#include "ui/panels/head_grid_layout.h"
#include "ui/panels/map_scene.h"
#include "ui/panels/value_menu.h"
#include "ui/selection.h"
#include "ui/widgets/containers.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/shorten.h"

namespace ui {
namespace {

constexpr float kMostOfCard = 0.38F;  // of the card's height
constexpr float kLowCard = 440;       // CSS pixels: a lower card keeps more for the map
constexpr float kMostOfLowCard = 0.29F;

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

bool is_shown(const core::Selection& selection, const core::Selection& place) {
  if (selection.map != place.map) return false;
  const bool layer = place.map == core::MapKind::MeanOverLayers || place.map == core::MapKind::MeanOverAll ||
                     selection.layer == place.layer;
  const bool head = place.map == core::MapKind::MeanOverHeads || place.map == core::MapKind::MeanOverAll ||
                    selection.head == place.head;
  return layer && head;
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

std::string tooltip_of(const PanelInput& input, const core::Selection& place, bool pointed) {
  if (place.map != core::MapKind::Head) {
    return map_name(input, place) + ": " + map_caption(input, place) +
           (pointed ? "\n" + averaged_heads(input, place) : "");
  }
  const core::HeadTrace& head = input.head(place);
  std::string text = map_name(input, place) + " \u2014 " + map_caption(input, place);
  if (head.muted) text += "\nMuted: its output counts as 0.";
  const auto& layer = *input.trace->layers[static_cast<std::size_t>(place.layer)];
  if (core::kept_of(layer) == core::Kept::Stream) return text + "\nIts numbers were not kept.";
  if (head.idle) text += "\nIdle: it looks at a second sentence, and there is none.";
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
  const float from = layout.lefts[static_cast<std::size_t>(column)];
  const float pitch = layout.lefts[static_cast<std::size_t>(column) + 1] - from;
  const float left = std::floor(origin.x + layout.left(row) + from + (pitch - layout.side) / 2);
  const float top = std::floor(origin.y + layout.top(row) + style.px(2));
  cell.picture = ImRect(left, top, left + layout.side, top + layout.side);
  const float middle = (cell.picture.Min.x + cell.picture.Max.x) / 2;
  const float half = (pitch - style.px(2)) / 2;
  const float name = row >= layout.shape.layers ? 0 : layout.name;
  cell.name = ImRect(middle - half, cell.picture.Max.y, middle + half, cell.picture.Max.y + name);
  const float edge = std::max(layout.side + style.px(4), std::min(pitch, layout.side + style.px(kGap4))) / 2;
  cell.target =
      ImRect(std::ceil(middle - edge), top - style.px(2), std::floor(middle + edge), cell.name.Max.y + style.px(2));
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
  const bool idle = is_head && input.head(cell.place).idle;
  if (muted) fill_rect(cell.picture, with_alpha(p.panel, 0.6F));
  if (muted) draw_icon(cell.picture, Icon::Mute, style.px(16), p.text);
  if (idle) {
    horizontal_line(cell.picture.Min.x + style.px(kGap2), cell.picture.Max.x - style.px(kGap2),
                    cell.picture.GetCenter().y, p.outline, style.px(1));
  }
  if (shown) {
    frame.Expand(style.px(1));
    stroke_rect(frame, p.weight, style.px(4), style.px(2));
  } else {
    stroke_rect(frame, state.hovered || state.active ? p.outline : p.line, style.px(3), style.hairline());
  }
}

void draw_name(const Style& style, const PanelInput& input, const Cell& cell, bool shown) {
  const bool is_head = cell.place.map == core::MapKind::Head;
  const TextRole role = shown ? TextRole::CaptionSemibold : TextRole::Caption;
  std::string name = is_head ? input.head_config(cell.place).name : "mean";
  const auto fits = [&] { return text_width(style, role, name) <= cell.name.GetWidth(); };
  if (!fits()) name = is_head ? short_name(input.head_config(cell.place)) : "\u00f8";
  if (!fits()) name = first_letters(style, role, name, cell.name.GetWidth());
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

void draw_cell(const Ui& ui, const PanelInput& input, const Cell& cell, ImTextureRef texture, ViewState& view) {
  const Style& style = ui.style;
  const bool shown = is_shown(view.selection, cell.place);
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
  if (cell.name.GetHeight() > 0) draw_name(style, input, cell, shown);
  if (state.clicked) open_map(input, cell.place, view.selection);
  if (state.right_clicked) open_value_menu(view, map_menu(input, view, cell.place), cell.target);
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

// Of the first block; where there are several, all.
Rows visible_rows(const GridLayout& layout, const ImRect& area, ImVec2 origin) {
  const int count = layout.shape.rows();
  if (layout.blocks > 1) return {0, count};
  const auto first = static_cast<int>(std::floor((area.Min.y - origin.y) / layout.pitch_y));
  const auto last = static_cast<int>(std::ceil((area.Max.y - origin.y) / layout.pitch_y));
  return {std::clamp(first, 0, count), std::clamp(last, 0, count)};
}

void draw_row_name(const Style& style, const GridLayout& layout, ImVec2 origin, int row) {
  const bool mean = row >= layout.shape.layers;
  const ImVec2 at(origin.x + layout.left(row), origin.y + layout.top(row));
  draw_text_in(style, ImRect(at.x, at.y, at.x + layout.label, at.y + layout.side), TextRole::Caption,
               style.palette.second_text, mean ? (layout.brief ? "\u00f8" : "mean") : layer_label(row, layout.brief));
}

// Once over each block, where thumbnails have no names of their own.
void draw_numbers(const Style& style, const GridLayout& layout, const ImRect& line) {
  for (int block = 0; block < layout.blocks; ++block) {
    const float from = line.Min.x + layout.left(block * layout.rows_of_block());
    for (int column = 0; column < layout.shape.columns(); ++column) {
      const float left = from + layout.lefts[static_cast<std::size_t>(column)];
      const std::string name = column < layout.shape.heads ? fmt::format("{}", column) : "\u00f8";
      draw_text_in(style, ImRect(left, line.Min.y, left + layout.pitch_x, line.Max.y), TextRole::Caption,
                   style.palette.second_text, name, Align::Center);
    }
  }
}

// In the corner above the layers' numbers.
void draw_raise(const Ui& ui, const ImRect& line, bool& raised) {
  const float side = ui.style.px(kMinTarget);
  const ImRect corner(line.Min, ImVec2(line.Min.x + side, line.Min.y + side));
  const char* const tooltip = raised ? "Back to the map" : "All layers in the map's place";
  if (icon_button(ui, "grid.raise", corner, raised ? Icon::ChevronDown : Icon::ChevronUp, tooltip)) raised = !raised;
}

}  // namespace

float head_grid_height(const Style& style, const ImRect& card, const core::AttentionTrace& trace) {
  const float share = card.GetHeight() < style.px(kLowCard) ? kMostOfLowCard : kMostOfCard;
  const float most = std::floor(card.GetHeight() * share);
  const GridLayout layout = layout_grid(style, card.GetWidth(), most - style.px(kGap2), trace.config());
  if (layout.shape.rows() * layout.shape.columns() < 2) return 0;
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
  if (layout.numbers > 0) {
    const ImRect line = cut_top(area, layout.numbers);
    draw_numbers(style, layout, line);
    if (scrolls || grid.raised) draw_raise(ui, line, grid.raised);
  }
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
      draw_row_name(style, layout, origin, row);
      for (int column = 0; column < grid.columns; ++column) {
        Cell cell = cell_at(style, layout, origin, row, column);
        cell.place = view.selection;
        if (grid_selection(config, layout.shape, row, column, cell.place)) draw_cell(ui, input, cell, texture, view);
      }
    }
    scroll.set_content_height(layout.height());
  }
}

}  // namespace ui
