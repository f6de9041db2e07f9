// A search field over a list with one highlighted row: for overlays whose rows are found by a few letters.
#pragma once

#include <string_view>

#include "ui/overlay_memory.h"
#include "ui/widgets/item.h"

namespace ui {

// At the top of `rest`, which becomes what is left below; writes the text and highlights the first row after every
// change. Returns whether Enter was pressed: it chooses the highlighted row.
bool draw_list_search(Ui& ui, std::string_view name, std::string_view hint, ImRect& rest, ListSearch& search);

// The up and down arrows move the highlight over a list of so many rows.
void move_highlight(ListSearch& search, std::size_t rows);

}  // namespace ui
