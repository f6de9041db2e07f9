#include "ui/selection.h"

#include <algorithm>

namespace ui {

namespace {

// The selected row, added up over the heads of an average: where its largest value stands is the same as in their mean,
// and a whole map of a large model takes longer than a frame has.
core::Vector row_of_map(const core::AttentionTrace& trace, const core::Selection& selection) {
  core::Vector row;
  for (std::size_t l = 0; l < trace.layers.size(); ++l) {
    for (std::size_t h = 0; h < trace.layers[l]->heads.size(); ++h) {
      const auto layer = static_cast<core::Index>(l);
      const auto head = static_cast<core::Index>(h);
      if (!is_of_map(selection, layer, head)) continue;
      const bool cross = trace.head_config(layer, head).keys == core::KeySource::Second;
      if (cross && selection.map != core::MapKind::Head) continue;
      const core::Matrix& weights = trace.head(layer, head).weights;
      if (selection.query >= weights.rows() || weights.cols() == 0) return {};
      if (row.size() == 0) row = core::Vector::Zero(weights.cols());
      row += weights.row(selection.query);
    }
  }
  return row;
}

void select_strongest_key(const PanelInput& input, core::Selection& selection) {
  selection.key.reset();
  const core::Vector row = row_of_map(*input.trace, selection);
  Eigen::Index strongest = 0;
  // A row with nothing to look at has no strongest key.
  if (row.size() > 0 && row.maxCoeff(&strongest) > 0) selection.key = strongest;
}

}  // namespace

bool is_of_map(const core::Selection& selection, core::Index layer, core::Index head) {
  const bool any_layer = selection.map == core::MapKind::MeanOverLayers || selection.map == core::MapKind::MeanOverAll;
  const bool any_head = selection.map == core::MapKind::MeanOverHeads || selection.map == core::MapKind::MeanOverAll;
  return (any_layer || layer == selection.layer) && (any_head || head == selection.head);
}

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
