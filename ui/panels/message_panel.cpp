// The newest message, in one line below the top bar, until it is closed.
#include "ui/panels/panel_list.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"

namespace ui {

void draw_message_panel(Ui& ui, const ImRect& area, const PanelInput& input, ViewState&, Requests& requests) {
  if (input.messages->empty()) return;
  const Style& style = ui.style;
  const std::size_t newest = input.messages->size() - 1;
  const Message& message = (*input.messages)[newest];
  ImRect line = inset(area, style.px(kGap3), 0);
  line.Min.y += style.px(kGap2);
  fill_rect(line, style.palette.panel, style.px(kControlRadius));
  const ImU32 frame = message.kind == MessageKind::Error     ? style.palette.error
                      : message.kind == MessageKind::Warning ? style.palette.warning
                                                             : style.palette.line;
  stroke_rect(line, frame, style.px(kControlRadius), style.hairline());
  ImRect inside = inset(line, style.px(kGap3), style.px(kGap1));
  const ImRect close = cut_right(inside, inside.GetHeight(), style.px(kGap2));
  const Notice notice = message.kind == MessageKind::Error     ? Notice::Error
                        : message.kind == MessageKind::Warning ? Notice::Warning
                                                               : Notice::Info;
  register_area(ui, "message.text", inside);
  draw_notice(style, inside, notice, message.text);
  if (icon_button(ui, "message.close", close, Icon::Close, "Close this message")) requests.add(DismissMessage{newest});
}

}  // namespace ui
