// The panels: each a free function that draws itself into an area and records what was asked for. THE list of them
// stands in panel_list.cpp.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/panel_input.h"
#include "ui/requests.h"
#include "ui/view_state.h"
#include "ui/widgets/item.h"
#include "ui/workspace.h"

namespace ui {

using DrawPanel = void (*)(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);

// One file each, ui/panels/NAME_panel.cpp. `area` is in screen pixels; a panel draws its own card into it.
void draw_top_bar_panel(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);
void draw_rail_panel(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);
void draw_left_panel(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);
void draw_words_panel(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);
void draw_map_panel(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);
void draw_stages_panel(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);
void draw_row_panel(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);
void draw_vectors_panel(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);
void draw_output_panel(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);
void draw_status_panel(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);
void draw_overlay_panel(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);
void draw_message_panel(Ui&, const ImRect& area, const PanelInput&, ViewState&, Requests&);

// Where Tab lands in a panel the first time: the first of these items that is there, else its first control.
using Landing = std::vector<std::string> (*)(const PanelInput&, const ViewState&);

// What a panel is about.
enum class Shows {
  Window,   // the program and what it was asked for
  Run,      // what was computed of the text
  Numbers,  // single numbers of the selected head or average, which a long run may not have kept
};

struct PanelEntry {
  std::string_view name;  // of the region that Tab goes to
  DrawPanel draw;
  ImRect Layout::*area;
  Shows shows = Shows::Window;
  std::array<std::string_view, 2> parts = {};  // of the window, as lessons cover them; "" for none
  Landing landing = nullptr;
};
// In the order in which they are drawn and in which Tab goes through them; the overlays come last and are none of them.
std::span<const PanelEntry> panels();

}  // namespace ui
