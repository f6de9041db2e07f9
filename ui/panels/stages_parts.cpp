#include "ui/panels/stages_parts.h"

#include <algorithm>
#include <cmath>

namespace ui::stages {

namespace {

std::optional<Index> walked(const ItemState& state, const PartsSpec& spec) {
  if (!state.focused || spec.count == 0) return std::nullopt;
  const bool vertical = spec.walk == Walk::Vertical;
  const Index last = spec.count - 1;
  const Index at = std::clamp<Index>(spec.chosen, 0, last);
  if (take_key(state, vertical ? ImGuiKey_UpArrow : ImGuiKey_LeftArrow)) return std::max<Index>(at - 1, 0);
  if (take_key(state, vertical ? ImGuiKey_DownArrow : ImGuiKey_RightArrow)) return std::min(at + 1, last);
  if (take_key(state, ImGuiKey_Home)) return 0;
  if (take_key(state, ImGuiKey_End)) return last;
  return std::nullopt;
}

}  // namespace

PartsEvent parts(const Frame& frame, const PartsSpec& spec) {
  PartsEvent event;
  const bool pointed = spec.hovered && *spec.hovered >= 0 && *spec.hovered < spec.count;
  const bool near = spec.rect.Contains(ImGui::GetIO().MousePos);
  std::string tooltip;
  if (spec.tooltip && pointed && near) tooltip = spec.tooltip(*spec.hovered);
  ItemSpec wanted;
  wanted.tooltip = tooltip;
  wanted.role = spec.role;
  wanted.ring = false;
  event.state = item(frame.ui, spec.name, spec.rect, wanted);
  if (pointed && event.state.hovered) event.hovered = spec.hovered;
  const bool by_key = ImGui::GetCurrentContext()->NavActivateId == event.state.id && event.state.focused;
  if (event.state.clicked && !by_key && pointed) event.chosen = spec.hovered;
  if (event.state.double_clicked && pointed) event.opened = spec.hovered;
  if (event.state.clicked && by_key && spec.chosen >= 0) event.opened = spec.chosen;
  // Enter also right after a click, when ImGui itself would only show where the keyboard is.
  if (event.state.focused && spec.chosen >= 0) {
    const bool entered = take_key(event.state, ImGuiKey_Enter);
    if (take_key(event.state, ImGuiKey_KeypadEnter) || entered) event.opened = spec.chosen;
  }
  if (event.state.right_clicked) {
    const Index part = event.state.hovered && pointed ? *spec.hovered : spec.chosen;
    if (part >= 0) event.menu = part;
  }
  if (const auto to = walked(event.state, spec)) event.chosen = to;
  return event;
}

std::optional<Index> part_at(float position, float start, float size, Index count) {
  if (size <= 0 || position < start) return std::nullopt;
  const auto part = static_cast<Index>(std::floor((position - start) / size));
  if (part >= count) return std::nullopt;
  return part;
}

Visible visible_parts(float from, float to, float start, float size, Index count) {
  const auto bounded = [&](float position) {
    return std::clamp<Index>(static_cast<Index>(std::floor((position - start) / size)), 0, count);
  };
  return {bounded(from), std::min(count, bounded(to) + 1)};
}

}  // namespace ui::stages
