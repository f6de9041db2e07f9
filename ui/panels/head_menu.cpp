#include "ui/panels/head_menu.h"

#include <string>

#include "ui/widgets/containers.h"

namespace ui {

void draw_head_menu(const Ui& ui, const PanelInput& input, const ImRect& anchor, ViewState& view, Requests& requests) {
  auto& open = view.transient.maps.grid_menu;
  if (!open) return;
  core::Selection place;
  place.layer = open->first;
  place.head = open->second;
  const auto& layers = input.trace->config().layers;
  const bool exists = place.layer < static_cast<core::Index>(layers.size()) &&
                      place.head < static_cast<core::Index>(layers[static_cast<std::size_t>(place.layer)].heads.size());
  const Popup popup(ui, kHeadMenu, anchor, 240);
  if (!popup.open() || !exists) {
    if (!is_popup_open(kHeadMenu)) open.reset();
    return;
  }
  const std::string name = input.head_config(place).name;
  menu_heading(ui, popup, name);
  core::Switches switches = input.session->switches;
  const bool muted = switches.muted.count(*open) > 0;
  MenuItemSpec mute{muted ? "Unmute" : "Mute"};
  mute.icon = Icon::Mute;
  mute.tooltip = "A muted head's weights are computed and shown; its output counts as 0.";
  if (menu_item(ui, "grid.menu.mute", popup, mute)) {
    if (muted) switches.muted.erase(*open);
    if (!muted) switches.muted.insert(*open);
    requests.add(SetSwitches{switches, (muted ? "Unmute " : "Mute ") + name});
  }
  MenuItemSpec only{"Mute all others of its layer"};
  if (menu_item(ui, "grid.menu.only", popup, only)) {
    const auto heads = static_cast<core::Index>(layers[static_cast<std::size_t>(place.layer)].heads.size());
    for (core::Index head = 0; head < heads; ++head) switches.muted.insert({place.layer, head});
    switches.muted.erase(*open);
    requests.add(SetSwitches{switches, "Mute all but " + name});
  }
  MenuItemSpec all{"Unmute all heads"};
  all.enabled = !switches.muted.empty();
  if (menu_item(ui, "grid.menu.all", popup, all)) {
    switches.muted.clear();
    requests.add(SetSwitches{switches, "Unmute all heads"});
  }
}

}  // namespace ui
