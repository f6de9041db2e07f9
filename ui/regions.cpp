#include "ui/regions.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <utility>

#include "ui/widgets/item.h"

namespace ui {

namespace {

// Owns Tab, so that ImGui does not walk every control with it.
ImGuiID owner() {
  return ImHashStr("regions");
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool closes(std::string_view name) {
  return name.find("close") != std::string_view::npos;
}

int wrapped(int place, std::size_t count) {
  const int all = static_cast<int>(count);
  return ((place % all) + all) % all;
}

void land(const Ui& ui, RegionsMemory& memory, const std::string& control) {
  memory.last[memory.current] = control;
  ui.items.want_focus(control, Focus::Land);
  ImGui::ClearActiveID();  // a field that was being typed in keeps what was typed, as after a click elsewhere
  ImGui::GetCurrentContext()->NavId = 0;  // until it is drawn nothing has the keyboard: another press goes on from it
}

}  // namespace

std::string landing_of(const std::vector<std::string>& controls, const std::string& last,
                       const std::vector<std::string>& landing) {
  if (contains(controls, last)) return last;
  for (const std::string& name : landing) {
    if (contains(controls, name)) return name;
  }
  // The way out stands first in some panels; nobody comes for it.
  const auto first = std::find_if_not(controls.begin(), controls.end(), closes);
  return first != controls.end() ? *first : controls.front();
}

void Regions::enter(std::string_view name) {
  const auto known =
      std::find_if(regions_.begin(), regions_.end(), [&](const Region& one) { return one.name == name; });
  entered_ = static_cast<std::size_t>(known - regions_.begin());
  if (known == regions_.end()) regions_.push_back({std::string(name), {}, {}});
  first_item_ = ui_.items.items().size();
}

void Regions::leave(const std::vector<std::string>& landing) {
  Region& region = regions_[entered_];
  const std::vector<Item>& items = ui_.items.items();
  for (std::size_t i = first_item_; i < items.size(); ++i) {
    if (!items[i].focusable) continue;
    region.controls.push_back(items[i].name);
    if (items[i].focused) {
      focused_ = items[i].name;
      memory_.current = region.name;
    }
  }
  region.landing.insert(region.landing.end(), landing.begin(), landing.end());
}

int Regions::place_of_current() const {
  for (std::size_t i = 0; i < regions_.size(); ++i) {
    if (regions_[i].name == memory_.current) return static_cast<int>(i);
  }
  return -1;
}

void Regions::go_to_region(int by) {
  int place = place_of_current();
  if (place < 0 && by < 0) place = 0;
  place = wrapped(place + by, regions_.size());
  const Region& region = regions_[static_cast<std::size_t>(place)];
  memory_.current = region.name;
  land(ui_, memory_, landing_of(region.controls, memory_.last[region.name], region.landing));
}

void Regions::go_to_control(int by) {
  const int place = place_of_current();
  if (place < 0) return go_to_region(by);
  const std::vector<std::string>& controls = regions_[static_cast<std::size_t>(place)].controls;
  const auto found = std::find(controls.begin(), controls.end(), memory_.last[memory_.current]);
  const int next =
      found == controls.end() ? 0 : wrapped(static_cast<int>(found - controls.begin()) + by, controls.size());
  land(ui_, memory_, controls[static_cast<std::size_t>(next)]);
}

void Regions::answer_keys() {
  // ImGui would take Alt alone as the way to a menu bar: letting go of Alt+G moved the keyboard elsewhere.
  for (const ImGuiKey alt : {ImGuiKey_LeftAlt, ImGuiKey_RightAlt}) ImGui::SetKeyOwner(alt, owner());
  if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) return;
  regions_.erase(
      std::remove_if(regions_.begin(), regions_.end(), [](const Region& one) { return one.controls.empty(); }),
      regions_.end());
  if (regions_.empty()) return;
  if (!focused_.empty()) memory_.last[memory_.current] = focused_;
  const ImGuiIO& io = ImGui::GetIO();
  const bool was_owned = ImGui::GetKeyOwner(ImGuiKey_Tab) == owner();
  ImGui::SetKeyOwner(ImGuiKey_Tab, owner());
  if (io.KeyAlt || (!was_owned && !io.KeyCtrl)) return;  // else ImGui has answered the key already
  if (!ImGui::IsKeyPressed(ImGuiKey_Tab, ImGuiInputFlags_Repeat, ImGuiKeyOwner_Any)) return;
  const int by = io.KeyShift ? -1 : 1;
  if (io.KeyCtrl) return go_to_control(by);
  go_to_region(by);
}

}  // namespace ui
