#include "ui/widgets/controls.h"

#include <algorithm>
#include <cmath>

#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"

namespace ui {
namespace {

constexpr float kIconSize = 16;
constexpr float kLoneIconSize = 18;  // without a label beside it
constexpr float kChevronSize = 12;
constexpr float kButtonPadding = 12;
constexpr float kChipPadding = 10;
constexpr float kTroughPadding = 3;

struct ButtonColors {
  ImU32 fill;  // transparent when alpha is 0
  ImU32 line;
  ImU32 content;
};

ButtonColors button_colors(const Style& style, const ButtonSpec& spec) {
  const Palette& p = style.palette;
  constexpr ImU32 kClear = 0;
  if (spec.kind == ButtonKind::Primary && !spec.enabled) return {p.line, kClear, p.text};  // faded later on
  if (spec.kind == ButtonKind::Primary) return {p.weight, kClear, p.on_weight};
  if (spec.selected) return {p.tint, kClear, p.weight};
  switch (spec.kind) {
    case ButtonKind::Raised:
      return {p.raised, kClear, p.text};
    case ButtonKind::Quiet:
      return {kClear, kClear, p.second_text};
    default:
      return {p.panel, p.line, p.text};
  }
}

void draw_surface(const Style& style, const ItemState& state, const ButtonColors& colors, float radius) {
  const bool touched = state.enabled && (state.hovered || state.active);
  const ImU32 rest = colors.fill == 0 ? with_alpha(style.palette.text, 0) : colors.fill;
  ImU32 fill = reacting(style, rest, state);
  if (colors.fill == 0) fill = with_alpha(style.palette.text, !touched ? 0.0F : state.active ? 0.13F : 0.07F);
  if (alpha(fill) > 0) fill_rect(state.rect, faded(fill, state.enabled), radius);
  if (colors.line != 0) stroke_rect(state.rect, faded(colors.line, state.enabled), radius, style.hairline());
}

float icon_size(const Style& style, const ButtonSpec& spec) {
  return style.px(spec.label.empty() ? kLoneIconSize : kIconSize);
}

float icon_part(const Style& style, const ButtonSpec& spec) {
  if (spec.icon == Icon::None) return 0;
  return icon_size(style, spec) + (spec.label.empty() ? 0 : style.px(kGap2 - 1));
}

float chevron_part(const Style& style, const ButtonSpec& spec) {
  return spec.chevron ? style.px(kChevronSize) + (spec.label.empty() ? 0 : style.px(kGap1 + 1)) : 0;
}

void draw_button_content(const Style& style, const ImRect& rect, const ButtonSpec& spec, ImU32 color) {
  const float padding = std::min(style.px(kButtonPadding), rect.GetWidth() / 16);  // a narrow button cuts no word
  const float extras = icon_part(style, spec) + chevron_part(style, spec);
  const float room = std::max(0.0F, rect.GetWidth() - 2 * padding - extras);
  const float label = spec.label.empty() ? 0 : std::min(room, text_width(style, spec.role, spec.label));
  ImRect line = centered(rect, ImVec2(label + extras, rect.GetHeight()));
  if (spec.icon != Icon::None) {
    const float size = icon_size(style, spec);
    draw_icon(cut_left(line, size, icon_part(style, spec) - size), spec.icon, size, color);
  }
  if (spec.chevron)
    draw_icon(cut_right(line, style.px(kChevronSize)), Icon::ChevronDown, style.px(kChevronSize), color);
  line.Max.x = line.Min.x + label;
  if (!spec.label.empty()) draw_text_in(style, line, spec.role, color, spec.label);
}

struct ChipColors {
  ImU32 fill, line, content;
};

ChipColors chip_colors(const Palette& p, ChipLook look) {
  switch (look) {
    case ChipLook::Selected:
      return {p.weight, 0, p.on_weight};
    case ChipLook::Tinted:
      return {p.tint, p.weight, p.text};
    case ChipLook::Edited:
      return {p.raised, p.edited, p.text};
    case ChipLook::Rest:
      break;
  }
  return {p.raised, 0, p.text};
}

void strike_through(const Style& style, const ImRect& rect, TextRole role, std::string_view label, ImU32 color) {
  const float width = std::min(rect.GetWidth(), text_width(style, role, label));
  const ImRect word = centered(rect, ImVec2(width, 1));
  horizontal_line(word.Min.x, word.Max.x, word.Min.y, color, style.hairline());
}

}  // namespace

bool button(const Ui& ui, std::string_view name, const ImRect& rect, const ButtonSpec& spec) {
  ItemSpec wanted;
  wanted.tooltip = spec.tooltip;
  wanted.enabled = spec.enabled;
  const ItemState state = item(ui, name, rect, wanted);
  ButtonColors colors = button_colors(ui.style, spec);
  if (spec.color != 0) colors.content = spec.color;
  draw_surface(ui.style, state, colors, ui.style.px(kControlRadius));
  draw_button_content(ui.style, rect, spec, faded(colors.content, spec.enabled));
  return state.clicked;
}

float button_width(const Style& style, const ButtonSpec& spec) {
  const float label = spec.label.empty() ? 0 : text_width(style, spec.role, spec.label);
  return label + icon_part(style, spec) + chevron_part(style, spec) + 2 * style.px(kButtonPadding);
}

bool icon_button(const Ui& ui, std::string_view name, const ImRect& rect, Icon icon, std::string_view tooltip,
                 ButtonKind kind, bool selected, bool enabled) {
  ButtonSpec spec;
  spec.icon = icon;
  spec.kind = kind;
  spec.selected = selected;
  spec.enabled = enabled;
  spec.tooltip = tooltip;
  return button(ui, name, rect, spec);
}

ItemState chip(const Ui& ui, std::string_view name, const ImRect& rect, const ChipSpec& spec) {
  ItemSpec wanted;
  wanted.tooltip = spec.tooltip;
  wanted.enabled = spec.enabled;
  wanted.role = "chip";
  const ItemState state = item(ui, name, rect, wanted);
  const ChipColors colors = chip_colors(ui.style.palette, spec.look);
  const float radius = ui.style.px(kControlRadius);
  fill_rect(rect, faded(reacting(ui.style, colors.fill, state), spec.enabled), radius);
  if (colors.line != 0) stroke_rect(rect, faded(colors.line, spec.enabled), radius, ui.style.hairline());
  const bool faint = spec.struck && spec.look != ChipLook::Selected;
  const ImU32 content = faded(faint ? ui.style.palette.second_text : colors.content, spec.enabled);
  const ImRect inner = inset(rect, std::min(ui.style.px(kChipPadding), rect.GetWidth() / 8), 0);
  draw_text_in(ui.style, inner, spec.role, content, spec.label, Align::Center);
  if (spec.struck) strike_through(ui.style, inner, spec.role, spec.label, content);
  return state;
}

float chip_width(const Style& style, const ChipSpec& spec) {
  const float width = text_width(style, spec.role, spec.label) + 2 * style.px(kChipPadding);
  return std::max(width, style.px(kControlHeight));
}

std::optional<int> segmented(const Ui& ui, std::string_view name, const ImRect& rect, std::span<const Segment> segments,
                             int selected) {
  const Style& style = ui.style;
  const Palette& p = style.palette;
  fill_rect(rect, p.raised, style.px(kControlRadius));
  const ImRect trough = inset(rect, style.px(kTroughPadding), style.px(kTroughPadding));
  const float step = trough.GetWidth() / static_cast<float>(std::max<std::size_t>(segments.size(), 1));
  std::optional<int> chosen;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const Segment& segment = segments[i];
    const ImRect part(std::floor(trough.Min.x + step * static_cast<float>(i)), trough.Min.y,
                      std::floor(trough.Min.x + step * static_cast<float>(i + 1)), trough.Max.y);
    ItemSpec wanted;
    wanted.tooltip = segment.tooltip;
    wanted.enabled = segment.enabled;
    wanted.role = "segment";
    wanted.radius = kControlRadius - 2;
    const ItemState state =
        item(ui, std::string(name) + "." + std::string(segment.id.empty() ? segment.label : segment.id), part, wanted);
    const bool is_selected = static_cast<int>(i) == selected;
    const float radius = style.px(kControlRadius - 2);
    if (is_selected) {
      fill_rect(part, p.panel, radius);
      stroke_rect(part, p.line, radius, style.hairline());
    } else if (state.hovered || state.active) {
      fill_rect(part, reacting(style, p.raised, state), radius);
    }
    const ImU32 color = segment.color != 0 ? segment.color : p.text;
    draw_text_in(style, inset(part, style.px(kGap1), 0), is_selected ? TextRole::BodySemibold : TextRole::Body,
                 faded(color, segment.enabled), segment.label, Align::Center);
    if (state.clicked) chosen = static_cast<int>(i);
  }
  return chosen;
}

float segmented_width(const Style& style, std::span<const Segment> segments) {
  float widest = 0;
  for (const Segment& segment : segments) {
    widest = std::max(widest, text_width(style, TextRole::BodySemibold, segment.label));
  }
  const float each = widest + 2 * style.px(kGap3);
  return each * static_cast<float>(segments.size()) + 2 * style.px(kTroughPadding);
}

}  // namespace ui
