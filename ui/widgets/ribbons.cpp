#include "ui/widgets/ribbons.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "ui/widgets/draw.h"

namespace ui {
namespace {

constexpr float kThinnest = 1.5F;   // CSS pixels
constexpr float kInsideChip = 6;    // ribbons begin under the chip, which is drawn later
constexpr float kRestingWidth = 8;  // a hollow ribbon is at most so wide
constexpr float kLoopWidth = 8;     // and a loop, which is a short one

float middle_x(const ImRect& rect) {
  return (rect.Min.x + rect.Max.x) / 2;
}

enum class Side { Above, Below };

Side side_of(const RibbonSpec& spec, const RibbonTarget& target) {
  return target.same_line || target.chip.Min.y < spec.source.Min.y ? Side::Above : Side::Below;
}

float ribbon_width(const Style& style, const RibbonSpec& spec, float share) {
  return std::max(kThinnest * style.scale, spec.full_width * style.scale * std::min(std::abs(share), 1.0F));
}

float width_of(const Style& style, const RibbonSpec& spec, const RibbonTarget& target) {
  const float width = ribbon_width(style, spec, target.share);
  if (target.self) return std::min(width, style.px(kLoopWidth));
  return target.hollow ? std::min(width, style.px(kRestingWidth)) : width;
}

// Left-goers first, the nearest outermost, then right-goers, the nearest last: so no two cross as they leave.
float leaving_order(const RibbonSpec& spec, const RibbonTarget& target) {
  const float distance = middle_x(target.chip) - middle_x(spec.source);
  if (!target.same_line) return distance;
  if (target.self) return 0;
  constexpr float kFar = 1e6F;
  return distance < 0 ? -kFar - distance : kFar - distance;
}

void place_side(const Style& style, const RibbonSpec& spec, std::span<const RibbonTarget> targets, Side side,
                std::vector<float>& starts) {
  std::vector<std::size_t> order;
  float total = 0;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (side_of(spec, targets[i]) != side) continue;
    order.push_back(i);
    total += width_of(style, spec, targets[i]);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return leaving_order(spec, targets[a]) < leaving_order(spec, targets[b]);
  });
  const float room = std::max(spec.source.GetWidth() - style.px(10), style.px(4));
  const float squeeze = total > room ? room / total : 1;
  float x = middle_x(spec.source) - total * squeeze / 2;
  for (const std::size_t i : order) {
    const float width = width_of(style, spec, targets[i]) * squeeze;
    starts[i] = x + width / 2;
    x += width;
  }
}

// Where each ribbon leaves the selected word, in the order of `targets`: neighbours do not cross.
std::vector<float> ribbon_starts(const Style& style, const RibbonSpec& spec, std::span<const RibbonTarget> targets) {
  std::vector<float> starts(targets.size(), middle_x(spec.source));
  place_side(style, spec, targets, Side::Above, starts);
  place_side(style, spec, targets, Side::Below, starts);
  return starts;
}

// A ribbon's middle line as the four points of a cubic curve.
struct RibbonCurve {
  ImVec2 start, start_pull, end_pull, end;
};
RibbonCurve ribbon_curve(const Style& style, const RibbonSpec& spec, const RibbonTarget& target, float source_x) {
  const float inside = style.px(kInsideChip);
  const float half = width_of(style, spec, target) / 2;
  if (target.self) {  // a small loop over the word
    const float reach = style.px(16) + half;
    const float top = spec.source.Min.y + inside;
    const float rise = std::min(style.px(40), std::max(top - spec.ceiling - half, style.px(10)) / 0.75F);
    return {ImVec2(source_x, top), ImVec2(source_x - reach, top - rise), ImVec2(source_x + 2 * reach, top - rise),
            ImVec2(source_x + style.px(6) + half, top)};
  }
  const float end_x = middle_x(target.chip);
  if (target.same_line) {
    const ImVec2 start(source_x, spec.source.Min.y + inside);
    const ImVec2 end(end_x, target.chip.Min.y + inside);
    const float room = std::max(start.y - spec.ceiling - half, style.px(12));
    const float distance = std::abs(end_x - source_x);
    // The further the word the higher the arc, so that arcs lie inside each other; none is steeper than a hairpin.
    const float reach = spec.farthest > 0 ? std::min(distance / spec.farthest, 1.0F) : 1;
    const float height = std::min(room * (0.3F + 0.7F * reach), style.px(20) + 0.45F * distance + half);
    const float pull = height / 0.75F;  // a cubic with both pulls at this height peaks at three quarters of it
    return {start, ImVec2(start.x, start.y - pull), ImVec2(end.x, end.y - pull), end};
  }
  const bool up = side_of(spec, target) == Side::Above;
  const ImVec2 start(source_x, up ? spec.source.Min.y + inside : spec.source.Max.y - inside);
  const ImVec2 end(end_x, up ? target.chip.Max.y - inside : target.chip.Min.y + inside);
  const float pull = (end.y - start.y) * 0.55F;
  return {start, ImVec2(start.x, start.y + pull), ImVec2(end.x, end.y - pull), end};
}

// Opaque, mixed with the panel's colour, so that crossings leave no specks.
ImU32 ribbon_color(const Style& style, const RibbonTarget& target) {
  const Palette& p = style.palette;
  const float strength = std::clamp(0.22F + 0.9F * std::sqrt(std::max(target.color_share, 0.0F)), 0.0F, 1.0F);
  const ImU32 full = target.negative ? p.warning : p.weight;
  const ImU32 color = mix(p.panel, full, target.lit ? std::max(strength, 0.85F) : strength);
  return target.dimmed ? mix(p.panel, color, 0.3F) : color;
}

void stroke(const RibbonCurve& curve, ImU32 color, float width) {
  ImGui::GetWindowDrawList()->AddBezierCubic(curve.start, curve.start_pull, curve.end_pull, curve.end, color, width);
}

void draw_ribbon(const Style& style, const RibbonSpec& spec, const RibbonTarget& target, float source_x) {
  const RibbonCurve curve = ribbon_curve(style, spec, target, source_x);
  const float width = width_of(style, spec, target);
  const ImU32 color = ribbon_color(style, target);
  stroke(curve, color, width);
  const float line = std::max(style.px(1.5F), 1.0F);
  if (target.hollow && width > 2 * line + 1) stroke(curve, style.palette.panel, width - 2 * line);
}

}  // namespace

void draw_ribbons(const Style& style, const RibbonSpec& spec, std::span<const RibbonTarget> targets) {
  const std::vector<float> starts = ribbon_starts(style, spec, targets);
  std::vector<std::size_t> order(targets.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto rank = [&](std::size_t i) { return targets[i].lit ? 2.0F : targets[i].hollow ? -1.0F : targets[i].share; };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
  for (const std::size_t i : order) draw_ribbon(style, spec, targets[i], starts[i]);
}

}  // namespace ui
