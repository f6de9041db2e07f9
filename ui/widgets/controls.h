// Buttons, chips, segments, boxes: the basic controls, each with rest, hover, pressed, selected, focus and disabled.
// All take a unique name and a rectangle in screen pixels; `..._width` tells how wide the contents want to be.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ui/widgets/icons.h"
#include "ui/widgets/item.h"
#include "ui/widgets/text.h"

namespace ui {

enum class ButtonKind {
  Outlined,  // panel colour, hairline: a plain action
  Raised,    // filled: a setting that shows its state ("mask: none")
  Primary,   // weight colour: the one next step
  Quiet,     // nothing until hovered: icons in a bar
};

struct ButtonSpec {
  std::string_view label = {};
  Icon icon = Icon::None;
  ButtonKind kind = ButtonKind::Outlined;
  bool selected = false;  // toggled on: tinted, in the weight colour
  bool chevron = false;   // opens a list
  bool enabled = true;
  std::string_view tooltip = {};
  TextRole role = TextRole::Body;
  ImU32 color = 0;  // of label and icon; 0 takes the kind's own
};
// True when it was clicked or activated by key.
bool button(const Ui& ui, std::string_view name, const ImRect& rect, const ButtonSpec& spec);
float button_width(const Style& style, const ButtonSpec& spec);

// Only an icon; the tooltip says what it does.
bool icon_button(const Ui& ui, std::string_view name, const ImRect& rect, Icon icon, std::string_view tooltip,
                 ButtonKind kind = ButtonKind::Quiet, bool selected = false, bool enabled = true);

enum class ChipLook {
  Rest,
  Tinted,    // the weight's tint and an outline: the key of the selection
  Selected,  // filled with the weight colour: the query
  Edited,    // outline in the edited colour
};
struct ChipSpec {
  std::string_view label = {};
  ChipLook look = ChipLook::Rest;
  TextRole role = TextRole::Body;
  bool struck = false;  // ignored: text struck through and faint
  bool enabled = true;
  std::string_view tooltip = {};
};
ItemState chip(const Ui& ui, std::string_view name, const ImRect& rect, const ChipSpec& spec);
float chip_width(const Style& style, const ChipSpec& spec);

struct Segment {
  std::string_view label = {};
  ImU32 color = 0;  // of the label; 0 = text. Query, key and value segments carry theirs.
  std::string_view tooltip = {};
  bool enabled = true;
  std::string_view id = {};  // the last part of the item's name; empty takes the label
};
// One of several, side by side in a trough; items are named "<name>.<id or label>". Returns the index chosen by this
// frame's click, or nothing.
std::optional<int> segmented(const Ui& ui, std::string_view name, const ImRect& rect, std::span<const Segment> segments,
                             int selected);
float segmented_width(const Style& style, std::span<const Segment> segments);

// A box with a tick and a label to its right; returns true when it was clicked.
bool check_box(const Ui& ui, std::string_view name, const ImRect& rect, std::string_view label, bool checked,
               std::string_view tooltip = {}, bool enabled = true);

// One of several answers or options as a framed line with a ring; returns true when it was clicked.
enum class ChoiceMark { None, Right, Wrong };
bool choice(const Ui& ui, std::string_view name, const ImRect& rect, std::string_view label, bool selected,
            ChoiceMark mark = ChoiceMark::None, bool enabled = true);
float choice_height(const Style& style, std::string_view label, float width);

// A line of text that acts, in the weight colour, underlined when hovered.
bool link(const Ui& ui, std::string_view name, ImVec2 position, std::string_view label,
          TextRole role = TextRole::Caption, std::string_view tooltip = {});

// An icon and a word on one line, in the colour of its kind.
enum class Notice { Info, Good, Warning, Error };
void draw_notice(const Style& style, const ImRect& rect, Notice notice, std::string_view text);

}  // namespace ui
