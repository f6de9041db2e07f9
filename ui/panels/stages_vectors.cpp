// One vector as a row of cells with their numbers, or as a row of thin bars where it is long.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/panels/stages_internal.h"
#include "ui/panels/stages_parts.h"
#include "ui/widgets/colormap.h"

namespace ui::stages {

namespace {

constexpr float kCellHeight = 26;
constexpr float kBarsHeight = 32;
constexpr float kNarrowestCell = 44;
constexpr float kWidestCell = 84;
constexpr float kWidestBar = 14;

float largest_of(const VectorStrip& strip) {
  float largest = 0;
  for (const float value : strip.values) largest = std::max(largest, std::abs(value));
  return largest;
}

bool is_edited(const VectorStrip& strip, std::size_t component) {
  return component < strip.edited.size() && strip.edited[component];
}

float heading_height(const Frame& frame) {
  return line_height(frame.style(), TextRole::Body) + frame.px(2);
}

// Numbers in cells, or thin bars where there are too many of them.
bool shows_cells(const Frame& frame, const VectorStrip& strip, float width) {
  return width / static_cast<float>(strip.values.size()) >= frame.px(kNarrowestCell);
}

std::string value_text(const Frame& frame, const VectorStrip& strip, std::size_t i) {
  return strip.difference ? change_number(frame, strip.values[i]) : table_number(frame, strip.values[i]);
}

// The label at the left and the shapes at the right, as far as they fit.
float draw_heading(const Frame& frame, const VectorStrip& strip, ImVec2 at, float width) {
  const Style& style = frame.style();
  const float height = heading_height(frame);
  float x = at.x;
  for (const Phrase& phrase : strip.label) {
    const TextRole role = phrase.strong ? TextRole::BodySemibold : TextRole::Body;
    draw_text(style, ImVec2(x, at.y), role, ink_color(frame, phrase.ink), phrase.text);
    x += text_width(style, role, phrase.text);
  }
  const float room = at.x + width - x - frame.px(kGap3);
  std::string shape = strip.shape;
  // Without the product, the shape of the vector itself still says how long it is.
  if (text_width(style, TextRole::Caption, shape) > room) shape = fmt::format("[1 × {}]", strip.values.size());
  if (text_width(style, TextRole::Caption, shape) > room) return height;
  const float drop = baseline(style, TextRole::Body) - baseline(style, TextRole::Caption);
  draw_text(style, ImVec2(at.x + width - text_width(style, TextRole::Caption, shape), at.y + drop), TextRole::Caption,
            frame.colors().second_text, shape);
  return height;
}

void draw_cells(const Frame& frame, const VectorStrip& strip, const ImRect& rect, float size, const PartsEvent& event) {
  const Style& style = frame.style();
  const float largest = largest_of(strip);
  const float names = line_height(style, TextRole::Caption);
  for (std::size_t i = 0; i < strip.values.size(); ++i) {
    const float left = std::floor(rect.Min.x + size * static_cast<float>(i));
    const float right = std::floor(rect.Min.x + size * static_cast<float>(i + 1));
    const bool chosen = static_cast<Index>(i) == strip.chosen;
    const bool hovered = event.hovered && *event.hovered == static_cast<Index>(i);
    draw_text_in(style, ImRect(left + 2, rect.Min.y, right - 2, rect.Min.y + names),
                 chosen ? TextRole::CaptionSemibold : TextRole::Caption,
                 chosen ? frame.colors().text : frame.colors().second_text, strip.components[i], Align::Center);
    const ImRect cell(left, rect.Min.y + names + frame.px(2), right - 1, rect.Max.y);
    const float share = largest > 0 ? std::abs(strip.values[i]) / largest : 0;
    const ImU32 fill = strip.difference ? sample_signed(style.theme, std::copysign(share, strip.values[i]))
                                        : sample_role(style.theme, ink_color(frame, strip.ink), share);
    fill_rect(cell, hovered ? mix(fill, frame.colors().text, 0.07F) : fill, frame.px(3));
    draw_text_in(style, cell, TextRole::Number, text_on(fill), value_text(frame, strip, i), Align::Center);
    if (is_edited(strip, i))
      fill_circle(ImVec2(cell.Max.x - frame.px(5), cell.Min.y + frame.px(5)), frame.px(3), frame.colors().edited);
    if (chosen) stroke_rect(cell, frame.colors().weight, frame.px(3), frame.px(kFocusRing));
  }
}

void draw_bars(const Frame& frame, const VectorStrip& strip, const ImRect& rect, float size, const PartsEvent& event) {
  const float largest = std::max(largest_of(strip), 1e-30F);
  const bool has_negative =
      std::any_of(strip.values.begin(), strip.values.end(), [](float value) { return value < 0; });
  const float zero = has_negative ? std::floor(rect.GetCenter().y) : rect.Max.y - frame.px(1);
  const float reach = (has_negative ? rect.GetHeight() / 2 : rect.GetHeight()) - frame.px(3);
  const ImU32 color = ink_color(frame, strip.ink);
  fill_rect(rect, frame.colors().raised, frame.px(3));
  horizontal_line(rect.Min.x, rect.Max.x, zero, frame.colors().line, frame.style().hairline());
  const float gap = size >= frame.px(4) ? 1.0F : 0.0F;
  for (std::size_t i = 0; i < strip.values.size(); ++i) {
    const float left = rect.Min.x + size * static_cast<float>(i);
    const bool chosen = static_cast<Index>(i) == strip.chosen;
    const bool hovered = event.hovered && *event.hovered == static_cast<Index>(i);
    if (chosen || hovered) {
      const float wide = std::max(size, frame.px(3));
      fill_rect(ImRect(left, rect.Min.y, left + wide, rect.Max.y),
                chosen ? with_alpha(frame.colors().weight, 0.28F) : with_alpha(frame.colors().text, 0.10F));
    }
    const float end = zero - reach * strip.values[i] / largest;
    if (std::abs(end - zero) < 0.5F) continue;
    const ImU32 fill = strip.difference      ? change_color(frame, strip.values[i])
                       : is_edited(strip, i) ? frame.colors().edited
                                             : color;
    fill_rect(ImRect(left, std::min(zero, end), left + std::max(size - gap, 1.0F), std::max(zero, end)), fill);
  }
}

// "noun 1.60" below the bars: the chosen component, or the one under the pointer.
void draw_bar_caption(const Frame& frame, const VectorStrip& strip, ImVec2 at, float width, const PartsEvent& event) {
  const Index shown = event.hovered ? *event.hovered : strip.chosen;
  if (shown < 0 || static_cast<std::size_t>(shown) >= strip.values.size()) return;
  const std::string& name = strip.components[static_cast<std::size_t>(shown)];
  const float value = strip.values[static_cast<std::size_t>(shown)];
  const std::string text =
      fmt::format("{}  {}{}", name, strip.difference && value > 0 ? "+" : "", read_out(frame, value));
  const float height = line_height(frame.style(), TextRole::Caption);
  draw_text_in(frame.style(), ImRect(at.x, at.y, at.x + width, at.y + height), TextRole::Caption,
               frame.colors().second_text, text);
}

void answer(Frame& frame, const VectorStrip& strip, const PartsEvent& event, const ImRect& rect, float size) {
  if (event.chosen) pick(frame, strip.picks, *event.chosen, strip.tab);
  if (!event.menu) return;
  pick(frame, strip.picks, *event.menu, strip.tab);
  const float left = rect.Min.x + size * static_cast<float>(*event.menu);
  open_at(frame, Opening::Menu, menu_row(frame, strip.picks, strip.tab), *event.menu,
          ImRect(left, rect.Min.y, left + size, rect.Max.y));
}

}  // namespace

float vector_strip_height(const Frame& frame, const VectorStrip& strip, float width) {
  if (strip.values.empty()) return 0;
  const float caption = line_height(frame.style(), TextRole::Caption);
  const bool cells = shows_cells(frame, strip, width);
  const float body = cells ? frame.px(kCellHeight) : frame.px(kBarsHeight);
  return heading_height(frame) + body + frame.px(2) + caption;
}

float draw_vector_strip(Frame& frame, const VectorStrip& strip, ImVec2 at, float width) {
  if (strip.values.empty()) return 0;
  const auto count = static_cast<Index>(strip.values.size());
  const float heading = draw_heading(frame, strip, at, width);
  const bool cells = shows_cells(frame, strip, width);
  const float size = std::min(width / static_cast<float>(count), frame.px(cells ? kWidestCell : kWidestBar));
  const float caption = line_height(frame.style(), TextRole::Caption);
  const float height = cells ? caption + frame.px(2 + kCellHeight) : frame.px(kBarsHeight);
  const ImRect rect(at.x, at.y + heading, at.x + size * static_cast<float>(count), at.y + heading + height);
  PartsSpec spec;
  spec.name = strip.name;
  spec.role = "vector";
  spec.rect = rect;
  spec.walk = Walk::Horizontal;
  spec.count = count;
  spec.chosen = strip.chosen;
  spec.hovered = part_at(ImGui::GetIO().MousePos.x, rect.Min.x, size, count);
  spec.tooltip = [&](Index i) {
    const float value = strip.values[static_cast<std::size_t>(i)];
    const std::string& component = strip.components[static_cast<std::size_t>(i)];
    if (strip.difference)
      return fmt::format("{}: {}{}, now − before", component, value > 0 ? "+" : "", read_out(frame, value));
    return strip_arithmetic(strip, frame.trace(), frame.focus, i);
  };
  const PartsEvent event = parts(frame, spec);
  if (event.state.focus_visible) draw_focus_ring(frame.style(), rect, 3);
  for (Index i = 0; i < count; ++i) {
    const float left = rect.Min.x + size * static_cast<float>(i);
    register_area(frame.ui, fmt::format("{}.{}", strip.name, i), ImRect(left, rect.Min.y, left + size, rect.Max.y),
                  "component");
  }
  if (cells) {
    draw_cells(frame, strip, rect, size, event);
  } else {
    draw_bars(frame, strip, rect, size, event);
  }
  answer(frame, strip, event, rect, size);
  if (cells) return rect.Max.y - at.y;
  draw_bar_caption(frame, strip, ImVec2(at.x, rect.Max.y + frame.px(2)), width, event);
  return rect.Max.y + frame.px(2) + caption - at.y;
}

}  // namespace ui::stages
