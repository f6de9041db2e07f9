#include "ui/widgets/weight_sliders.h"

#include <algorithm>
#include <cmath>

#include "ui/widgets/colormap.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"
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
  const bool held = state.active && !state.by_keyboard;
  const ImGuiIO& io = ImGui::GetIO();
  const float length = axis_length(style, bar);
  const bool starts = held && memory.dragging != name;
  if (!held && memory.dragging != name) return std::nullopt;
  double wanted = memory.drag_value;
  if (starts) {
    memory.dragging = name;
    memory.drag_moved = false;
    const float knob = knob_position(style, bar, spec.weight);
    const bool on_knob = std::abs(io.MousePos.x - knob) <= style.px(kKnob + 3);
    const float at = kLeast + (io.MousePos.x - bar.Min.x - style.px(kKnob)) / length;
    memory.drag_value = static_cast<double>(on_knob ? spec.weight : at);
    wanted = on_knob ? memory.drag_value : -1;  // −1: whatever was asked last, it was not this
  } else {
    memory.drag_value += static_cast<double>(io.MouseDelta.x / length * modifier_factor());
  }
  if (!held) memory.dragging.clear();
  if (memory.drag_value == wanted) return std::nullopt;
  const bool had_moved = memory.drag_moved;
  memory.drag_moved = true;
  return NumberChange{std::clamp(static_cast<float>(memory.drag_value), kLeast, spec.greatest), had_moved};
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

// From the middle to the left where the weight fell, to the right where it rose.
void draw_change(const Style& style, const ImRect& bar, const SliderSpec& spec) {
  const float middle = std::floor(bar.GetCenter().y);
  const float half = style.px(kBar) / 2;
  const float zero = std::floor(bar.GetCenter().x);
  const float reach = bar.GetWidth() / 2 - style.px(2);
  const float end = zero + std::round(reach * std::clamp(*spec.change / spec.change_range, -1.0F, 1.0F));
  fill_rect(ImRect(bar.Min.x, middle - half, bar.Max.x, middle + half), style.palette.raised, half);
  const ImU32 color = sample_signed(style.theme, *spec.change < 0 ? -1.0F : 1.0F);
  fill_rect(ImRect(std::min(zero, end), middle - half, std::max(zero, end), middle + half), color, style.px(2));
  vertical_line(zero, middle - 2 * half, middle + 2 * half, style.palette.outline, style.hairline());
}

// Weights that softmax did not bring between 0 and 1: from the middle to the right, or to the left where they are below
// 0.
void draw_signed(const Style& style, const ImRect& bar, const SliderSpec& spec) {
  const float middle = std::floor(bar.GetCenter().y);
  const float half = style.px(kBar) / 2;
  const float zero = std::floor(bar.GetCenter().x);
  const float end =
      zero + std::round((bar.GetWidth() / 2 - style.px(2)) * std::clamp(spec.shape / spec.signed_range, -1.0F, 1.0F));
  fill_rect(ImRect(bar.Min.x, middle - half, bar.Max.x, middle + half), style.palette.raised, half);
  const ImU32 color = spec.shape < 0 ? sample_signed(style.theme, -1.0F) : style.palette.weight;
  if (spec.hold != SliderHold::Closed) {
    fill_rect(ImRect(std::min(zero, end), middle - half, std::max(zero, end), middle + half), color, style.px(2));
  }
  vertical_line(zero, middle - 2 * half, middle + 2 * half, style.palette.outline, style.hairline());
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

  const std::string slider_name = named("slider", spec.key);
  const bool movable = spec.movable && spec.hold != SliderHold::Closed;
  ItemSpec bar_item;
  const bool pointed = movable && !spec.slider_tooltip.empty();
  const std::string tip = pointed ? with_typing_hint(spec.slider_tooltip) : std::string(spec.slider_tooltip);
  bar_item.tooltip = tip;
  bar_item.role = "slider";
  bar_item.enabled = movable;
  const ItemState state = item(ui, slider_name, rest, bar_item);
  if (spec.change) {
    draw_change(style, rest, spec);
  } else if (spec.signed_range > 0 && !movable) {
    draw_signed(style, rest, spec);
  } else {
    draw_bar(style, rest, state, spec);
  }
  if (movable) {
    result.change = drag(ui, state, rest, spec, slider_name, memory);
    if (const auto stepped =
            step_by_key(state, {.value = spec.weight, .step = kStep, .least = kLeast, .greatest = spec.greatest}))
      result.change = stepped;
    const bool entered = state.focused && take_key(state, ImGuiKey_Enter);
    if (entered || state.double_clicked) open_for_typing(memory, named("value", spec.key), spec.weight);
    result.reset = state.focused && (take_key(state, ImGuiKey_Delete) || take_key(state, ImGuiKey_Backspace));
  }

  result.held = memory.dragging == slider_name;
  if (spec.note.empty()) {
    NumberSpec number = value_spec(spec);
    const std::string hint = range_hint(spec.greatest, spec.readout_decimals);
    number.range_hint = hint;
    const std::string changed = spec.change ? format_signed(*spec.change, spec.decimals) : std::string();
    number.shown = changed;
    const NumberFieldState value = number_field(ui, named("value", spec.key), value_rect, number, memory);
    if (value.change) result.change = value.change;
    result.typed = value.change && memory.dragging.empty();
    result.held = result.held || memory.dragging == named("value", spec.key) || value.typing;
    result.menu = value.item.right_clicked;
  } else {
    draw_text_in(style, ImRect(value_rect.Min.x, rect.Min.y, rect.Max.x, rect.Max.y), TextRole::Caption,
                 style.palette.second_text, spec.note, Align::Right);
  }
  if (columns.pin > 0 && movable && spec.note.empty()) result.pin_clicked = draw_pin(ui, pin_rect, spec);
  result.hovered = ImGui::IsMouseHoveringRect(rect.Min, rect.Max) &&
                   ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
  result.menu = result.menu || state.right_clicked || name_state.right_clicked;
  return result;
}

}  // namespace ui
