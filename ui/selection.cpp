#include "ui/selection.h"

#include <algorithm>

namespace ui {

namespace {

void select_strongest_key(const PanelInput& input, core::Selection& selection) {
  selection.key.reset();
  const core::Matrix weights = input.map_weights(*input.trace, selection);
  if (selection.query >= weights.rows() || weights.cols() == 0) return;
  Eigen::Index strongest = 0;
  // A row with nothing to look at has no strongest key.
  if (weights.row(selection.query).maxCoeff(&strongest) > 0) selection.key = strongest;
}

}  // namespace

void clamp_selection(const PanelInput& input, core::Selection& selection) {
  if (!input.has_trace()) return;
  const auto& layers = input.trace->config().layers;
  selection.layer = std::clamp<Eigen::Index>(selection.layer, 0, static_cast<Eigen::Index>(layers.size()) - 1);
  const auto heads = static_cast<Eigen::Index>(layers[static_cast<std::size_t>(selection.layer)].heads.size());
  selection.head = std::clamp<Eigen::Index>(selection.head, 0, heads - 1);
  const auto tokens = static_cast<Eigen::Index>(input.trace->tokens.size());
  selection.query = std::clamp<Eigen::Index>(selection.query, 0, tokens - 1);
  const auto keys = static_cast<Eigen::Index>(input.key_tokens(selection).size());
  if (selection.key && *selection.key >= keys) selection.key.reset();
}

void select_query(const PanelInput& input, core::Selection& selection, Eigen::Index query) {
  if (!input.has_trace()) return;
  selection.query = query;
  select_strongest_key(input, selection);
}

void select_key(core::Selection& selection, Eigen::Index key) {
  selection.key = key;
}

void select_head(const PanelInput& input, core::Selection& selection, Eigen::Index layer, Eigen::Index head) {
  if (!input.has_trace()) return;
  selection.map = core::MapKind::Head;
  selection.layer = layer;
  selection.head = head;
  select_strongest_key(input, selection);
}

}  // namespace ui
