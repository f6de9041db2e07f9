// A sentence as chips in reading order: on one line where it fits, else on several; each chip can be pointed at.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/models/model.h"
#include "ui/map_memory.h"
#include "ui/widgets/item.h"

namespace ui {

enum class StripSize { Large, Medium, Small };

// Places are relative to the strip's top left corner, screen pixels.
struct StripLayout {
  StripSize size = StripSize::Large;
  std::vector<ImRect> chips;
  std::vector<int> lines;  // of each chip
  int line_count = 1;
  float chip_height = 0;
  float pitch = 0;   // from line to line
  float height = 0;  // of all lines, with the room for percentages below the last
};

// The chips in the largest size that fits `room`: one line centred, or several. In the small size they may be higher
// than the room, and then scroll.
StripLayout layout_strip(const Style& style, const core::Tokens& tokens, ImVec2 room, StripMemory& memory);
// In a given size, as several lines.
StripLayout layout_strip_in(const Style& style, const core::Tokens& tokens, float width, StripSize size,
                            StripMemory& memory);

// Moves the lines apart, so that the strip becomes higher by `more` (nothing where that is not above 0).
void spread_lines(StripLayout& layout, float more);

struct WordChip {
  std::string_view text;
  bool selected = false;  // the word whose ribbons are drawn
  bool key = false;       // the other end of the selection
  bool lit = false;       // under the pointer here or elsewhere
  bool ignored = false;
  bool edited = false;
  bool known = true;
  bool special = false;
  bool faint = false;  // no part of what is shown
  float share = 0;     // tints the chip
  bool focusable = false;
  bool take_focus = false;  // in this frame
  std::string_view tooltip;
};
ItemState word_chip(const Ui& ui, std::string_view name, const ImRect& rect, StripSize size, const WordChip& chip);

}  // namespace ui
