// The panel at the left edge: sentences, patterns, settings, and the place of the lessons.
#include "ui/lessons/lesson_panel.h"
#include "ui/panels/left_lists.h"
#include "ui/panels/panel_list.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/input_text.h"
#include "ui/widgets/layout.h"

namespace ui {

namespace {

const char* title_of(LeftPanel panel) {
  switch (panel) {
    case LeftPanel::Lessons:
      return "Lessons";
    case LeftPanel::Sentences:
      return "Sentences";
    case LeftPanel::Patterns:
      return "Patterns";
    case LeftPanel::Settings:
      return "Settings";
    case LeftPanel::None:
      break;
  }
  return "";
}

}  // namespace

void draw_left_panel(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  if (view.persisted.left_panel == LeftPanel::Lessons) return draw_lesson_place(ui, area, input, view, requests);
  const Style& style = ui.style;
  fill_rect(area, style.palette.panel);
  vertical_line(area.Max.x - style.hairline(), area.Min.y, area.Max.y, style.palette.line, style.hairline());
  ImRect rest = inset(area, style.px(kGap4), style.px(kGap3));
  ImRect header = cut_top(rest, style.px(kControlHeight), style.px(kGap2));
  const ImRect close = cut_right(header, header.GetHeight());
  draw_text_in(style, header, TextRole::Heading, style.palette.text, title_of(view.persisted.left_panel));
  if (icon_button(ui, "left.close", close, Icon::Close, "Close this panel")) {
    view.persisted.left_panel = LeftPanel::None;
    return;
  }
  if (view.persisted.left_panel == LeftPanel::Sentences) {
    TextFieldSpec search{.hint = "Search", .icon = Icon::Search};
    text_field(ui, "sentences.search", cut_top(rest, style.px(32), style.px(kGap2)), view.transient.search, search);
  }
  rest.Min.x -= style.px(6);  // room for the focus ring inside the scroll area
  rest.Max.x += style.px(6);
  ScrollArea scroll(ui, "left.scroll", rest);
  const ImVec2 origin(scroll.origin().x + style.px(6), scroll.origin().y + style.px(6));
  const float width = scroll.width() - style.px(12);
  float height = 0;
  switch (view.persisted.left_panel) {
    case LeftPanel::Lessons:
      break;  // above
    case LeftPanel::Sentences:
      height = draw_sentence_list(ui, origin, width, input, view, requests);
      break;
    case LeftPanel::Patterns:
      height = draw_pattern_list(ui, origin, width, input, view, requests);
      break;
    case LeftPanel::Settings:
      height = draw_settings_list(ui, origin, width, input, view, requests);
      break;
    case LeftPanel::None:
      break;
  }
  scroll.set_content_height(height + style.px(12));
}

}  // namespace ui
