// The drag of a number, whatever shows it: how far the pointer moved, once it is a drag and not a click that trembles.
#pragma once

#include <optional>
#include <string_view>

#include "ui/widgets/number_field.h"

namespace ui {

struct NumberDrag {
  float pixels = 0;        // since the frame before; at first since the press
  bool continues = false;  // still the same undo step
};

// Of the item `name` that shows `value`, which stands in `memory.drag_value` when it is taken. Nothing until the
// pointer has moved far enough, nor in frames in which it rests.
std::optional<NumberDrag> drag_number(const Ui& ui, std::string_view name, const ItemState& state, float value,
                                      NumberMemory& memory);

}  // namespace ui
