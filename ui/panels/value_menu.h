// One menu for values, heads and averages wherever they are shown: go to it, reset it, copy it, its row or its matrix.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/attention/switches.h"
#include "core/sessions/session.h"
#include "ui/panel_input.h"
#include "ui/requests.h"
#include "ui/view_state.h"
#include "ui/widgets/item.h"

namespace ui {

// What the menu is about. Lines without a subject are left out.
struct ValueMenu {
  std::string heading;
  std::optional<core::Selection> go;  // what "Go to it" selects
  std::optional<core::HeadAddress> head;
  std::vector<core::Edit> edits;  // that a reset takes back
  bool can_reset = false;         // false: no reset line at all
  std::string text;               // of a word, to copy
  core::Matrix value, row, matrix;
  std::string value_name, row_name, matrix_name;  // for the status line: "row of “it”"
  ImRect anchor;
  bool opens = false;  // in this frame
};

// Of the weight of one token for another in the selected map; of the weights of a head or an average; of a number
// that stands in a row of its like.
ValueMenu weight_menu(const PanelInput& input, ViewState& view, core::Index query, core::Index key);
ValueMenu map_menu(const PanelInput& input, ViewState& view, const core::Selection& place);
ValueMenu number_menu(std::string name, float value, std::string row_name = {}, core::Matrix row = {});

// Opens it at `anchor`, over whatever panel asks.
void open_value_menu(ViewState& view, ValueMenu menu, const ImRect& anchor);
// Drawn once a frame, after the panels: "value.menu.go", "value.menu.reset", "value.menu.text", "value.menu.value/tsv",
// "value.menu.row/numpy", "value.menu.matrix/latex" …; of a head also "grid.menu.mute", "grid.menu.only",
// "grid.menu.all".
void draw_value_menu(const Ui& ui, const PanelInput& input, ViewState& view, Requests& requests);

}  // namespace ui
