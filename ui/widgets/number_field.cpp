#include "ui/widgets/number_field.h"

#include <algorithm>
#include <cmath>

#include "ui/widgets/draw.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/inner_focus.h"
#include "ui/widgets/input_text.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/number_drag.h"
#include "ui/widgets/numbers.h"
#include "ui/widgets/paste_row.h"

namespace ui {
namespace {

constexpr float kPixelsPerStep = 4;   // CSS pixels
constexpr float kMessageWidth = 260;  // CSS pixels

void close(NumberMemory& memory) {
  memory.typing.clear();
  memory.text.clear();
  memory.message.clear();
  memory.was_active = false;
}

// Takes the typed text, or says why not and keeps the field open.
std::optional<NumberChange> take(const NumberSpec& spec, NumberMemory& memory) {
  const ParsedNumber number = parse_number(memory.text);
  if (!number.value) {
    memory.message = number.message;
  } else if (*number.value < spec.least || *number.value > spec.greatest) {
    memory.message = std::string(spec.range_hint);
    if (memory.message.empty()) {
      memory.message = "Between " + format_short(spec.least) + " and " + format_short(spec.greatest) + ", please.";
    }
  } else {
    close(memory);
    if (*number.value == spec.value) return std::nullopt;  // Enter on what stood there is no change
    return NumberChange{*number.value, false};
  }
  return std::nullopt;
}

NumberFieldState type_into(const Ui& ui, std::string_view name, const ImRect& rect, const NumberSpec& spec,
                           NumberMemory& memory) {
  TextFieldSpec field;
  field.role = spec.role;
  field.invalid = !memory.message.empty();
  field.take_focus = memory.take_focus;
  field.select_all = memory.select_all;
  // The typed text needs more room than the shown number: the field grows to the left.
  ImRect wide = rect;
  wide.Min.x = std::min(rect.Min.x, rect.Max.x - ui.style.px(96));
  const TextFieldState typed = text_field(ui, name, wide, memory.text, field);
  memory.take_focus = false;
  if (typed.active) memory.select_all = false;
  if (typed.edited) memory.message.clear();

  NumberFieldState state;
  state.typing = true;
  state.item.rect = wide;
  const bool left = memory.was_active && !typed.active;
  if (left && ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
    close(memory);
    return state;
  }
  memory.was_active = typed.active;
  if (typed.committed || left) state.change = take(spec, memory);
  // After Enter the text can be mended at once; after a click elsewhere it waits without taking the focus back.
  if (typed.committed && !memory.typing.empty()) memory.take_focus = true;
  if (!memory.message.empty()) field_message(ui, name, wide, memory.message);
  return state;
}

// The value under a drag.
std::optional<NumberChange> drag(const Ui& ui, std::string_view name, const ItemState& state, const NumberSpec& spec,
                                 NumberMemory& memory) {
  const auto moved = drag_number(ui, name, state, spec.value, memory);
  if (!moved) return std::nullopt;
  memory.drag_value += static_cast<double>(moved->pixels / ui.style.px(kPixelsPerStep) * spec.step * modifier_factor());
  memory.drag_value =
      std::clamp(memory.drag_value, static_cast<double>(spec.least), static_cast<double>(spec.greatest));
  return NumberChange{static_cast<float>(memory.drag_value), moved->continues};
}

void draw_value(const Ui& ui, const ImRect& rect, const ItemState& state, const NumberSpec& spec) {
  const Style& style = ui.style;
  if (state.enabled && (state.hovered || state.active)) {
    fill_rect(rect, reacting(style, style.palette.panel, state), style.px(4));
    horizontal_line(rect.Min.x + style.px(kGap1), rect.Max.x - style.px(kGap1), rect.Max.y - style.px(3),
                    style.palette.outline, style.hairline());
  }
  const std::string text = spec.shown.empty() ? format_number(spec.value, spec.decimals) : std::string(spec.shown);
  const ImU32 color = spec.color != 0 ? spec.color : style.palette.text;
  draw_text_in(style, inset(rect, style.px(2), 0), spec.role, color, text, Align::Right);
}

}  // namespace

std::string with_typing_hint(std::string_view tooltip) {
  constexpr std::string_view kHint = "Double-click or Enter: type a number";
  return tooltip.empty() ? std::string(kHint) : std::string(tooltip) + "\n" + std::string(kHint);
}

std::optional<NumberChange> step_by_key(const ItemState& state, const NumberSpec& spec) {
  if (!state.focused || !state.enabled) return std::nullopt;
  float direction = 0;
  for (const ImGuiKey modifier : {ImGuiKey_None, ImGuiKey(ImGuiMod_Shift), ImGuiKey(ImGuiMod_Ctrl)}) {
    if (take_key(state, ImGuiKey_LeftArrow, modifier)) direction = -1;
    if (take_key(state, ImGuiKey_RightArrow, modifier)) direction = 1;
  }
  if (direction == 0) return std::nullopt;
  const bool repeats =
      !ImGui::IsKeyPressed(ImGuiKey_LeftArrow, false) && !ImGui::IsKeyPressed(ImGuiKey_RightArrow, false);
  const float value = std::clamp(spec.value + direction * spec.step * modifier_factor(), spec.least, spec.greatest);
  return NumberChange{value, repeats};
}

NumberFieldState number_field(const Ui& ui, std::string_view name, const ImRect& rect, const NumberSpec& spec,
                              NumberMemory& memory) {
  if (memory.typing == name) {
    if (spec.enabled) return type_into(ui, name, rect, spec, memory);
    close(memory);
  }
  ItemSpec wanted;
  const bool by_keyboard = ImGui::GetCurrentContext()->NavCursorVisible;
  const bool pointed = spec.enabled && (by_keyboard || ImGui::IsMouseHoveringRect(rect.Min, rect.Max));
  const std::string tip = pointed ? with_typing_hint(spec.tooltip) : std::string(spec.tooltip);
  wanted.tooltip = tip;
  wanted.role = "number";
  wanted.enabled = spec.enabled;
  wanted.ring = false;
  NumberFieldState state;
  state.item = item(ui, name, rect, wanted);
  if (state.item.hovered && spec.enabled) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  state.change = drag(ui, name, state.item, spec, memory);
  if (const auto stepped = step_by_key(state.item, spec)) state.change = stepped;
  const bool by_key = state.item.clicked && !ImGui::IsMouseReleased(ImGuiMouseButton_Left);
  if (spec.enabled && (state.item.double_clicked || by_key)) open_for_typing(memory, name, spec.value);
  draw_value(ui, rect, state.item, spec);
  draw_inner_focus(ui.style, rect, state.item);
  return state;
}

void open_for_typing(NumberMemory& memory, std::string_view name, float value) {
  memory.typing = name;
  memory.text = exact_text(value);
  memory.message.clear();
  memory.take_focus = true;
  memory.select_all = true;
  memory.was_active = false;
  memory.dragging.clear();
}

float modifier_factor() {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.KeyShift) return 0.1F;
  return io.KeyCtrl ? 10.0F : 1.0F;
}

void field_message(const Ui& ui, std::string_view name, const ImRect& field, std::string_view message) {
  const Style& style = ui.style;
  const float icon = style.px(16) + style.px(kGap2);
  const float width = std::min(style.px(kMessageWidth), text_width(style, TextRole::Caption, message));
  const float height = std::max(paragraph_height(style, TextRole::Caption, message, width), style.px(16));
  const ScopedVar padding(ImGuiStyleVar_WindowPadding, ImVec2(style.px(10), style.px(kGap2)));
  const ScopedColor border(ImGuiCol_Border, style.palette.error);
  const ImGuiViewport& viewport = *ImGui::GetMainViewport();
  const float outer = width + icon + 2 * style.px(10);
  const float left = std::min(field.Min.x, viewport.Pos.x + viewport.Size.x - outer - style.px(kGap1));
  ImGui::SetNextWindowPos(ImVec2(left, field.Max.y + style.px(kGap1)));
  if (!ImGui::BeginTooltip()) return;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_icon(ImRect(at.x, at.y, at.x + style.px(16), at.y + style.px(16)), Icon::Error, style.px(16),
            style.palette.error);
  draw_paragraph(style, ImVec2(at.x + icon, at.y), width, TextRole::Caption, style.palette.text, message);
  ImGui::Dummy(ImVec2(width + icon, height));
  Item note;
  note.name = std::string(name) + ".message";
  note.rect = note.shown = ImRect(at.x, at.y, at.x + width + icon, at.y + height);
  note.tooltip = message;
  note.role = "message";
  ui.items.add(note);
  ImGui::EndTooltip();
}

}  // namespace ui
