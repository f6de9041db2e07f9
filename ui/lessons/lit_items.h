// Items by name that a step points at: the part of them in sight, scrolling to them, giving them the keyboard.
#pragma once

#include <string>
#include <vector>

#include "ui/view_state.h"
#include "ui/widgets/item.h"

namespace ui {

using Names = std::vector<std::string>;

// The part of them that is on screen; inside out where there is none.
ImRect seen_part(const Ui& ui, const Names& names);
// Scrolls them into sight where they are not, wholly.
void reveal(const Ui& ui, const Names& names, const ImRect& seen);
// The same for the selected key's line in lists of words.
void reveal_selected(const Ui& ui, const ViewState& view);
// The card of a low window's right column that holds them comes to the front.
void open_tab_of(const Names& names, ViewState& view);
// While LessonMemory::go_frames lasts: the keyboard goes to the first of them, or first thing inside, that takes it.
void go_to_lit(const Ui& ui, const Names& lit, ViewState& view);

}  // namespace ui
