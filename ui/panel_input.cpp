#include "ui/panel_input.h"

#include "core/attention/forward.h"

namespace ui {

core::Matrix PanelInput::map_weights(const core::AttentionTrace& of, const core::Selection& selection) const {
  switch (selection.map) {
    case core::MapKind::Head:
      return of.head(selection.layer, selection.head).weights;
    case core::MapKind::MeanOverHeads:
      return core::mean_over_heads(of, selection.layer);
    case core::MapKind::MeanOverLayers:
      return core::mean_over_layers(of, selection.head);
    case core::MapKind::MeanOverAll:
      return core::mean_over_all(of);
  }
  return {};
}

const core::Tokens& PanelInput::key_tokens(const core::Selection& selection) const {
  if (selection.map != core::MapKind::Head) return trace->tokens;
  return trace->key_tokens(selection.layer, selection.head);
}

bool PanelInput::is_edited(const core::Edit& place) const {
  for (const core::Edit& edit : trace->run.edits) {
    if (edit.site == place.site && edit.second == place.second && edit.layer == place.layer &&
        edit.head == place.head && edit.row == place.row &&
        (edit.column == place.column || edit.column == core::kAllComponents)) {
      return true;
    }
  }
  return false;
}

}  // namespace ui
