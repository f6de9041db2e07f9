// What the blended output of the selected word is made of and what it is like, with and without the reader's edits.
#pragma once

#include <string>
#include <vector>

#include "core/attention/nearest_words.h"
#include "ui/panel_input.h"
#include "ui/view_state.h"

namespace ui {

struct BlendTerm {
  core::Index key = 0;
  float weight = 0;
};
struct OutputLeaning {
  core::Index component = 0;
  std::string name;
  float value = 0;
  float unedited = 0;
};

struct OutputData {
  std::string refusal;                   // why there is nothing to show; "" where there is
  core::Vector output, unedited;         // of the head, [d_v]
  core::Vector written, written_before;  // through W_O, [D]
  std::vector<BlendTerm> blend;          // the largest weights, largest first
  std::size_t further = 0;               // keys with a weight beside those
  core::Vector blended;                  // [S] all weights, or how much each changed
  std::vector<OutputLeaning> leanings;
  bool difference = false;  // the blend and the leanings are now − before
  bool changed = false;     // differs from the run without the reader's edits
};
OutputData output_data(const PanelInput& input, const ViewState& view);

// The weight that a value of the blend is taken with, or how much it changed.
std::string blend_text(const PanelInput& input, const core::Selection& selection, const OutputData& data,
                       const BlendTerm& term);

// Why no word is near what the head writes: muted, nothing to look at, zero, or unlike every word.
std::string no_nearest_reason(const PanelInput& input, const core::Selection& selection, const OutputData& data);

// The arithmetic of one word's cosine, for a tooltip.
std::string cosine_text(const PanelInput& input, const core::Vector& direction, const core::NearWord& near);

// What the weights that the blend does not name come to.
std::string further_text(const PanelInput& input, const core::Selection& selection, const OutputData& data);

// The words nearest to a direction; compared anew only when it changed. Where the vocabulary is large the app compares
// beside the window: until it has, `memory` is without a model and its words are of another direction.
const std::vector<core::NearWord>& nearest_words(const PanelInput& input, const core::Vector& direction,
                                                 const std::string& left_out, NearestMemory& memory);
inline bool is_pending(const NearestMemory& memory) {
  return memory.model == nullptr && memory.direction.size() > 0;
}

// Where a component of what the head writes comes from, word by word: lines for a tooltip.
std::string leaning_text(const PanelInput& input, const core::Selection& selection, const OutputData& data,
                         const OutputLeaning& leaning);

}  // namespace ui
