// A vector's editor whose menu also copies the matrix that the vector is a row of.
#pragma once

#include <functional>
#include <string_view>

#include "core/tensor.h"
#include "ui/widgets/vector_editor.h"

namespace ui {

struct VectorMatrix {
  std::function<core::Matrix()> values;  // [T, D], asked for when it is copied; empty: the menu has no such lines
  std::string_view what;                 // "q of all words": for the status line
};

// Menu lines "<prefix>.menu.C/matrix/tsv" and so on.
VectorEvent vector_editor(const Ui& ui, const ImRect& area, const VectorSpec& spec, const VectorMatrix& matrix,
                          VectorMemory& memory, NumberMemory& numbers);

}  // namespace ui
