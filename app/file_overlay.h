// What was asked for in a file overlay is answered there: it closes when it is done, and says why not otherwise.
#pragma once

#include <string>

#include "app/app.h"
#include "app/reason.h"
#include "ui/panels/overlays.h"

namespace app {

// Closes the overlay if it is this one; returns which was open. What was typed is kept, in case it is opened again.
inline ui::Overlay leave_overlay(ui::ViewState& view, ui::Overlay kind) {
  if (view.transient.overlay != kind) return ui::Overlay::None;
  view.transient.overlay = ui::Overlay::None;
  view.transient.files.problem.clear();
  return kind;
}

// Opens the overlay again, with what was typed and the reason; where none had asked, the reason is a message.
inline void refuse_where_asked(App& app, ui::Overlay asked_in, const std::string& reason) {
  if (asked_in == ui::Overlay::None) return app.tell(ui::MessageKind::Error, reason);
  app.view().transient.overlay = asked_in;
  app.view().transient.files.problem = reason;
}

// Does what was asked for in this overlay, which is told whether it was open; where that throws, the reason is said
// where it was asked.
template <typename Act>
void act_for_overlay(App& app, ui::Overlay kind, Act act) {
  const ui::Overlay asked_in = leave_overlay(app.view(), kind);
  try {
    act(asked_in != ui::Overlay::None);
  } catch (const std::exception& error) {
    refuse_where_asked(app, asked_in, reason_of(error));
  }
}

}  // namespace app
