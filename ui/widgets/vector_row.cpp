#include "ui/widgets/vector_row.h"

#include <algorithm>
#include <cmath>

#include "ui/widgets/draw.h"
#include "ui/widgets/inner_focus.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/number_drag.h"
#include "ui/widgets/numbers.h"
#include "ui/widgets/shorten.h"

namespace ui {
namespace {

constexpr float kBar = 12;            // thickness, CSS pixels
constexpr float kStepsPerRange = 40;  // an arrow key's step is this part of the range

std::string named(const VectorRow& row, std::string_view part) {
  return std::string(row.prefix) + "." + std::string(part) + "." + std::to_string(row.component);
}

float position(const ImRect& bar, float value, float range) {
  const float half = bar.GetWidth() / 2;
  return std::round(bar.Min.x + half + std::clamp(value / range, -1.0F, 1.0F) * half);
}

void draw_bar(const Style& style, const ImRect& bar, const ItemState& state, const VectorRow& row) {
  const Palette& p = style.palette;
  const float middle = std::round(bar.GetCenter().y);
  const float half = std::floor(style.px(kBar) / 2);
  const ImRect track(bar.Min.x, middle - half, bar.Max.x, middle + half);
  fill_rect(track, reacting(style, p.raised, state), style.px(2));
  const float zero = position(bar, 0, row.range);
  const float end = position(bar, row.shape, row.range);
  if (end != zero) {
    fill_rect(ImRect(std::min(zero, end), track.Min.y, std::max(zero, end), track.Max.y), row.color, style.px(2));
  }
  vertical_line(zero, track.Min.y - style.px(2), track.Max.y + style.px(2), p.outline, style.hairline());
  if (row.ghost) {
    const float ghost = position(bar, *row.ghost, row.range);
    vertical_line(ghost - style.px(1), track.Min.y - style.px(2), track.Max.y + style.px(2), p.edited, style.px(2));
  }
  if (row.editable && (state.hovered || state.active)) {
    const ImVec2 grip(end, middle);
    fill_circle(grip, style.px(5), p.panel);
    stroke_circle(grip, style.px(5), row.color, std::max(1.5F, 1.5F * style.scale));
  }
}

// The bar moves with the pointer wherever it is taken: a click alone changes nothing.
std::optional<NumberChange> drag(const Ui& ui, const ItemState& state, const ImRect& bar, const VectorRow& row,
                                 const std::string& name, NumberMemory& memory) {
  const auto moved = drag_number(ui, name, state, row.value, memory);
  if (!moved) return std::nullopt;
  memory.drag_value += static_cast<double>(moved->pixels / (bar.GetWidth() / 2) * row.range * modifier_factor());
  return NumberChange{static_cast<float>(memory.drag_value), moved->continues};
}

void draw_name(const Style& style, const ImRect& rect, const VectorRow& row) {
  ImRect line = rect;
  if (row.edited) {
    const ImRect dot = cut_right(line, style.px(12));
    fill_circle(ImVec2(dot.GetCenter().x, std::round(dot.GetCenter().y)), style.px(4), style.palette.edited);
  }
  draw_text_in(style, line, TextRole::Body, style.palette.text,
               shorten_name(style, TextRole::Body, row.name, line.GetWidth()));
}

}  // namespace

VectorRowState vector_row(const Ui& ui, const ImRect& rect, const VectorColumns& columns, const VectorRow& row,
                          NumberMemory& numbers) {
  const Style& style = ui.style;
  VectorRowState result;
  ImRect rest = rect;
  draw_name(style, cut_left(rest, columns.name, style.px(kGap2)), row);
  const ImRect value_rect = cut_right(rest, columns.value, style.px(kGap2));

  const std::string bar_name = named(row, "bar");
  ItemSpec bar_item;
  bar_item.role = "bar";
  const bool pointed = row.editable && !row.tooltip.empty();
  const std::string tip = pointed ? with_typing_hint(row.tooltip) : std::string(row.tooltip);
  bar_item.tooltip = tip;
  bar_item.enabled = row.editable;
  bar_item.ring = false;
  const ItemState bar = item(ui, bar_name, rest, bar_item);
  draw_bar(style, rest, bar, row);
  draw_inner_focus(style, rest, bar);
  if (row.editable) {
    result.change = drag(ui, bar, rest, row, bar_name, numbers);
    if (const auto stepped = step_by_key(bar, {.value = row.value, .step = row.range / kStepsPerRange}))
      result.change = stepped;
    const bool entered = bar.focused && take_key(bar, ImGuiKey_Enter);
    if (entered || bar.double_clicked) open_for_typing(numbers, named(row, "value"), row.value);
    result.reset = bar.focused && (take_key(bar, ImGuiKey_Delete) || take_key(bar, ImGuiKey_Backspace));
  }

  NumberSpec number;
  number.value = row.value;
  number.decimals = row.decimals;
  number.step = row.range / kStepsPerRange;
  number.enabled = row.editable;
  number.tooltip = row.tooltip;
  const std::string changed = row.difference ? format_signed(row.value, row.decimals) : std::string();
  number.shown = changed;
  const std::string value_name = named(row, "value");
  const NumberFieldState value = number_field(ui, value_name, value_rect, number, numbers);
  if (value.change) result.change = value.change;
  result.held = numbers.dragging == bar_name || numbers.dragging == value_name || value.typing;
  result.menu = bar.right_clicked || value.item.right_clicked;
  result.paste = (bar.focused && take_key(bar, ImGuiKey_V, ImGuiKey(ImGuiMod_Ctrl))) ||
                 (value.item.focused && !value.typing && take_key(value.item, ImGuiKey_V, ImGuiKey(ImGuiMod_Ctrl)));
  return result;
}

}  // namespace ui
