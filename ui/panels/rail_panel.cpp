// The left rail: four doors to what waits at the left edge.
#include "ui/lessons/lesson_input.h"
#include "ui/panels/panel_list.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"

namespace ui {

void draw_rail_panel(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests&) {
  struct Door {
    const char* name;
    Icon icon;
    LeftPanel panel;
    const char* tooltip;
  };
  static constexpr Door kDoors[] = {
      {"rail.lessons", Icon::Lessons, LeftPanel::Lessons, "Lessons (Alt+L)"},
      {"rail.sentences", Icon::Sentences, LeftPanel::Sentences, "Sentences (Ctrl+B)"},
      {"rail.patterns", Icon::Patterns, LeftPanel::Patterns, "Patterns: which head makes which"},
      {"rail.settings", Icon::Settings, LeftPanel::Settings, "Settings (Ctrl+,)"},
  };
  static constexpr std::string_view kLessons = "Lessons";
  const Style& style = ui.style;
  fill_rect(area, style.palette.panel);
  vertical_line(area.Max.x - style.hairline(), area.Min.y, area.Max.y, style.palette.line, style.hairline());
  ImRect rest = inset(area, style.px(kGap2), style.px(kGap3));
  for (const Door& door : kDoors) {
    const bool open = view.persisted.left_panel == door.panel;
    const ImRect place = cut_top(rest, rest.GetWidth(), style.px(kGap2));
    // The door that a newcomer looks for says its name, where the rail is wide enough for it.
    const bool named = door.panel == LeftPanel::Lessons;
    if (named && text_width(style, TextRole::Caption, kLessons) <= area.GetWidth() - style.px(4)) {
      const float height = line_height(style, TextRole::Caption);
      rest.Min.y += height;
      const ImRect label(area.Min.x, place.Max.y, area.Max.x, place.Max.y + height);
      draw_text_in(style, label, TextRole::Caption, open ? style.palette.weight : style.palette.second_text, kLessons,
                   Align::Center);
      register_area(ui, "rail.label", label, "text");
    }
    const bool waiting = door.panel == LeftPanel::Lessons && is_staged(input) && !open;
    if (icon_button(ui, door.name, place, door.icon, waiting ? "Back to the open lesson (Alt+L)" : door.tooltip,
                    ButtonKind::Quiet, open)) {
      view.persisted.left_panel = open ? LeftPanel::None : door.panel;
    }
    // A lesson goes on behind another panel.
    if (waiting)
      fill_circle(ImVec2(place.Max.x - style.px(7), place.Min.y + style.px(7)), style.px(4), style.palette.weight);
  }
}

}  // namespace ui
