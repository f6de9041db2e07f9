// Shares of a whole, side by side: whose values make the blend.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/panels/arithmetic.h"
#include "ui/panels/stages_internal.h"
#include "ui/widgets/colormap.h"
#include "ui/widgets/number_note.h"

namespace ui::stages {

namespace {

constexpr float kHeight = 28;
constexpr float kNarrowestPart = 6;  // CSS pixels; smaller shares are put together

ImU32 part_fill(const Frame& frame, const ShareBar::Part& part, float largest, bool chosen) {
  if (part.share < 0) return sample_signed(frame.style().theme, -0.5F);
  const ImU32 color = ink_color(frame, Ink::Weight);
  if (chosen) return color;
  const float share = largest > 0 ? part.share / largest : 0;
  return mix(frame.colors().panel, color, 0.18F + 0.5F * share);
}

void draw_part(Frame& frame, const ShareBar& bar, const ShareBar::Part& part, const ImRect& rect, float largest) {
  std::string tooltip;
  if (ImGui::IsMouseHoveringRect(rect.Min, rect.Max)) {
    tooltip = bar.difference ? fmt::format("The weight of “{}” changed by {}{}", part.word, part.share > 0 ? "+" : "",
                                           read_out(frame, part.share))
                             : weight_arithmetic(frame.input, frame.view.selection, {frame.focus.query, part.key});
  }
  ItemSpec spec;
  spec.tooltip = tooltip;
  spec.role = "share";
  spec.radius = 4;
  const ItemState state = item(frame.ui, fmt::format("{}.{}", bar.name, part.key), rect, spec);
  const bool chosen = part.key == bar.chosen;
  const float signed_share = largest > 0 ? 0.7F * part.share / largest : 0;
  const ImU32 rest =
      bar.difference ? sample_signed(frame.style().theme, signed_share) : part_fill(frame, part, largest, chosen);
  const ImU32 fill = reacting(frame.style(), rest, state);
  fill_rect(ImRect(rect.Min.x, rect.Min.y, rect.Max.x - 1, rect.Max.y), fill, frame.px(3));
  const std::string label =
      part.word + "  " + (bar.difference ? format_signed(part.share, 2) : format_percent(part.share));
  const float room = rect.GetWidth() - frame.px(kGap2);
  const bool whole = text_width(frame.style(), TextRole::Caption, label) <= room;
  const bool word = text_width(frame.style(), TextRole::Caption, part.word) <= room;
  if (whole || word) {
    draw_text_in(frame.style(), inset(rect, frame.px(kGap1), 0), TextRole::Caption, text_on(fill),
                 whole ? label : part.word, Align::Center);
  }
  if (state.hovered) frame.view.transient.next_hover_key = part.key;
  if (state.clicked) pick(frame, Picks::Key, part.key);
  if (!state.right_clicked) return;
  pick(frame, Picks::Key, part.key);
  open_at(frame, Opening::WeightMenu, frame.focus.query, part.key, rect);
}

}  // namespace

float share_bar_height(const Frame& frame) {
  return frame.px(kHeight);
}

float draw_share_bar(Frame& frame, const ShareBar& bar, ImVec2 at, float width) {
  const float height = frame.px(kHeight);
  register_area(frame.ui, bar.name, ImRect(at.x, at.y, at.x + width, at.y + height), "shares");
  double whole = 0;
  for (const ShareBar::Part& part : bar.parts) whole += static_cast<double>(std::abs(part.share));
  if (whole <= 0) {
    fill_rect(ImRect(at.x, at.y, at.x + width, at.y + height), frame.colors().raised, frame.px(3));
    return height;
  }
  const float largest = std::abs(bar.parts.front().share);
  float x = at.x;
  std::size_t shown = 0;
  for (const ShareBar::Part& part : bar.parts) {
    const float wanted = width * static_cast<float>(static_cast<double>(std::abs(part.share)) / whole);
    if (wanted < frame.px(kNarrowestPart)) break;
    const float right = std::min(at.x + width, std::floor(x + wanted));
    draw_part(frame, bar, part, ImRect(x, at.y, right, at.y + height), largest);
    x = right;
    ++shown;
  }
  if (shown == bar.parts.size()) return height;
  const ImRect rest(x, at.y, at.x + width, at.y + height);
  fill_rect(rest, frame.colors().raised, frame.px(3));
  number_note(frame.ui, bar.name + ".rest", rest, [&] {
    std::vector<core::Term> terms;
    for (std::size_t i = shown; i < bar.parts.size(); ++i) {
      terms.push_back({"“" + bar.parts[i].word + "”", bar.parts[i].share, 1, bar.parts[i].share});
    }
    return sum_arithmetic(fmt::format("{} smaller ones add up to", terms.size()), terms,
                          frame.style().readout_decimals);
  });
  const std::string label = fmt::format("+ {}", bar.parts.size() - shown);
  if (text_width(frame.style(), TextRole::Caption, label) + frame.px(kGap1) <= rest.GetWidth()) {
    draw_text_in(frame.style(), rest, TextRole::Caption, frame.colors().second_text, label, Align::Center);
  }
  return height;
}

}  // namespace ui::stages
