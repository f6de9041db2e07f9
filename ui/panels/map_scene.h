// What the map panel shows in this frame: which matrix, which words, which range, which cells are edited.
#pragma once

#include <string>
#include <vector>

#include "ui/panel_input.h"
#include "ui/panels/word_names.h"
#include "ui/view_state.h"
#include "ui/widgets/heatmap.h"

namespace ui {

struct MapScene {
  const MapFacts* weights = nullptr;      // of the run shown
  const MapFacts* shown = nullptr;        // `weights`, or now − before
  const MapFacts* former = nullptr;       // before the last gesture; null where it has another shape
  const core::HeadTrace* head = nullptr;  // null for averages
  const core::Tokens* queries = nullptr;
  const core::Tokens* keys = nullptr;
  bool is_difference = false;
  bool is_signed = false;
  float full = 1;
  std::vector<CellMark> marks;
  std::vector<core::Index> set_aside;

  bool empty() const { return shown->weights->size() == 0; }
  const core::Matrix& values() const { return *shown->weights; }
};

// Needs a trace.
MapScene make_map_scene(const PanelInput& input, ViewState& view);

// "Reference", "Mean of layer 1", "Mean of head 2 over layers", "Mean of all heads".
std::string map_name(const PanelInput& input, const core::Selection& selection);
// "layer 1 · head 2 — a pronoun looks at the noun it stands for"
std::string map_caption(const PanelInput& input, const core::Selection& selection);

}  // namespace ui
