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

bool input(const Style& style, std::string_view name, const ImRect& inner, std::string& text,
           const TextFieldSpec& spec) {
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
  if (spec.take_focus) focus_next_item();
  const ImGuiInputTextFlags flags = ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_EnterReturnsTrue |
                                    (spec.select_all ? ImGuiInputTextFlags_AutoSelectAll : ImGuiInputTextFlags_None);
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
  state.committed = input(style, name, inner, text, spec);
  state.edited = ImGui::IsItemEdited();
  state.left = ImGui::IsItemDeactivatedAfterEdit();
  state.active = ImGui::IsItemActive();
  const bool focused = ImGui::IsItemFocused() && ImGui::GetCurrentContext()->NavCursorVisible;
  draw_frame(style, rect, spec, state.active || focused, ImGui::IsItemHovered());
  if (!spec.tooltip.empty() && !state.active) text_tooltip(ui, spec.tooltip);
  register_area(ui, name, rect, "field");
  return state;
}

}  // namespace ui
