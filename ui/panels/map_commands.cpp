// Commands that save what is shown, and that zoom the map.
#include "ui/commands.h"
#include "ui/panels/overlays.h"

namespace ui {

namespace {

bool has_trace(const PanelInput& input, const ViewState&) {
  return input.has_trace();
}

}  // namespace

void add_map_commands(std::vector<Command>& commands) {
  static constexpr Command kCommands[] = {
      {"export-map", "Export the map as a picture or as numbers", "File", ImGuiKey_None, "",
       [](const PanelInput&, ViewState& view, Requests&) { open_save(view, SaveWhat::Map); }, has_trace},
      {"export-window", "Export the window as a picture", "File", ImGuiKey_None, "",
       [](const PanelInput&, ViewState& view, Requests&) { open_save(view, SaveWhat::Window); }, has_trace},
      {"map-fit", "Show the whole map", "View", ImGuiKey_None, "",
       [](const PanelInput&, ViewState& view, Requests&) { view.transient.map = MapView{}; }, has_trace},
      {"map-readable", "Zoom the map until its words can be read", "View", ImGuiKey_None, "",
       [](const PanelInput&, ViewState& view, Requests&) { view.transient.map.zoom = 0; }, has_trace},
  };
  commands.insert(commands.end(), std::begin(kCommands), std::end(kCommands));
}

}  // namespace ui
