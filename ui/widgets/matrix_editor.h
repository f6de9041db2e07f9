// A matrix as a grid of numbers with named rows and columns; scrolls both ways, every entry can be changed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/tensor.h"
#include "ui/widgets/number_field.h"

namespace ui {

struct MatrixMemory {
  ImVec2 scroll{0, 0};  // of the entries, screen pixels: the names beside them follow
  std::string what;     // the matrix that was drawn last
};

struct MatrixSpec {
  std::string_view prefix;  // items are "<prefix>.ROW.COLUMN"
  std::string_view what;    // "W_Q of Reference"
  const core::Matrix* values = nullptr;
  const core::Matrix* unedited = nullptr;  // the same without the reader's edits
  const std::vector<std::string>* row_names = nullptr;
  const std::vector<std::string>* column_names = nullptr;
  ImU32 color = 0;  // the role's
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

// An entry counts as edited where it differs from `unedited`.
MatrixEvent matrix_editor(const Ui& ui, const ImRect& area, const MatrixSpec& spec, MatrixMemory& memory,
                          NumberMemory& numbers);

}  // namespace ui
