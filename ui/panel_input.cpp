#include "ui/panel_input.h"

namespace ui {

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
