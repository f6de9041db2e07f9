// The list of lessons: what each is about and how far it was taken; the reader's own; files that cannot be read.
#include <fmt/format.h>

#include <algorithm>

#include "ui/lessons/lesson_panel.h"
#include "ui/lessons/lesson_pen.h"
#include "ui/panels/overlays.h"
#include "ui/widgets/containers.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/text.h"

namespace ui {

namespace {

std::string about(const core::Lesson& lesson, std::size_t done) {
  std::string text =
      fmt::format("{} min · {} {}", lesson.minutes, lesson.steps.size(), lesson.steps.size() == 1 ? "step" : "steps");
  if (done == lesson.steps.size()) return text + " · done";
  if (done > 0) text += fmt::format(" · {} done", done);
  return text;
}

void draw_progress(const Style& style, const ImRect& bar, std::size_t done, std::size_t steps) {
  const float share = static_cast<float>(done) / static_cast<float>(steps);
  fill_rect(bar, style.palette.raised, bar.GetHeight() / 2);
  if (done == 0) return;
  const float width = std::max(bar.GetHeight(), bar.GetWidth() * share);
  fill_rect(ImRect(bar.Min.x, bar.Min.y, bar.Min.x + width, bar.Max.y), style.palette.weight, bar.GetHeight() / 2);
}

std::string goals_of(const core::Lesson& lesson) {
  std::string text = "You will be able to";
  for (std::size_t i = 0; i < lesson.goals.size(); ++i) text += (i == 0 ? "\n· " : "\n· ") + lesson.goals[i];
  return text;
}

// A block that lights up under the pointer; the next one to take is tinted.
void draw_lesson(LessonPen& pen, const core::Lesson& lesson, std::size_t number) {
  const Style& style = pen.style;
  const std::size_t done = core::steps_done(*pen.lesson().progress, lesson);
  const bool complete = done == lesson.steps.size();
  const float padding = style.px(kGap2);
  const float badge = style.px(26);
  const float inner = pen.width - 2 * padding - badge - style.px(kGap2);
  const float title = paragraph_height(style, TextRole::BodySemibold, lesson.title, inner);
  const float caption = line_height(style, TextRole::Caption);
  const ImRect rect = pen.strip(2 * padding + title + caption + style.px(10));
  const std::string tip = goals_of(lesson);
  const ItemState state = item(pen.ui, "lessons." + lesson.id, rect, {.tooltip = tip, .role = "lesson"});
  const bool next = pen.lesson().next_lesson == lesson.id;
  fill_rect(rect, reacting(style, next ? style.palette.tint : style.palette.panel, state), style.px(kControlRadius));
  ImRect rest = inset(rect, padding, padding);
  const ImRect mark = cut_left(rest, badge, style.px(kGap2));
  const ImRect circle(mark.Min.x, mark.Min.y, mark.Min.x + badge, mark.Min.y + badge);
  if (complete) {
    fill_circle(circle.GetCenter(), badge / 2, style.palette.weight);
    draw_icon(circle, Icon::Check, style.px(16), style.palette.on_weight);
  } else {
    stroke_circle(circle.GetCenter(), badge / 2 - 1, next ? style.palette.weight : style.palette.outline,
                  style.hairline());
    draw_text_in(style, circle, TextRole::CaptionSemibold, next ? style.palette.weight : style.palette.text,
                 std::to_string(number), Align::Center);
  }
  draw_paragraph(style, rest.Min, inner, TextRole::BodySemibold, style.palette.text, lesson.title);
  rest.Min.y += title + style.px(2);
  draw_text_in(style, ImRect(rest.Min.x, rest.Min.y, rest.Max.x, rest.Min.y + caption), TextRole::Caption,
               style.palette.second_text, about(lesson, done));
  rest.Min.y += caption + style.px(4);
  draw_progress(style, ImRect(rest.Min.x, rest.Min.y, rest.Max.x, rest.Min.y + style.px(4)), done, lesson.steps.size());
  if (state.clicked) pen.ask(OpenLesson{lesson.id, complete ? std::optional<std::size_t>(0) : std::nullopt});
  if (state.clicked && state.focus_visible) pen.view.transient.focus_request = "lesson.next";
  pen.gap(2);
}

void draw_heading(LessonPen& pen, std::string_view text) {
  pen.gap(kGap3);
  draw_text_in(pen.style, pen.strip(pen.style.px(22)), TextRole::CaptionSemibold, pen.style.palette.second_text, text);
  pen.gap(kGap1);
}

void draw_problems(LessonPen& pen) {
  const auto& problems = pen.lesson().shelf->problems;
  if (problems.empty()) return;
  draw_heading(pen, problems.size() == 1 ? "A file has a mistake" : "Files with mistakes");
  for (std::size_t i = 0; i < problems.size(); ++i) {
    pen.notice(Notice::Warning, ellipsis(pen.style, TextRole::Body, problems[i].file, pen.width - pen.style.px(24)));
    const float top = pen.at.y;
    pen.paragraph(TextRole::Caption, pen.style.palette.text, problems[i].message);
    register_area(pen.ui, fmt::format("lessons.problem.{}", i), ImRect(pen.at.x, top, pen.at.x + pen.width, pen.at.y),
                  "text");
    pen.gap(kGap2);
  }
}

void draw_own(LessonPen& pen) {
  const auto& lessons = pen.lesson().shelf->lessons;
  draw_heading(pen, "Your own lessons");
  std::size_t own = 0;
  for (std::size_t i = 0; i < lessons.size(); ++i) {
    if (!lessons[i].own) continue;
    draw_lesson(pen, lessons[i], i + 1);
    ++own;
  }
  if (own == 0) {
    pen.paragraph(TextRole::Caption, pen.style.palette.second_text,
                  "A lesson is one file that any text editor writes; put it into " +
                      (pen.lesson().own_folder.empty() ? "a folder of yours" : pen.lesson().own_folder) +
                      ". Or record what the window shows now as its first step.");
  }
  pen.gap(kGap2);
  const int pressed = button_row(
      pen, {{"lessons.record",
             {.label = "Record this step",
              .tooltip = "Writes sentence, model, switches, edits and what is shown into a lesson of yours (Alt+R)"}},
            {"lessons.rescan",
             {.label = "Look again",
              .kind = ButtonKind::Quiet,
              .tooltip = "Reads the files of the folder anew",
              .color = pen.style.palette.second_text}}});
  if (pressed == 0) open_overlay(pen.view, Overlay::Record);
  if (pressed == 1) pen.ask(RescanLessons{});
}

void draw_top(LessonPen& pen) {
  const LessonInput& lesson = pen.lesson();
  if (!lesson.finished.empty()) {
    const bool open = pen.memory().finished_open.has_value();
    pen.notice(open ? Notice::Info : Notice::Good, open ? "Almost finished" : "Finished");
    pen.paragraph(TextRole::Body, pen.style.palette.text, lesson.finished);
    pen.gap(kGap2);
    if (open) {
      const std::string label = fmt::format("Go to step {}", *pen.memory().finished_open + 1);
      if (button_row(pen, {{"lessons.open_step", {.label = label, .tooltip = "The step that is still open"}}}) == 0) {
        pen.ask(OpenLesson{pen.memory().finished_id, pen.memory().finished_open});
      }
      pen.gap(kGap3);
    }
  }
  pen.paragraph(TextRole::Caption, pen.style.palette.second_text,
                "Each step stands on the live window. Your own sentence and edits come back when you leave.");
  pen.gap(kGap2);
}

}  // namespace

void draw_lesson_list(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  const Style& style = ui.style;
  ImRect rest = inset(area, style.px(kGap4), style.px(kGap3));
  ImRect header = cut_top(rest, style.px(kControlHeight), style.px(kGap2));
  const ImRect close = cut_right(header, header.GetHeight());
  draw_text_in(style, header, TextRole::Heading, style.palette.text, "Lessons");
  if (icon_button(ui, "left.close", close, Icon::Close, "Close this panel")) {
    view.persisted.left_panel = LeftPanel::None;
    return;
  }
  const float ring = style.px(6);
  rest.Min.x -= ring;
  rest.Max.x += ring;
  ScrollArea scroll(ui, "left.scroll", rest);
  LessonPen pen(ui, input, view, requests, ImVec2(scroll.origin().x + ring, scroll.origin().y + ring),
                scroll.width() - 2 * ring);
  draw_top(pen);
  const auto& lessons = input.lesson->shelf->lessons;
  for (std::size_t i = 0; i < lessons.size(); ++i) {
    if (!lessons[i].own) draw_lesson(pen, lessons[i], i + 1);
  }
  draw_heading(pen, "Look up and practise");
  const int pressed = button_row(
      pen, {{"lessons.concepts",
             {.label = "Key concepts", .tooltip = "Each term in a sentence, and where to see it (Alt+K)"}},
            {"lessons.drill", {.label = "Drill", .tooltip = "Attention by hand with fresh numbers (Ctrl+9)"}}});
  if (pressed == 0) open_overlay(view, Overlay::Cards);
  if (pressed == 1) view.persisted.row_view = RowView::Drill;
  draw_own(pen);
  draw_problems(pen);
  scroll.set_content_height(pen.at.y - scroll.origin().y + ring);
}

}  // namespace ui
