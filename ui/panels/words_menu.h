// What can be done with a word: ignore it, copy it, describe it, take back its edits.
#pragma once

#include <optional>
#include <vector>

#include "ui/panel_input.h"
#include "ui/requests.h"
#include "ui/view_state.h"
#include "ui/widgets/item.h"

namespace ui {

// Opens the menu of a word, from any panel: "words.menu.go", "words.menu.go_key", "words.menu.ignore",
// "words.menu.reset", "words.menu.copy", "words.menu.sentence", "words.menu.row/tsv", "words.menu.matrix/numpy" …,
// "words.menu.describe". At its chip where no other place is named.
void open_words_menu(ViewState& view, core::Index token, bool second, std::optional<ImRect> anchor = std::nullopt);
// Draws it where it is open, in the word strip's window.
void draw_words_menu(const Ui& ui, const ImRect& anchor, const PanelInput& input, ViewState& view, Requests& requests);

// The edits in force that belong to this word: its vectors, its scores and weights as a query.
std::vector<core::Edit> edits_of_word(const core::AttentionTrace& trace, core::Index token, bool second);

}  // namespace ui
