#include "ui/widgets/text_area.h"

#include <imgui_internal.h>

#include "ui/widgets/draw.h"
#include "ui/widgets/item.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/text.h"
#include "ui/widgets/text_entry.h"

namespace ui {
namespace {

// ImGui's text of several lines lies in a window of its own, whose lines it has just counted.
void draw_long_signs_of_lines(std::string_view text, ImGuiID id) {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  for (ImGuiWindow* const window : context.CurrentWindow->DC.ChildWindows) {
    if (window->ChildId != id) continue;
    const ImGuiTextIndex& lines = context.InputTextLineIndex;
    const ScopedClip clip(window->InnerClipRect.Min, window->InnerClipRect.Max);
    for (int i = 0; i < lines.Offsets.Size; ++i) {
      const auto start = static_cast<std::size_t>(lines.Offsets[i]);
      const auto end = static_cast<std::size_t>(i + 1 < lines.Offsets.Size ? lines.Offsets[i + 1] : lines.EndOffset);
      if (start > end || end > text.size()) break;  // the text has changed since
      const ImVec2 first = window->DC.CursorStartPos;
      draw_long_signs(ImVec2(first.x, first.y + static_cast<float>(i) * ImGui::GetFontSize()),
                      text.substr(start, end - start), ImGui::GetColorU32(ImGuiCol_Text));
    }
  }
}

}  // namespace

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
    const ImGuiInputTextFlags flags = TextEntry::kFlags | ImGuiInputTextFlags_EnterReturnsTrue |
                                      ImGuiInputTextFlags_CtrlEnterForNewLine | ImGuiInputTextFlags_WordWrap;
    {
      const LongSignRoom room;
      TextEntry entry(text);
      state.committed = ImGui::InputTextMultiline("##text", text.data(), text.capacity() + 1, inner.GetSize(), flags,
                                                  TextEntry::on_event, &entry);
    }
    state.edited = ImGui::IsItemEdited();
    state.active = ImGui::IsItemActive();
    if (focus == Focus::Land) focus_last_item();
    focused = ImGui::IsItemFocused() && ImGui::GetCurrentContext()->NavCursorVisible;
    register_field(ui, name, rect);
    draw_long_signs_of_lines(text, ImGui::GetID("##text"));
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
