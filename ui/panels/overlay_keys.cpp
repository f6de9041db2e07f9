// The list of keys, beside the list of marks.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "ui/commands.h"
#include "ui/panels/overlays.h"
#include "ui/widgets/layout.h"

namespace ui {

namespace {

// One column of the list: every command of these groups that has a key.
float draw_groups(Ui& ui, ImVec2 at, float width, std::span<const std::string_view> groups) {
  const Style& style = ui.style;
  const float top = at.y;
  for (const std::string_view group : groups) {
    draw_text_in(style, ImRect(at.x, at.y, at.x + width, at.y + style.px(24)), TextRole::CaptionSemibold,
                 style.palette.second_text, group);
    at.y += style.px(26);
    for (const Command& command : commands()) {
      if (command.group != group || *command.keys == '\0') continue;
      const ImRect row(at.x, at.y, at.x + width, at.y + style.px(26));
      const float keys = text_width(style, TextRole::NumberSmall, command.keys);
      draw_text_in(style, ImRect(row.Max.x - keys, row.Min.y, row.Max.x, row.Max.y), TextRole::NumberSmall,
                   style.palette.weight, command.keys);
      draw_text_in(style, ImRect(row.Min.x, row.Min.y, row.Max.x - keys - style.px(kGap2), row.Max.y), TextRole::Body,
                   style.palette.text, command.title);
      at.y = row.Max.y;
    }
    at.y += style.px(kGap3);
  }
  return at.y - top;
}

// Arrows and their like scroll the text, which has nothing in it to walk to.
void scroll_by_keys(const Style& style) {
  const ImGuiID owner = ImGui::GetID("scroll by keys");
  const auto pressed = [&](ImGuiKey key) {
    ImGui::SetKeyOwner(key, owner);
    return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, owner);
  };
  const float line = style.px(52), page = ImGui::GetWindowHeight() - line;
  const float at = ImGui::GetScrollY(), end = ImGui::GetScrollMaxY();
  const auto go = [&](float place) { ImGui::SetScrollY(std::clamp(place, 0.0F, end)); };
  if (pressed(ImGuiKey_DownArrow)) go(at + line);
  if (pressed(ImGuiKey_UpArrow)) go(at - line);
  if (pressed(ImGuiKey_PageDown)) go(at + page);
  if (pressed(ImGuiKey_PageUp)) go(at - page);
  if (pressed(ImGuiKey_End)) go(end);
  if (pressed(ImGuiKey_Home)) go(0);
}

}  // namespace

void draw_keys_overlay(Ui& ui, const ImRect& area, const PanelInput&, ViewState& view, Requests&) {
  static constexpr std::string_view kLeft[] = {"Sentence", "Edit", "Switch", "Selection", "Move"};
  static constexpr std::string_view kRight[] = {"Lesson", "View", "File", "Program", "Help"};
  const Style& style = ui.style;
  ImRect rest = area;
  ImRect footer = cut_bottom(rest, style.px(kControlHeight), style.px(kGap2));
  const ButtonSpec about{.label = "About Heed", .tooltip = "Version, licences, notices"};
  if (button(ui, "keys.about", cut_left(footer, button_width(style, about)), about)) {
    open_overlay(view, Overlay::About);
  }
  ScrollArea scroll(ui, "keys.scroll", rest);
  scroll_by_keys(style);
  const float gap = style.px(kGap6);
  const float width = (scroll.width() - gap) / 2;
  float left = draw_groups(ui, scroll.origin(), width, kLeft);
  left += draw_marks(ui, ImVec2(scroll.origin().x, scroll.origin().y + left), width);
  const float right = draw_groups(ui, ImVec2(scroll.origin().x + width + gap, scroll.origin().y), width, kRight);
  scroll.set_content_height(std::max(left, right));
}

}  // namespace ui
