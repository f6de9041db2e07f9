// What the selected word's panels remember between frames, and forget at the end.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/attention/edit.h"
#include "core/attention/nearest_words.h"
#include "core/models/model.h"
#include "core/sessions/session.h"
#include "ui/widgets/matrix_editor.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/vector_editor.h"

namespace ui {

enum class VectorOwner { QueryWord, KeyWord };

// The words nearest to a direction, kept since a comparison with every word takes a millisecond or more.
struct NearestMemory {
  std::shared_ptr<const core::Model> model;
  core::Vector direction;
  std::string left_out;
  std::vector<core::NearWord> words;
};

// Which lines of a head's matrix are shown, and its largest number: read once for as long as it stays.
struct MatrixReading {
  std::weak_ptr<const core::LayerWeights> weights, before;  // read from these …
  core::Index head = 0;                                     // … their part of this head
  core::Site site = core::Site::WQ;
  MatrixSight sight;
  MatrixLines lines;
  float largest = 0;
};

struct WordView {
  NumberMemory numbers;
  core::Selection typed_for;  // what was selected while `numbers` was open

  // The row's sliders.
  std::vector<core::Index> order;        // of the keys from top to bottom, as shown
  bool slider_held = false;              // the order stays while one is held
  std::optional<core::Index> shown_key;  // the key last scrolled to
  std::optional<core::Index> shown_query;

  // The vectors and matrices.
  std::array<VectorOwner, 4> owners = {VectorOwner::QueryWord, VectorOwner::QueryWord, VectorOwner::KeyWord,
                                       VectorOwner::KeyWord};  // by tab: x, q, k, v
  core::Index depth = 0;  // of the x tab: 0 = before layer 0, l + 1 = after layer l
  core::Site matrix = core::Site::WQ;
  VectorMemory vectors;
  MatrixSight sight;
  MatrixReading reading;
  MatrixMemory matrices;

  // The blended output.
  bool output_open = false;  // every component, to edit
  VectorMemory outputs;
  NearestMemory nearest_now, nearest_before;
};

}  // namespace ui
