// A vector as rows of name, signed bar and value, all of which can be changed, searched, pasted into and reset.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/attention/edit.h"
#include "core/tensor.h"
#include "ui/widgets/number_field.h"

namespace ui {

// Whose components stand in which order: they keep their places for as long as this stays.
struct ShownVector {
  std::string model, sentence;
  core::Edit place;  // without a value
  bool difference = false, by_size = true;
  std::string filter;
  bool operator==(const ShownVector&) const = default;
};

// What an editor remembers between frames.
struct VectorMemory {
  bool by_size = true;       // largest first, else in the model's order
  bool zeros_open = false;   // the components at 0 are shown too
  bool short_names = false;  // "[3]" where "component 3" has no room
  std::string filter;
  std::string message;  // why a pasted row was not taken, or ""
  ShownVector sorted_for;
  std::vector<core::Index> order;  // as shown; stays while a value is held
  float range = 1;                 // the end of the bars' axis; likewise
  bool held = false;
};

struct VectorSpec {
  std::string_view prefix;  // items are "<prefix>.bar.C", "<prefix>.value.C"
  std::string_view what;    // "q(“it”)": for the menu
  const core::Vector* values = nullptr;
  const core::Vector* unedited = nullptr;  // the same without the reader's edits: ghost ticks; may be null
  const core::Vector* former = nullptr;    // before the last gesture: bars glide from it; may be null
  float glide = 1;
  const std::vector<std::string>* names = nullptr;  // may be empty or null: "component 3"
  const std::vector<bool>* edited = nullptr;        // [D]
  ImU32 color = 0;                                  // of the bars: the role's
  std::function<std::string(core::Index)> tooltip;  // the arithmetic of a component; asked for where the pointer is
  bool editable = true;
  bool difference = false;  // the values are changes: signed, in the diverging colours
};

struct VectorEvent {
  std::vector<std::pair<core::Index, float>> changes;
  bool continues = false;
  std::optional<core::Index> reset;
  bool reset_all = false;
  std::optional<std::string> copied;
  std::string copied_what;
};

// The matrix that the vector is a row of: the menu copies it, too, by "<prefix>.menu.C/matrix/tsv" and so on.
struct VectorMatrix {
  std::function<core::Matrix()> values;  // [T, D], asked for when it is copied; empty: the menu has no such lines
  std::string_view what;                 // "q of all words": for the status line
};

VectorEvent vector_editor(const Ui& ui, const ImRect& area, const VectorSpec& spec, const VectorMatrix& matrix,
                          VectorMemory& memory, NumberMemory& numbers);

}  // namespace ui
