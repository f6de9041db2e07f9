// "Record this step": into which lesson of the reader's own what is on screen is written, and under which title.
#include <fmt/format.h>

#include "ui/lessons/lesson_pen.h"
#include "ui/panels/overlays.h"
#include "ui/widgets/input_text.h"
#include "ui/widgets/layout.h"

namespace ui {

namespace {

std::vector<const core::Lesson*> own_lessons(const LessonInput& lesson) {
  std::vector<const core::Lesson*> own;
  for (const core::Lesson& one : lesson.shelf->lessons) {
    if (one.own) own.push_back(&one);
  }
  return own;
}

void draw_label(LessonPen& pen, std::string_view text) {
  pen.gap(kGap3);
  pen.paragraph(TextRole::CaptionSemibold, pen.style.palette.second_text, text);
  pen.gap(kGap1);
}

}  // namespace

void draw_record_overlay(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  if (input.lesson == nullptr) return;
  const Style& style = ui.style;
  LessonMemory& memory = lesson_memory(view);
  LessonPen pen(ui, input, view, requests, area.Min, area.GetWidth());
  pen.paragraph(TextRole::Body, style.palette.text,
                "What the window shows now becomes a step: sentence, model, switches, edits, head, words and view. Its "
                "text is yours to write, in the file.");
  const std::vector<const core::Lesson*> own = own_lessons(*input.lesson);
  std::vector<DropdownItem> items(1);
  items[0].label = "A new lesson";
  for (const core::Lesson* lesson : own) {
    DropdownItem item;
    item.label = lesson->title;
    item.caption = fmt::format("{} · {} steps", lesson->file, lesson->steps.size());
    items.push_back(std::move(item));
  }
  int chosen = 0;
  for (std::size_t i = 0; i < own.size(); ++i) {
    if (own[i]->id == memory.record_lesson) chosen = static_cast<int>(i) + 1;
  }
  draw_label(pen, "Lesson");
  DropdownSpec list;
  list.kind = ButtonKind::Outlined;
  list.list_width = 420;
  if (const auto picked = dropdown(ui, "record.lesson", pen.strip(style.px(kBarControlHeight)), items, chosen, list)) {
    chosen = *picked;
    memory.record_lesson = chosen == 0 ? "" : own[static_cast<std::size_t>(chosen) - 1]->id;
  }
  if (chosen == 0) {
    draw_label(pen, "Title of the lesson");
    text_field(ui, "record.lesson_title", pen.strip(style.px(kBarControlHeight)), memory.record_lesson_title,
               {.hint = "My lesson"});
  }
  draw_label(pen, "Title of the step");
  const TextFieldState title =
      text_field(ui, "record.step_title", pen.strip(style.px(kBarControlHeight)), memory.record_step_title,
                 {.hint = "What there is to see", .take_focus = ImGui::IsWindowAppearing()});
  pen.gap(kGap4);
  const bool possible = input.has_trace() && !input.lesson->own_folder.empty();
  const int pressed =
      button_row(pen, {{"record.write", {.label = "Record", .kind = ButtonKind::Primary, .enabled = possible}}});
  pen.gap(kGap2);
  pen.paragraph(TextRole::Caption, style.palette.second_text,
                input.lesson->own_folder.empty() ? "There is no home folder to write into."
                                                 : "Written into " + input.lesson->own_folder);
  if (!possible || (pressed != 0 && !title.committed)) return;
  pen.ask(RecordStep{memory.record_lesson, memory.record_lesson_title, memory.record_step_title});
  memory.record_step_title.clear();
  close_overlay(view);
}

}  // namespace ui
