// One component of a vector editor: name, signed bar, value.
#pragma once

#include "ui/widgets/vector_editor.h"

namespace ui {

struct VectorRow {
  std::string_view prefix;
  core::Index component = 0;
  std::string name, tooltip;
  float value = 0;
  float shape = 0;  // what the bar shows
  std::optional<float> ghost;
  float range = 1;
  int decimals = 2;
  bool edited = false;
  bool editable = true;
  bool difference = false;  // the value is a change: with its sign
  ImU32 color = 0;
};
struct VectorColumns {
  float name = 0, value = 0;  // screen pixels; the bar takes what is left
};
struct VectorRowState {
  std::optional<NumberChange> change;
  bool held = false;
  bool reset = false;
  bool menu = false;
  bool paste = false;
};

VectorRowState vector_row(const Ui& ui, const ImRect& rect, const VectorColumns& columns, const VectorRow& row,
                          NumberMemory& numbers);

}  // namespace ui
