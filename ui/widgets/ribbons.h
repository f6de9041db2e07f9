// Curves that flow from the selected word to where it looks, wide where it looks hard.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <span>

#include "ui/widgets/style.h"

namespace ui {

// One word that is looked at (or that looks), to be joined with the selected one.
struct RibbonTarget {
  ImRect chip;
  bool same_line = true;  // as the selected word: the ribbon rises over the line
  float share = 0;        // width on screen: may be gliding
  float color_share = 0;  // how strong its colour is
  bool self = false;      // the selected word itself
  bool hollow = false;    // a resting place set aside
  bool negative = false;  // without softmax a weight may be below 0
  bool lit = false;       // under the pointer
  bool dimmed = false;    // another one is under the pointer
};

struct RibbonSpec {
  ImRect source;          // the selected word's chip
  float ceiling = 0;      // ribbons over a line stay below this height on screen
  float farthest = 0;     // of the words on the same line, in screen pixels: its arc reaches the ceiling
  float full_width = 16;  // CSS pixels of a share of 1
};

// Draws weak ones first, strong ones on top, side by side where they leave the selected word. Draw the chips after.
void draw_ribbons(const Style& style, const RibbonSpec& spec, std::span<const RibbonTarget> targets);

}  // namespace ui
