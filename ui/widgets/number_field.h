// A number that shows itself and can be changed: typed after a double click or Enter, dragged, or stepped by arrow
// keys.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "ui/widgets/item.h"
#include "ui/widgets/text.h"

namespace ui {

// What number fields remember between frames: at most one is being typed into and one is being dragged.
struct NumberMemory {
  std::string typing;   // name of the field that is open for typing, or ""
  std::string text;     // what was typed so far
  std::string message;  // why it could not be taken, or ""
  bool take_focus = false;
  bool select_all = false;
  bool was_active = false;
  std::string dragging;  // name of the field under the pointer's drag, or ""
  double drag_value = 0;
  bool drag_moved = false;
};

struct NumberSpec {
  float value = 0;
  int decimals = 4;
  float step = 0.05F;  // an arrow key's; a drag takes as much for every 4 CSS pixels. Shift a tenth, Ctrl ten times
  float least = std::numeric_limits<float>::lowest();
  float greatest = std::numeric_limits<float>::max();
  std::string_view shown;  // instead of the formatted value, where not empty
  std::string_view tooltip;
  std::string_view range_hint;  // "A weight lies between 0 and 1." when a typed number is outside
  TextRole role = TextRole::Number;
  ImU32 color = 0;  // 0: text
  bool enabled = true;
};

struct NumberChange {
  float value = 0;
  bool continues = false;  // the same drag or the same held arrow key goes on: still one undo step
};
struct NumberFieldState {
  std::optional<NumberChange> change;
  ItemState item;
  bool typing = false;
};

// The value stands right-aligned in `rect`. The wheel never changes it.
NumberFieldState number_field(const Ui& ui, std::string_view name, const ImRect& rect, const NumberSpec& spec,
                              NumberMemory& memory);

// Opens the field of that name for typing in the next frame, its text selected: from a menu or a key elsewhere.
void open_for_typing(NumberMemory& memory, std::string_view name, float value);

// A tooltip with the line that says how to type the number.
std::string with_typing_hint(std::string_view tooltip);

// The left and right arrow keys of a control that has the focus: one `spec.step` up or down, within its limits.
std::optional<NumberChange> step_by_key(const ItemState& state, const NumberSpec& spec);

// The factor of a drag or key under the modifiers that are held: Shift fine, Ctrl coarse.
float modifier_factor();

// A line that floats beside a field above everything else, with a warning sign: why its text was not taken.
void field_message(const Ui& ui, std::string_view name, const ImRect& field, std::string_view message);

}  // namespace ui
