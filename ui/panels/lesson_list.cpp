// The place where lessons will stand.
#include "ui/panels/left_lists.h"

namespace ui {

float draw_lesson_list(Ui& ui, ImVec2 origin, float width, const PanelInput&, ViewState&, Requests&) {
  return draw_paragraph(ui.style, origin, width, TextRole::Body, ui.style.palette.second_text,
                        "No lessons are installed yet. The sentences of the library each say what to notice: open them "
                        "from the rail, or with Ctrl+B.");
}

}  // namespace ui
