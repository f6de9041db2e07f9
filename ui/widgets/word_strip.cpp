#include "ui/widgets/word_strip.h"

#include <algorithm>
#include <cmath>

#include "core/text.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

struct SizeRule {
  TextRole role;
  float chip_height, padding, gap, below;  // CSS pixels; `below`: for percentages and ribbons
};

const SizeRule& rule_of(StripSize size) {
  static constexpr SizeRule kRules[] = {
      {TextRole::Sentence, 38, 11, 8, 22}, {TextRole::Body, 30, 8, 6, 22}, {TextRole::Caption, 24, 6, 4, 15}};
  return kRules[static_cast<std::size_t>(size)];
}

void measure(const Style& style, const core::Tokens& tokens, StripMemory& memory) {
  if (memory.tokens == tokens && memory.scale == style.scale) return;
  memory.tokens = tokens;
  memory.scale = style.scale;
  for (std::size_t size = 0; size < memory.widths.size(); ++size) {
    const SizeRule& rule = rule_of(static_cast<StripSize>(size));
    std::vector<float>& widths = memory.widths[size];
    widths.clear();
    for (const core::Token& token : tokens) {
      const float width = text_width(style, rule.role, token.text) + 2 * style.px(rule.padding);
      widths.push_back(std::max(width, style.px(rule.chip_height)));
    }
  }
}

bool reads_right_to_left(const core::Tokens& tokens) {
  std::string text;
  for (const core::Token& token : tokens) {
    text += token.text + " ";
    if (text.size() > 200) break;
  }
  return core::text_direction(text) == core::TextDirection::RightToLeft;
}

float line_width(const std::vector<float>& widths, float gap) {
  float width = -gap;
  for (const float chip : widths) width += chip + gap;
  return std::max(width, 0.0F);
}

// Reading starts at the right in Arabic and Hebrew.
void mirror(StripLayout& layout, float width) {
  for (ImRect& chip : layout.chips) {
    const float left = width - chip.Max.x;
    chip.Max.x = width - chip.Min.x;
    chip.Min.x = left;
  }
}

void center_line(StripLayout& layout, float width, float used) {
  const float shift = std::floor((width - used) / 2);
  for (ImRect& chip : layout.chips) chip.TranslateX(shift);
}

void dotted_underline(const Style& style, float left, float right, float y, ImU32 color) {
  const float dot = std::max(1.0F, style.px(1.5F));
  for (float x = left; x + dot <= right; x += 2.5F * dot) fill_rect(ImRect(x, y, x + dot, y + dot), color);
}

struct ChipColors {
  ImU32 fill, text, line = 0;
};

ChipColors colors_of(const Style& style, const WordChip& chip) {
  const Palette& p = style.palette;
  if (chip.selected) return {p.weight, p.on_weight, 0};
  const float tint = std::clamp(chip.share, 0.0F, 1.0F) * 0.26F;
  ChipColors colors{mix(p.raised, p.weight, tint), p.text, 0};
  if (chip.faint) colors.fill = mix(p.panel, p.raised, 0.5F);
  if (chip.special || chip.ignored || chip.faint) colors.text = p.second_text;
  if (chip.key) colors.fill = mix(p.tint, p.weight, tint * 0.5F);
  if (chip.key) colors.line = p.weight;
  if (chip.lit && !chip.key) colors.line = p.outline;
  return colors;
}

}  // namespace

StripLayout layout_strip_in(const Style& style, const core::Tokens& tokens, float width, StripSize size,
                            StripMemory& memory) {
  measure(style, tokens, memory);
  const SizeRule& rule = rule_of(size);
  const std::vector<float>& widths = memory.widths[static_cast<std::size_t>(size)];
  const float gap = style.px(rule.gap);
  StripLayout layout;
  layout.size = size;
  layout.chip_height = style.px(rule.chip_height);
  layout.pitch = layout.chip_height + style.px(rule.below);
  float x = 0;
  int line = 0;
  for (const float wanted : widths) {
    const float chip = std::min(wanted, width);
    if (x > 0 && x + chip > width) {
      x = 0;
      ++line;
    }
    const float top = layout.pitch * static_cast<float>(line);
    layout.chips.emplace_back(x, top, x + chip, top + layout.chip_height);
    layout.lines.push_back(line);
    x += chip + gap;
  }
  layout.line_count = line + 1;
  layout.height = layout.pitch * static_cast<float>(layout.line_count);
  const float used = line == 0 ? std::min(line_width(widths, gap), width) : width;
  if (reads_right_to_left(tokens)) mirror(layout, used);
  if (line == 0) center_line(layout, width, used);
  return layout;
}

StripLayout layout_strip(const Style& style, const core::Tokens& tokens, ImVec2 room, StripMemory& memory) {
  measure(style, tokens, memory);
  for (const StripSize size : {StripSize::Large, StripSize::Medium}) {
    const auto& widths = memory.widths[static_cast<std::size_t>(size)];
    const bool one_line = line_width(widths, style.px(rule_of(size).gap)) <= room.x;
    if (one_line) return layout_strip_in(style, tokens, room.x, size, memory);
  }
  StripLayout medium = layout_strip_in(style, tokens, room.x, StripSize::Medium, memory);
  // A full stop alone on a second line is worth smaller type.
  const auto last = std::count(medium.lines.begin(), medium.lines.end(), medium.line_count - 1);
  if (medium.line_count == 2 && last <= 2) {
    StripLayout small = layout_strip_in(style, tokens, room.x, StripSize::Small, memory);
    if (small.line_count == 1) return small;
  }
  if (medium.height <= room.y) return medium;
  return layout_strip_in(style, tokens, room.x, StripSize::Small, memory);
}

void spread_lines(StripLayout& layout, float more) {
  const auto gaps = static_cast<float>(layout.line_count - 1);
  const float each = std::floor(more / std::max(gaps, 1.0F));
  if (each <= 0) return;
  for (std::size_t i = 0; i < layout.chips.size(); ++i) {
    layout.chips[i].TranslateY(each * static_cast<float>(layout.lines[i]));
  }
  layout.pitch += each;
  layout.height += each * gaps;
}

ItemState word_chip(const Ui& ui, std::string_view name, const ImRect& rect, StripSize size, const WordChip& chip) {
  const Style& style = ui.style;
  const SizeRule& rule = rule_of(size);
  ItemSpec spec;
  spec.role = "chip";
  spec.tooltip = chip.tooltip;
  spec.focusable = chip.focusable;
  const ItemState state = item(ui, name, rect, spec);
  if (chip.take_focus) ImGui::FocusItem();
  const ChipColors colors = colors_of(style, chip);
  const float radius = style.px(kControlRadius);
  fill_rect(rect, reacting(style, colors.fill, state), radius);
  if (colors.line != 0) stroke_rect(rect, colors.line, radius, style.px(chip.key ? 1.5F : 1));
  const ImRect inner = inset(rect, std::min(style.px(rule.padding), rect.GetWidth() / 8), 0);
  draw_text_in(style, inner, rule.role, colors.text, chip.text, Align::Center);
  const float middle = std::floor((rect.Min.y + rect.Max.y) / 2);
  const float half_text = std::min(text_width(style, rule.role, chip.text), inner.GetWidth()) / 2;
  const float center = (rect.Min.x + rect.Max.x) / 2;
  if (chip.ignored) {
    horizontal_line(center - half_text - style.px(2), center + half_text + style.px(2), middle + style.px(1),
                    colors.text, std::max(1.0F, style.px(1.5F)));
  }
  if (!chip.known) {
    dotted_underline(style, center - half_text, center + half_text, rect.Max.y - style.px(5), colors.text);
  }
  if (chip.edited) {
    const ImVec2 corner(rect.Max.x - style.px(2), rect.Min.y + style.px(2));
    fill_circle(corner, style.px(5), style.palette.panel);
    fill_circle(corner, style.px(3.5F), style.palette.edited);
  }
  return state;
}

}  // namespace ui
