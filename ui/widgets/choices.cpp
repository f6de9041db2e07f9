// The controls beside buttons and chips: boxes to tick, answers to choose, links, and small marks.
#include <algorithm>
#include <cmath>

#include "ui/widgets/controls.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"

namespace ui {
namespace {

constexpr float kIconSize = 16;
constexpr float kBoxSize = 18;

// The ring of a choice, filled when chosen; a tick or a cross once it was judged.
void draw_choice_mark(const Style& style, const ImRect& rect, bool selected, ChoiceMark mark, bool enabled) {
  const Palette& p = style.palette;
  if (mark != ChoiceMark::None) {
    const bool right = mark == ChoiceMark::Right;
    draw_icon(rect, right ? Icon::Check : Icon::Close, style.px(kIconSize), right ? p.good : p.error);
    return;
  }
  const ImVec2 center = rect.GetCenter();
  const float radius = style.px(6);
  const float thickness = std::max(1.0F, 1.5F * style.scale);
  stroke_circle(center, radius, faded(selected ? p.weight : p.outline, enabled), thickness);
  if (selected) fill_circle(center, radius - style.px(3), faded(p.weight, enabled));
}

}  // namespace

bool check_box(const Ui& ui, std::string_view name, const ImRect& rect, std::string_view label, bool checked,
               std::string_view tooltip, bool enabled) {
  const Style& style = ui.style;
  const Palette& p = style.palette;
  ItemSpec wanted;
  wanted.tooltip = tooltip;
  wanted.enabled = enabled;
  wanted.role = "check box";
  const ItemState state = item(ui, name, rect, wanted);
  ImRect rest = rect;
  const ImRect box =
      centered(cut_left(rest, style.px(kBoxSize), style.px(kGap2)), ImVec2(style.px(kBoxSize), style.px(kBoxSize)));
  const float radius = style.px(4);
  const ImU32 ticked = enabled ? p.weight : p.line;
  fill_rect(box, faded(reacting(style, checked ? ticked : p.panel, state), enabled), radius);
  if (checked) {
    draw_icon(box, Icon::Check, style.px(14), faded(enabled ? p.on_weight : p.text, enabled));
  } else {
    stroke_rect(box, faded(p.outline, enabled), radius, style.hairline());
  }
  draw_text_in(style, rest, TextRole::Body, faded(p.text, enabled), label);
  return state.clicked;
}

bool choice(const Ui& ui, std::string_view name, const ImRect& rect, std::string_view label, bool selected,
            ChoiceMark mark, bool enabled) {
  const Style& style = ui.style;
  const Palette& p = style.palette;
  ItemSpec wanted;
  wanted.enabled = enabled;
  wanted.role = "choice";
  ItemState state = item(ui, name, rect, wanted);
  // The keyboard's place is a ring and nothing else: filled is what was chosen, or is under the pointer.
  state.hovered = state.hovered && ImGui::IsItemHovered(ImGuiHoveredFlags_NoNavOverride);
  const ImU32 line = mark == ChoiceMark::Right   ? p.good
                     : mark == ChoiceMark::Wrong ? p.error
                     : selected                  ? p.weight
                                                 : p.line;
  fill_rect(rect, faded(reacting(style, selected ? p.tint : p.panel, state), enabled), style.px(kControlRadius));
  const float thickness = selected ? style.px(kFocusRing) : style.hairline();
  stroke_rect(rect, faded(line, enabled), style.px(kControlRadius), thickness);
  ImRect rest = inset(rect, style.px(kGap3), 0);
  draw_choice_mark(style, cut_left(rest, style.px(kIconSize), style.px(kGap2)), selected, mark, enabled);
  const float height = paragraph_height(style, TextRole::Body, label, rest.GetWidth());
  draw_paragraph(style, ImVec2(rest.Min.x, (rect.Min.y + rect.Max.y - height) / 2), rest.GetWidth(), TextRole::Body,
                 faded(p.text, enabled), label);
  return state.clicked;
}

float choice_height(const Style& style, std::string_view label, float width) {
  const float inner = width - 2 * style.px(kGap3) - style.px(kIconSize) - style.px(kGap2);
  return std::max(style.px(36), paragraph_height(style, TextRole::Body, label, inner) + 2 * style.px(kGap2));
}

bool link(const Ui& ui, std::string_view name, ImVec2 position, std::string_view label, TextRole role,
          std::string_view tooltip) {
  const Style& style = ui.style;
  const float height = line_height(style, role);
  const float width = text_width(style, role, label);
  // The target reaches beyond the text so that it is never under 24 px high.
  const float extra = std::max(0.0F, std::ceil((style.px(kMinTarget) - height) / 2));
  ItemSpec wanted;
  wanted.tooltip = tooltip;
  wanted.role = "link";
  wanted.radius = 4;
  const ImRect target(position.x, position.y - extra, position.x + width, position.y + height + extra);
  const ItemState state = item(ui, name, target, wanted);
  draw_text(style, position, role, style.palette.weight, label);
  if (state.hovered || state.active) {
    horizontal_line(position.x, position.x + width, position.y + height, style.palette.weight, style.hairline());
  }
  return state.clicked;
}

void draw_notice(const Style& style, const ImRect& rect, Notice notice, std::string_view text) {
  const Palette& p = style.palette;
  const struct {
    Icon icon;
    ImU32 color;
  } looks[] = {{Icon::Info, p.second_text}, {Icon::Check, p.good}, {Icon::Warning, p.warning}, {Icon::Error, p.error}};
  const auto& look = looks[static_cast<std::size_t>(notice)];
  ImRect rest = rect;
  draw_icon(cut_left(rest, style.px(kIconSize), style.px(kGap2)), look.icon, style.px(kIconSize), look.color);
  draw_text_in(style, rest, TextRole::Body, look.color, text);
}

}  // namespace ui
