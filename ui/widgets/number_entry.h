// A small popup in which a number is typed: opened by a double click or Enter on a value.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ui/widgets/containers.h"

namespace ui {

struct NumberEntrySpec {
  std::string_view title;  // "Score of “it” for “cat”"
  std::string_view note;   // a second line: the range, or what happens; may be empty
  float least = -3.4e38F;
  float most = 3.4e38F;
};

// Opens the popup with `value` as its text; `draft` is kept by the caller between frames. Call in the window that also
// draws it (popups belong to the window that opens them).
void open_number_entry(std::string_view name, float value, std::string& draft);

// Whether it is open; asked in the window that draws it.
bool is_number_entry_open(std::string_view name);

// Draws it where it is open: a field "<name>/field" and a button "<name>/set". Returns the number in the frame of Enter
// or the button; what is not a number, or out of range, is said below the field and the popup stays open.
std::optional<float> number_entry(const Ui& ui, std::string_view name, const ImRect& anchor,
                                  const NumberEntrySpec& spec, std::string& draft);

}  // namespace ui
