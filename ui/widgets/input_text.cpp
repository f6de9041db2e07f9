#include "ui/widgets/input_text.h"

#include <algorithm>

#include "ui/widgets/draw.h"
#include "ui/widgets/item.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

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
  const bool select_all = spec.select_all || take_focus;
  const ImGuiInputTextFlags flags = ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_EnterReturnsTrue |
                                    (select_all ? ImGuiInputTextFlags_AutoSelectAll : ImGuiInputTextFlags_None);
  const std::string hint(spec.hint);
  return ImGui::InputTextWithHint("##text", hint.c_str(), text.data(), text.capacity() + 1, flags, grow_text, &text);
}

}  // namespace

int grow_text(ImGuiInputTextCallbackData* data) {
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    auto* text = static_cast<std::string*>(data->UserData);
    text->resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = text->data();
  }
  return 0;
}

TextFieldState text_field(const Ui& ui, std::string_view name, const ImRect& rect, std::string& text,
                          const TextFieldSpec& spec) {
  const Style& style = ui.style;
  const ImU32 surface = style.palette.panel;
  fill_rect(rect, surface, style.px(kControlRadius));
  ImRect inner = inset(rect, style.px(10), 0);
  inner.Max.x = std::max(inner.Min.x + 1, inner.Max.x - spec.room_right);
  if (spec.icon != Icon::None) {
    draw_icon(cut_left(inner, style.px(16), style.px(kGap2)), spec.icon, style.px(16), style.palette.second_text);
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
  return state;
}

}  // namespace ui
