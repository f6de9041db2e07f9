// The pattern gallery in the place of the steps, where a lesson needs the left edge for itself.
#include "ui/panels/left_lists.h"
#include "ui/panels/row_views.h"

namespace ui {

void draw_patterns_view(stages::Frame& frame, const ImRect& area) {
  Ui ui = frame.ui;
  if (frame.view.persisted.left_panel == LeftPanel::Patterns) {  // the same items must not stand twice in a window
    draw_paragraph(frame.style(), area.Min, area.GetWidth(), TextRole::Body, frame.colors().second_text,
                   "The patterns are open at the left edge.");
    return;
  }
  ScrollArea scroll(ui, "patterns.view", area);
  const float ring = frame.px(6);  // room for the focus ring
  const ImVec2 origin(scroll.origin().x + ring, scroll.origin().y + ring);
  const float height =
      draw_pattern_list(ui, origin, scroll.width() - 2 * ring, frame.input, frame.view, frame.requests);
  scroll.set_content_height(height + 2 * ring);
}

}  // namespace ui
