// A matrix as a grid of numbers with named rows and columns; scrolls both ways, every entry can be changed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/tensor.h"
#include "ui/widgets/matrix_lines.h"
#include "ui/widgets/number_field.h"

namespace ui {

struct MatrixMemory {
  ImVec2 scroll{0, 0};  // of the entries, screen pixels: the names beside them follow
  // What was drawn last: another matrix, or another choice of its lines, is looked at from its beginning.
  std::string what;
  core::Index rows = 0, columns = 0;
};

struct MatrixSpec {
  std::string_view prefix;  // items are "<prefix>.ROW.COLUMN"
  std::string_view what;    // "W_Q of Reference, layer 1"
  NamedMatrix matrix;
  float largest = 1;  // of its numbers without their signs
  ImU32 color = 0;    // the role's
  bool editable = true;
};

struct MatrixEvent {
  struct Change {
    core::Index row = 0, column = 0;
    float value = 0;
    bool continues = false;
  };
  struct Place {
    core::Index row = 0, column = 0;
  };
  std::optional<Change> change;
  std::optional<Place> reset;
  bool reset_all = false;
  std::optional<std::string> copied;
};

// The editor of these rows and columns, of which there is at least one each. An entry counts as edited where it differs
// from `unedited`.
MatrixEvent matrix_editor(const Ui& ui, const ImRect& area, const MatrixSpec& spec, const MatrixLines& lines,
                          MatrixMemory& memory, NumberMemory& numbers);

}  // namespace ui
