// What can be done with a word: ignore it, copy it, describe it, take back its edits.
#pragma once

#include "ui/panel_input.h"
#include "ui/requests.h"
#include "ui/view_state.h"
#include "ui/widgets/item.h"

namespace ui {

// Opens the menu of a chip: "words.menu.ignore", "words.menu.only", "words.menu.copy", "words.menu.sentence",
// "words.menu.describe", "words.menu.reset".
void open_words_menu(WordsMemory& memory, core::Index token, bool second);
// Draws it where it is open; call in the window in which it was opened.
void draw_words_menu(const Ui& ui, const ImRect& anchor, const PanelInput& input, ViewState& view, Requests& requests);

// The edits in force that belong to this word: its vectors, its scores and weights as a query.
std::vector<core::Edit> edits_of_word(const core::AttentionTrace& trace, core::Index token, bool second);

}  // namespace ui
