#include "ui/widgets/weight_sliders.h"

#include <algorithm>
#include <cmath>

#include "ui/widgets/colormap.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/number_drag.h"
#include "ui/widgets/numbers.h"

namespace ui {
namespace {

constexpr float kLeast = 0.001F;  // the ends of the axis
constexpr float kGreatest = 0.999F;
constexpr float kStep = 0.01F;  // of an arrow key
constexpr float kKnob = 7;      // radius, CSS pixels
constexpr float kBar = 6;       // thickness, CSS pixels

// Screen pixels per unit of weight.
float axis_length(const Style& style, const ImRect& bar) {
  return std::max(1.0F, (bar.GetWidth() - 2 * style.px(kKnob)) / (kGreatest - kLeast));
}

std::string named(std::string_view part, std::string_view key) {
  return "row." + std::string(part) + "." + std::string(key);
}

// Taken by the knob the value moves with the pointer; taken beside it the knob jumps there first.
std::optional<NumberChange> drag(const Ui& ui, const ItemState& state, const ImRect& bar, const SliderSpec& spec,
                                 const std::string& name, NumberMemory& memory) {
  const Style& style = ui.style;
  const float length = axis_length(style, bar);
  const bool was_held = memory.dragging == name;
  const auto moved = drag_number(ui, name, state, spec.weight, memory);
  if (moved) memory.drag_value += static_cast<double>(moved->pixels / length * modifier_factor());
  const float pointer = ImGui::GetIO().MousePos.x;
  const bool on_knob = std::abs(pointer - knob_position(style, bar, spec.weight)) <= style.px(kKnob + 3);
  const bool jumps = !was_held && memory.dragging == name && !on_knob;
  if (jumps) {
    memory.drag_value = static_cast<double>(kLeast + (pointer - bar.Min.x - style.px(kKnob)) / length);
    memory.drag_moved = true;
  }
  if (!moved && !jumps) return std::nullopt;
  return NumberChange{std::clamp(static_cast<float>(memory.drag_value), kLeast, spec.greatest),
                      moved && moved->continues};
}

void draw_bar(const Style& style, const ImRect& bar, const ItemState& state, const SliderSpec& spec) {
  const Palette& p = style.palette;
  const float middle = std::floor(bar.GetCenter().y);
  const float half = style.px(kBar) / 2;
  const float start = bar.Min.x + style.px(kKnob);
  const float knob = knob_position(style, bar, spec.shape);
  const ImU32 strong = spec.edited ? p.edited : p.weight;
  fill_rect(ImRect(bar.Min.x, middle - half, bar.Max.x, middle + half), p.raised, half);
  horizontal_line(start, bar.Max.x - style.px(kKnob), middle - style.hairline() / 2, p.outline, style.hairline());
  if (spec.hold == SliderHold::Closed) return;
  const ImRect filled(bar.Min.x, middle - half, std::max(knob, bar.Min.x + half), middle + half);
  if (spec.hollow) {
    fill_rect(filled, p.panel, half);
    stroke_rect(filled, p.weight, half, std::max(1.0F, style.scale));
  } else {
    fill_rect(filled, p.weight, half);
  }
  if (spec.former) {
    const float ghost = knob_position(style, bar, *spec.former);
    vertical_line(ghost - style.px(1), middle - style.px(8), middle + style.px(8), p.edited, style.px(2));
  }
  if (!spec.movable) return;
  const float radius = style.px(kKnob + (state.hovered || state.active ? 1 : 0));
  const ImVec2 center(knob, middle);
  const bool solid = spec.hold != SliderHold::Free;
  fill_circle(center, radius, solid ? strong : state.active ? p.tint : p.panel);
  stroke_circle(center, radius - style.scale / 2, strong, std::max(1.5F, 2 * style.scale));
}

// From the middle to the left where the share of the range is below 0, to the right where it is above.
void draw_from_middle(const Style& style, const ImRect& bar, float share, ImU32 color) {
  const float middle = std::floor(bar.GetCenter().y);
  const float half = style.px(kBar) / 2;
  const float zero = std::floor(bar.GetCenter().x);
  const float reach = bar.GetWidth() / 2 - style.px(2);
  const float end = zero + std::round(reach * std::clamp(share, -1.0F, 1.0F));
  fill_rect(ImRect(bar.Min.x, middle - half, bar.Max.x, middle + half), style.palette.raised, half);
  if (end != zero) {
    fill_rect(ImRect(std::min(zero, end), middle - half, std::max(zero, end), middle + half), color, style.px(2));
  }
  vertical_line(zero, middle - 2 * half, middle + 2 * half, style.palette.outline, style.hairline());
}

// How much the weight rose or fell.
void draw_change(const Style& style, const ImRect& bar, const SliderSpec& spec) {
  draw_from_middle(style, bar, *spec.change / spec.change_range,
                   sample_signed(style.theme, *spec.change < 0 ? -1.0F : 1.0F));
}

// Weights that softmax did not bring between 0 and 1.
void draw_signed(const Style& style, const ImRect& bar, const SliderSpec& spec) {
  const float share = spec.hold == SliderHold::Closed ? 0 : spec.shape / spec.signed_range;
  draw_from_middle(style, bar, share, share < 0 ? sample_signed(style.theme, -1.0F) : style.palette.weight);
}

void draw_name(const Style& style, const ImRect& rect, const ItemState& state, const SliderSpec& spec) {
  const Palette& p = style.palette;
  if (state.hovered || state.active) fill_rect(rect, reacting(style, p.panel, state), style.px(4));
  ImRect line = inset(rect, style.px(2), 0);
  if (spec.edited) {
    const ImRect dot = cut_right(line, style.px(10));
    fill_circle(ImVec2(dot.GetCenter().x, std::floor(dot.GetCenter().y)), style.px(4), p.edited);
  }
  const bool closed = spec.hold == SliderHold::Closed;
  const TextRole role = spec.selected ? TextRole::BodySemibold : TextRole::Body;
  const ImU32 color = spec.selected ? p.weight : closed ? p.second_text : p.text;
  draw_text_in(style, line, role, color, spec.name);
  if (spec.struck) {
    const float width = std::min(line.GetWidth(), text_width(style, role, spec.name));
    horizontal_line(line.Min.x, line.Min.x + width, std::floor(line.GetCenter().y), p.second_text, style.hairline());
  }
}

bool draw_pin(const Ui& ui, const ImRect& rect, const SliderSpec& spec) {
  const Style& style = ui.style;
  const std::string name = named("pin", spec.key);
  if (spec.hold == SliderHold::Given) {
    register_area(ui, name, rect, "mark");
    draw_text_in(style, rect, TextRole::Caption, style.palette.second_text, "given", Align::Right);
    return false;
  }
  ItemSpec wanted;
  wanted.tooltip = spec.pin_tooltip;
  const ItemState state = item(ui, name, rect, wanted);
  const bool pinned = spec.hold == SliderHold::Held;
  if (state.hovered || state.active) fill_rect(rect, reacting(style, style.palette.panel, state), style.px(4));
  draw_icon(rect, pinned ? Icon::Pinned : Icon::Pin, style.px(14),
            pinned ? style.palette.edited : style.palette.second_text);
  return state.clicked;
}

NumberSpec value_spec(const SliderSpec& spec) {
  NumberSpec number;
  number.value = spec.weight;
  number.decimals = spec.decimals;
  number.step = kStep;
  number.least = kLeast;
  number.greatest = spec.greatest;
  number.enabled = spec.movable;
  number.tooltip = spec.slider_tooltip;
  number.role = spec.selected ? TextRole::NumberBold : TextRole::Number;
  return number;
}

std::string range_hint(float greatest, int decimals) {
  if (greatest >= kGreatest) return "A slider's weight lies between 0.001 and 0.999 (0.1 % to 99.9 %).";
  return "The held weights of this row leave at most " + format_number(greatest, decimals) + ".";
}

}  // namespace

float knob_position(const Style& style, const ImRect& bar, float weight) {
  const float bounded = std::clamp(weight, kLeast, kGreatest);
  return bar.Min.x + style.px(kKnob) + (bounded - kLeast) * axis_length(style, bar);
}

namespace {

// The bar under the pointer and the arrow keys.
void draw_slider(const Ui& ui, const ImRect& rect, const SliderSpec& spec, NumberMemory& memory, SliderState& result) {
  const Style& style = ui.style;
  const std::string name = named("slider", spec.key);
  const bool movable = spec.movable && spec.hold != SliderHold::Closed;
  ItemSpec wanted;
  const bool pointed = movable && !spec.slider_tooltip.empty();
  const std::string tip = pointed ? with_typing_hint(spec.slider_tooltip) : std::string(spec.slider_tooltip);
  wanted.tooltip = tip;
  wanted.role = "slider";
  wanted.enabled = movable;
  const ItemState state = item(ui, name, rect, wanted);
  if (spec.change) {
    draw_change(style, rect, spec);
  } else if (spec.signed_range > 0 && !movable) {
    draw_signed(style, rect, spec);
  } else {
    draw_bar(style, rect, state, spec);
  }
  result.menu = result.menu || state.right_clicked;
  if (!movable) return;
  result.change = drag(ui, state, rect, spec, name, memory);
  const NumberSpec number{.value = spec.weight, .step = kStep, .least = kLeast, .greatest = spec.greatest};
  if (const auto stepped = step_by_key(state, number)) result.change = stepped;
  const bool entered = state.focused && take_key(state, ImGuiKey_Enter);
  if (entered || state.double_clicked) open_for_typing(memory, named("value", spec.key), spec.weight);
  result.reset = state.focused && (take_key(state, ImGuiKey_Delete) || take_key(state, ImGuiKey_Backspace));
  result.held = memory.dragging == name;
}

void draw_value(const Ui& ui, const ImRect& rect, const SliderSpec& spec, NumberMemory& memory, SliderState& result) {
  const std::string name = named("value", spec.key);
  NumberSpec number = value_spec(spec);
  const std::string hint = range_hint(spec.greatest, spec.readout_decimals);
  number.range_hint = hint;
  const std::string changed = spec.change ? format_signed(*spec.change, spec.decimals) : std::string();
  number.shown = changed;
  const NumberFieldState value = number_field(ui, name, rect, number, memory);
  if (value.change) result.change = value.change;
  result.typed = value.change && memory.dragging.empty();
  result.held = result.held || memory.dragging == name || value.typing;
  result.menu = result.menu || value.item.right_clicked;
}

}  // namespace

SliderState weight_slider(const Ui& ui, const ImRect& rect, const SliderColumns& columns, const SliderSpec& spec,
                          NumberMemory& memory) {
  const Style& style = ui.style;
  SliderState result;
  ImRect rest = rect;
  const float gap = style.px(kGap1);
  const ImRect name_rect = cut_left(rest, columns.name, gap);
  const ImRect pin_rect = columns.pin > 0 ? cut_right(rest, columns.pin) : ImRect();
  const ImRect value_rect = cut_right(rest, columns.value, gap);

  ItemSpec name_item;
  name_item.tooltip = spec.name_tooltip;
  name_item.role = "word";
  name_item.radius = 4;
  const ItemState name_state = item(ui, named("name", spec.key), name_rect, name_item);
  draw_name(style, name_rect, name_state, spec);
  result.name_clicked = name_state.clicked;

  draw_slider(ui, rest, spec, memory, result);
  if (spec.note.empty()) {
    draw_value(ui, value_rect, spec, memory, result);
    const bool pinnable = columns.pin > 0 && spec.movable && spec.hold != SliderHold::Closed;
    if (pinnable) result.pin_clicked = draw_pin(ui, pin_rect, spec);
  } else {
    draw_text_in(style, ImRect(value_rect.Min.x, rect.Min.y, rect.Max.x, rect.Max.y), TextRole::Caption,
                 style.palette.second_text, spec.note, Align::Right);
  }
  result.hovered = ImGui::IsMouseHoveringRect(rect.Min, rect.Max) &&
                   ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
  result.menu = result.menu || name_state.right_clicked;
  return result;
}

}  // namespace ui
