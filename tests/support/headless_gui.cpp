#include "tests/support/headless_gui.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <imgui_internal.h>

#include <stdexcept>
#include <utility>

#include "core/characters.h"
#include "ui/widgets/typed_signs.h"

namespace support {
namespace {

constexpr int kDragSteps = 6;

}  // namespace

HeadlessGui::HeadlessGui(app::DrawFrame draw, const app::HeadlessOptions& options)
    : draw_(std::move(draw)), headless_(options) {
  frames(3);
}

void HeadlessGui::frames(int count, float seconds) {
  for (int i = 0; i < count; ++i) headless_.frame(draw_, seconds);
}

void HeadlessGui::wait(float seconds) {
  for (float passed = 0; passed < seconds; passed += 1.0F / 60) frames(1);
}

// ImGui spreads the events of one queue over several frames; one more shows the result.
void HeadlessGui::settle() {
  do {
    frames(1);
  } while (!ImGui::GetCurrentContext()->InputEventsQueue.empty());
  frames(1);
}

const ui::Item& HeadlessGui::item(std::string_view name) const {
  const ui::Item* found = items().find(name);
  if (found != nullptr) return *found;
  throw std::runtime_error(fmt::format("No item is named \"{}\" in this frame. Near it: {}. ({} items in all.)", name,
                                       fmt::join(items().similar(name, 8), ", "), items().items().size()));
}

bool HeadlessGui::has(std::string_view name) const {
  const ui::Item* found = items().find(name);
  return found != nullptr && found->visible;
}

ImVec2 HeadlessGui::middle(std::string_view name) const {
  const ui::Item& found = item(name);
  if (!found.visible) throw std::runtime_error(fmt::format("The item \"{}\" is scrolled or clipped away.", name));
  return found.shown.GetCenter();
}

void HeadlessGui::hold(ImGuiKeyChord modifiers, bool down) {
  ImGuiIO& io = ImGui::GetIO();
  for (const ImGuiKey modifier : {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt, ImGuiMod_Super}) {
    if ((modifiers & modifier) != 0) io.AddKeyEvent(modifier, down);
  }
}

void HeadlessGui::move_to(ImVec2 position) {
  gui().activate();
  ImGui::GetIO().AddMousePosEvent(position.x, position.y);
  settle();
}

void HeadlessGui::click_button(int button) {
  ImGui::GetIO().AddMouseButtonEvent(button, true);
  ImGui::GetIO().AddMouseButtonEvent(button, false);
  settle();
}

void HeadlessGui::click_at(ImVec2 position, ImGuiKeyChord modifiers) {
  move_to(position);
  hold(modifiers, true);
  click_button(ImGuiMouseButton_Left);
  hold(modifiers, false);
  settle();
  // Two scripted clicks in a row are two clicks, not a double click.
  wait(ImGui::GetIO().MouseDoubleClickTime);
}

void HeadlessGui::click(std::string_view name, ImGuiKeyChord modifiers) {
  click_at(middle(name), modifiers);
}

void HeadlessGui::double_click(std::string_view name) {
  move_to(middle(name));
  for (const bool down : {true, false, true, false}) {
    ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Left, down);
    frames(1);
  }
  settle();
}

void HeadlessGui::right_click(std::string_view name) {
  move_to(middle(name));
  click_button(ImGuiMouseButton_Right);
}

void HeadlessGui::hover(std::string_view name) {
  move_to(middle(name));
}

void HeadlessGui::press(std::string_view name) {
  move_to(middle(name));
  ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Left, true);
  settle();
}

void HeadlessGui::release() {
  gui().activate();
  ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Left, false);
  settle();
}

void HeadlessGui::drag_from(ImVec2 start, ImVec2 end, ImGuiKeyChord modifiers) {
  move_to(start);
  hold(modifiers, true);
  ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Left, true);
  settle();
  for (int i = 1; i <= kDragSteps; ++i) {
    const float share = static_cast<float>(i) / kDragSteps;
    ImGui::GetIO().AddMousePosEvent(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share);
    frames(1);
  }
  release();
  hold(modifiers, false);
  settle();
}

void HeadlessGui::drag(std::string_view name, float dx, float dy, ImGuiKeyChord modifiers) {
  const ImVec2 start = middle(name);
  drag_from(start, ImVec2(start.x + dx, start.y + dy), modifiers);
}

void HeadlessGui::wheel(std::string_view name, float steps, ImGuiKeyChord modifiers) {
  move_to(middle(name));
  hold(modifiers, true);
  ImGui::GetIO().AddMouseWheelEvent(0, steps);
  settle();
  hold(modifiers, false);
  settle();
}

void HeadlessGui::type(std::string_view text) {
  gui().activate();
  for (std::size_t at = 0; at < text.size();) {
    const core::Character sign = core::character_at(text, at);
    ui::type_sign(sign.code < 0 ? ui::kUnknownSign : static_cast<std::uint32_t>(sign.code));
    at += sign.size;
  }
  settle();
}

void HeadlessGui::key(ImGuiKey key, ImGuiKeyChord modifiers) {
  gui().activate();
  hold(modifiers, true);
  ImGui::GetIO().AddKeyEvent(key, true);
  ImGui::GetIO().AddKeyEvent(key, false);
  hold(modifiers, false);
  settle();
}

}  // namespace support
