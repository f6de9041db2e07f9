// The chips of the word strip: their states, percentages, clicks and keys.
#pragma once

#include "ui/panels/words_scene.h"
#include "ui/widgets/word_strip.h"

namespace ui {

struct WordChips {
  const PanelInput& input;
  const WordsScene& scene;
  ImRect area;                         // the visible part of the strip
  std::optional<core::Index> hovered;  // the word at the other end that is lit
  bool second = false;                 // chips of the second sentence
};

// Items "words.T" or "words2.T"; only visible ones. A click selects the query, Shift + click the key, arrow keys walk.
void draw_word_chips(const Ui& ui, const WordChips& chips, const StripLayout& layout, ImVec2 corner, ViewState& view);

// Where the open menu belongs.
ImRect menu_anchor(const WordsScene& scene, const StripLayout& first, const StripLayout& second, ImVec2 first_corner,
                   ImVec2 second_corner, const WordsMemory& memory);

// Whether a note of this width at the bottom right touches no chip's percentage.
bool footnote_fits_below(const WordsScene& scene, const ImRect& area, float width, const Style& style,
                         WordsMemory& memory);

}  // namespace ui
