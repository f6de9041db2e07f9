#include "ui/run_questions.h"

#include "core/attention/keeping.h"
#include "core/sessions/follow.h"

namespace ui {

bool is_outdated(const PanelInput& input) {
  return !input.has_trace() || !core::is_run_of(input.trace->run, *input.session);
}

bool is_kept(const PanelInput& input, const core::Selection& selection) {
  const bool one_layer = selection.map == core::MapKind::Head || selection.map == core::MapKind::MeanOverHeads;
  const core::Kept least = selection.map == core::MapKind::Head ? core::Kept::Everything : core::Kept::Weights;
  const auto& layers = input.trace->layers;
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const bool counts = !one_layer || static_cast<core::Index>(l) == selection.layer;
    if (counts && core::kept_of(*layers[l]) < least) return false;
  }
  return true;
}

std::span<const core::SessionEdit> listed_edits(const PanelInput& input) {
  const auto found = input.session->edits.find(input.session->model);
  return found == input.session->edits.end() ? std::span<const core::SessionEdit>() : found->second;
}

SetSwitches toggled_mute(const PanelInput& input, core::HeadAddress head) {
  core::Switches switches = input.session->switches;
  const bool was_muted = switches.muted.erase(head) > 0;
  if (!was_muted) switches.muted.insert(head);
  return {switches, (was_muted ? "Unmute " : "Mute ") + input.trace->head_config(head.first, head.second).name, false};
}

bool is_same_map(const core::Selection& first, const core::Selection& second) {
  if (first.map != second.map) return false;
  const bool one_layer = first.map == core::MapKind::Head || first.map == core::MapKind::MeanOverHeads;
  const bool one_head = first.map == core::MapKind::Head || first.map == core::MapKind::MeanOverLayers;
  return (!one_layer || first.layer == second.layer) && (!one_head || first.head == second.head);
}

const core::Tokens& key_tokens(const core::AttentionTrace& trace, const core::Selection& selection) {
  if (selection.map != core::MapKind::Head) return trace.tokens;
  return trace.key_tokens(selection.layer, selection.head);
}

}  // namespace ui
