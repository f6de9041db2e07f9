#include "ui/widgets/text_area.h"

#include "ui/widgets/draw.h"
#include "ui/widgets/input_text.h"
#include "ui/widgets/item.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/text.h"

namespace ui {

TextAreaState text_area(const Ui& ui, std::string_view name, const ImRect& rect, std::string& text,
                        std::string_view hint) {
  const Style& style = ui.style;
  const Palette& p = style.palette;
  fill_rect(rect, p.panel, style.px(kControlRadius));
  const ImRect inner = inset(rect, style.px(10), style.px(6));
  TextAreaState state;
  const Focus focus = ui.items.take_focus(name);
  bool focused = false;
  {
    const ScopedId id(name);
    const ScopedFont font(style, TextRole::Body);
    const ScopedVar padding(ImGuiStyleVar_FramePadding, ImVec2(0, 0));
    const ScopedVar border(ImGuiStyleVar_FrameBorderSize, 0.0F);
    const ScopedVar child_border(ImGuiStyleVar_ChildBorderSize, 0.0F);
    const ScopedColor background(ImGuiCol_FrameBg, 0);
    const ScopedColor background_hovered(ImGuiCol_FrameBgHovered, 0);
    const ScopedColor background_active(ImGuiCol_FrameBgActive, 0);
    ImGui::SetCursorScreenPos(inner.Min);
    if (focus == Focus::Type) focus_next_field();
    const ImGuiInputTextFlags flags = ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_EnterReturnsTrue |
                                      ImGuiInputTextFlags_CtrlEnterForNewLine | ImGuiInputTextFlags_WordWrap;
    state.committed =
        ImGui::InputTextMultiline("##text", text.data(), text.capacity() + 1, inner.GetSize(), flags, grow_text, &text);
    state.edited = ImGui::IsItemEdited();
    state.active = ImGui::IsItemActive();
    if (focus == Focus::Land) focus_last_item();
    focused = ImGui::IsItemFocused() && ImGui::GetCurrentContext()->NavCursorVisible;
    register_field(ui, name, rect);
  }
  if (text.empty() && !state.active) {
    draw_paragraph(style, inner.Min, inner.GetWidth(), TextRole::Body, p.second_text, hint);
  }
  const bool hovered = ImGui::IsMouseHoveringRect(rect.Min, rect.Max);
  stroke_rect(rect,
              state.active || focused ? p.weight
              : hovered               ? p.second_text
                                      : p.outline,
              style.px(kControlRadius), state.active || focused ? style.px(kFocusRing) : style.hairline());
  return state;
}

}  // namespace ui
