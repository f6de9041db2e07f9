#include "ui/widgets/reading_order.h"

#include <algorithm>
#include <string>

#include "core/characters.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/text.h"

namespace ui {

void show_reading_order(const Ui& ui, std::string_view name, const ImRect& rect, std::string_view text) {
  if (!core::has_right_to_left(text)) return;
  const Style& style = ui.style;
  const ImVec2 padding(style.px(10), style.px(kGap1));
  const float most = std::max(style.px(160), rect.GetWidth()) - 2 * padding.x;
  const float width = std::min(text_width(style, TextRole::Body, text), most);
  const ImVec2 size(width + 2 * padding.x, line_height(style, TextRole::Body) + 2 * padding.y);
  const float below = rect.Max.y + style.px(kGap1);
  const bool fits = below + size.y <= ImGui::GetIO().DisplaySize.y;
  const ImVec2 position(rect.Min.x, fits ? below : rect.Min.y - style.px(kGap1) - size.y);
  const ImRect place(position, ImVec2(position.x + size.x, position.y + size.y));
  {
    const ScopedVar no_padding(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    const ScopedVar rounding(ImGuiStyleVar_WindowRounding, style.px(kControlRadius));
    const ScopedColor border(ImGuiCol_Border, style.palette.outline);
    ImGui::SetNextWindowPos(place.Min);
    ImGui::SetNextWindowSize(place.GetSize());
    if (!ImGui::BeginTooltip()) return;
  }
  draw_text_in(style,
               ImRect(ImVec2(place.Min.x + padding.x, place.Min.y), ImVec2(place.Max.x - padding.x, place.Max.y)),
               TextRole::Body, style.palette.text, text);
  register_area(ui, std::string(name) + ".reading", place, "label");
  ImGui::Dummy(place.GetSize());
  ImGui::EndTooltip();
}

}  // namespace ui
