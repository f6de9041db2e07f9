#include "ui/widgets/input_text.h"

#include <algorithm>
#include <optional>

#include "core/characters.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/item.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/reading_order.h"
#include "ui/widgets/text.h"
#include "ui/widgets/text_entry.h"

namespace ui {
namespace {

constexpr float kIcon = 16;

ImRect inner_of(const Style& style, const ImRect& rect, const TextFieldSpec& spec) {
  ImRect inner = inset(rect, style.px(10), 0);
  inner.Max.x = std::max(inner.Min.x + 1, inner.Max.x - spec.room_right);
  return inner;
}

void draw_frame(const Style& style, const ImRect& rect, const TextFieldSpec& spec, bool active, bool hovered) {
  const Palette& p = style.palette;
  const float radius = style.px(kControlRadius);
  const ImU32 line = spec.invalid ? p.error : active ? p.weight : hovered ? p.second_text : p.outline;
  const float thickness = active || spec.invalid ? style.px(kFocusRing) : style.hairline();
  stroke_rect(rect, faded(line, spec.enabled), radius, thickness);
}

// ImGui scrolls by quarters of the width and stays there when the text, or its type, becomes smaller.
void undo_needless_scroll(ImGuiID id, std::string_view text, float room) {
  ImGuiInputTextState* const state = ImGui::GetInputTextState(id);
  if (state == nullptr) return;
  const float width = ImGui::CalcTextSize(text.data(), text.data() + text.size()).x;
  const float cursor = ImGui::GetFontSize() / 2;  // room for it behind the last letter
  state->Scroll.x = width <= room ? 0 : std::min(state->Scroll.x, ImTrunc(width - room + cursor));
}

// Two ways of drawing: as it is typed, which ImGui does but for signs that it cannot hold, and while nobody types, in
// reading order.
bool draw_text_to_type(const Style& style, const ImRect& inner, std::string& text, const TextFieldSpec& spec,
                       bool select_all) {
  const ImGuiInputTextFlags flags = TextEntry::kFlags | ImGuiInputTextFlags_EnterReturnsTrue |
                                    (select_all ? ImGuiInputTextFlags_AutoSelectAll : ImGuiInputTextFlags_None);
  const std::string hint(spec.hint);
  const ImGuiID id = ImGui::GetID("##text");
  const ImU32 color = ImGui::GetColorU32(ImGuiCol_Text);
  const bool in_reading_order = ImGui::GetActiveID() != id && core::has_right_to_left(text);
  bool committed = false;
  {
    const LongSignRoom room;
    std::optional<ScopedColor> unseen;
    if (in_reading_order) unseen.emplace(ImGuiCol_Text, 0U);
    TextEntry entry(text);
    committed = ImGui::InputTextWithHint("##text", hint.c_str(), text.data(), text.capacity() + 1, flags,
                                         TextEntry::on_event, &entry);
  }
  if (in_reading_order) {
    draw_text_in(style, inner, spec.role, color, text);
    return committed;
  }
  const ImGuiInputTextState* const state = ImGui::GetActiveID() == id ? ImGui::GetInputTextState(id) : nullptr;
  const float scrolled = state == nullptr ? 0 : state->Scroll.x;
  const ScopedClip clip(inner.Min, inner.Max);
  draw_long_signs(ImVec2(inner.Min.x - scrolled, inner.Min.y + ImGui::GetStyle().FramePadding.y), text, color);
  return committed;
}

bool input(const Style& style, std::string_view name, const ImRect& inner, std::string& text, const TextFieldSpec& spec,
           bool take_focus) {
  const ScopedId id(name);
  const ScopedFont font(style, spec.role);
  const float vertical = std::max(0.0F, ImTrunc((inner.GetHeight() - ImGui::GetFontSize()) / 2));
  const ScopedVar padding(ImGuiStyleVar_FramePadding, ImVec2(0, vertical));
  const ScopedVar border(ImGuiStyleVar_FrameBorderSize, 0.0F);
  const ScopedColor background(ImGuiCol_FrameBg, 0);
  const ScopedColor background_hovered(ImGuiCol_FrameBgHovered, 0);
  const ScopedColor background_active(ImGuiCol_FrameBgActive, 0);
  const ScopedDisabled disabled(!spec.enabled);
  ImGui::SetCursorScreenPos(inner.Min);
  ImGui::SetNextItemWidth(inner.GetWidth());
  undo_needless_scroll(ImGui::GetID("##text"), text, inner.GetWidth());
  if (take_focus) focus_next_field();
  return draw_text_to_type(style, inner, text, spec, spec.select_all || take_focus);
}

}  // namespace

float text_field_room(const Style& style, const ImRect& rect, const TextFieldSpec& spec) {
  return inner_of(style, rect, spec).GetWidth() - (spec.icon != Icon::None ? style.px(kIcon + kGap2) : 0);
}

TextFieldState text_field(const Ui& ui, std::string_view name, const ImRect& rect, std::string& text,
                          const TextFieldSpec& spec) {
  const Style& style = ui.style;
  const ImU32 surface = style.palette.panel;
  fill_rect(rect, surface, style.px(kControlRadius));
  ImRect inner = inner_of(style, rect, spec);
  if (spec.icon != Icon::None) {
    draw_icon(cut_left(inner, style.px(kIcon), style.px(kGap2)), spec.icon, style.px(kIcon), style.palette.second_text);
  }
  TextFieldState state;
  state.rect = rect;
  const Focus focus = ui.items.take_focus(name);
  state.committed = input(style, name, inner, text, spec, spec.take_focus || focus == Focus::Type);
  if (focus == Focus::Land) focus_last_item();
  state.edited = ImGui::IsItemEdited();
  state.left = ImGui::IsItemDeactivatedAfterEdit();
  state.active = ImGui::IsItemActive();
  register_field(ui, name, rect, spec.enabled);
  const bool focused = ImGui::IsItemFocused() && ImGui::GetCurrentContext()->NavCursorVisible;
  draw_frame(style, rect, spec, state.active || focused, ImGui::IsItemHovered());
  if (!spec.tooltip.empty() && !state.active) text_tooltip(ui, spec.tooltip);
  if (state.active) show_reading_order(ui, name, rect, text);
  return state;
}

}  // namespace ui
