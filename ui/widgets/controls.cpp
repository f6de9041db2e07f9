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
constexpr float kBoxSize = 18;
constexpr float kTroughPadding = 3;

struct ButtonColors {
  ImU32 fill;  // transparent when alpha is 0
  ImU32 line;
  ImU32 content;
};

ButtonColors button_colors(const Style& style, const ButtonSpec& spec) {
  const Palette& p = style.palette;
  constexpr ImU32 kClear = 0;
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
  const float padding = std::min(style.px(kButtonPadding), rect.GetWidth() / 8);
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
  fill_rect(box, faded(reacting(style, checked ? p.weight : p.panel, state), enabled), radius);
  if (checked) {
    draw_icon(box, Icon::Check, style.px(14), faded(p.on_weight, enabled));
  } else {
    stroke_rect(box, faded(p.outline, enabled), radius, style.hairline());
  }
  draw_text_in(style, rest, TextRole::Body, faded(p.text, enabled), label);
  return state.clicked;
}

float check_box_width(const Style& style, std::string_view label) {
  return style.px(kBoxSize) + style.px(kGap2) + text_width(style, TextRole::Body, label);
}

bool choice(const Ui& ui, std::string_view name, const ImRect& rect, std::string_view label, bool selected,
            ChoiceMark mark, bool enabled) {
  const Style& style = ui.style;
  const Palette& p = style.palette;
  ItemSpec wanted;
  wanted.enabled = enabled;
  wanted.role = "choice";
  const ItemState state = item(ui, name, rect, wanted);
  const ImU32 line = mark == ChoiceMark::Right   ? p.good
                     : mark == ChoiceMark::Wrong ? p.error
                     : selected                  ? p.weight
                                                 : p.line;
  fill_rect(rect, faded(reacting(style, selected ? p.tint : p.panel, state), enabled), style.px(kControlRadius));
  stroke_rect(rect, faded(line, enabled), style.px(kControlRadius), style.hairline());
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

float draw_key_cap(const Style& style, ImVec2 position, std::string_view key) {
  const float padding = style.px(6);
  const float width = std::max(text_width(style, TextRole::Caption, key) + 2 * padding, style.px(22));
  const ImRect cap(position.x, position.y, position.x + width, position.y + style.px(22));
  fill_rect(cap, style.palette.raised, style.px(4));
  stroke_rect(cap, style.palette.line, style.px(4), style.hairline());
  draw_text_in(style, cap, TextRole::Caption, style.palette.text, key, Align::Center);
  return width;
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
