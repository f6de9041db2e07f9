// THE list of commands: what the keys do, what Ctrl+K finds, what F1 lists.
#pragma once

#include <imgui.h>

#include <string>
#include <vector>

#include "ui/panel_input.h"
#include "ui/requests.h"
#include "ui/view_state.h"

namespace ui {

struct Command {
  const char* id;                       // "undo"
  const char* title;                    // "Undo"
  const char* group;                    // "Edit"
  ImGuiKeyChord chord = ImGuiKey_None;  // works everywhere unless a text field takes it
  const char* keys = "";                // as written for a reader: "Ctrl+Z"; also of keys that panels handle themselves
  void (*run)(const PanelInput&, ViewState&, Requests&) = nullptr;  // null: only listed
  bool (*enabled)(const PanelInput&, const ViewState&) = nullptr;   // null: always
};

const std::vector<Command>& commands();
bool is_enabled(const Command& command, const PanelInput& input, const ViewState& view);
// Those whose keys were pressed in this frame and that no text field took. Asked once a frame or more, and in every
// frame: the first one only tells ImGui which keys are wanted.
std::vector<const Command*> pressed_commands();
// Runs them.
void run_shortcuts(const PanelInput& input, ViewState& view, Requests& requests);

// From the theme that is shown to the other one, also where the desktop had chosen it.
void toggle_theme(const PanelInput& input, Requests& requests);

// Those that open the views of a row, ui/panels/row_views.cpp.
void add_view_commands(std::vector<Command>& commands);
// Those that save what is shown and zoom the map, ui/panels/map_commands.cpp.
void add_map_commands(std::vector<Command>& commands);
// Those of lessons, ui/lessons/lesson_commands.cpp.
void add_lesson_commands(std::vector<Command>& commands);

}  // namespace ui
