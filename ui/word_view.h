// What the selected word's panels remember between frames, and forget at the end.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/attention/edit.h"
#include "core/sessions/session.h"
#include "ui/widgets/number_field.h"

namespace ui {

enum class VectorOwner { QueryWord, KeyWord };

struct WordView {
  NumberMemory numbers;
  core::Selection typed_for;  // what was selected while `numbers` was open

  // The row's sliders.
  std::vector<core::Index> order;        // of the keys from top to bottom, as shown
  bool slider_held = false;              // the order stays while one is held
  double slider_grip = 0;                // where on the knob it was taken: pointer − knob, screen pixels
  std::optional<core::Index> shown_key;  // the key last scrolled to
  std::optional<core::Index> shown_query;

  // The vectors and matrices.
  VectorOwner owner = VectorOwner::QueryWord;
  core::Index depth = 0;  // of the x tab: 0 = before layer 0, l + 1 = after layer l
  bool by_size = true;    // largest first, else in the model's order
  bool zeros_open = false;
  std::string filter;
  core::Site matrix = core::Site::WQ;

  bool output_open = false;  // every component of the blended output, to edit
};

}  // namespace ui
