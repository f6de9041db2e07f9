#include "ui/widgets/inner_focus.h"

#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"

namespace ui {

void draw_inner_focus(const Style& style, const ImRect& rect, const ItemState& state) {
  if (!state.focus_visible) return;
  const float line = style.px(kFocusRing);
  // The second line parts the mark from a cell in the mark's own colour.
  stroke_rect(inset(rect, line, line), style.palette.panel, style.px(3), line);
  stroke_rect(rect, style.palette.weight, style.px(4), line);
}

}  // namespace ui
