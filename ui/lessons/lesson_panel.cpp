#include "ui/lessons/lesson_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/lessons/step_body.h"
#include "ui/lessons/step_fields.h"
#include "ui/panels/overlays.h"
#include "ui/widgets/containers.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/text.h"

namespace ui {

namespace {

std::size_t lesson_number(const LessonInput& lesson) {
  const auto& all = lesson.shelf->lessons;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const core::Lesson& one) { return one.id == lesson.lesson->id; });
  return static_cast<std::size_t>(found - all.begin()) + 1;
}

void draw_header(LessonPen& pen, ImRect line) {
  const Style& style = pen.style;
  const LessonInput& lesson = pen.lesson();
  const float side = line.GetHeight();
  if (icon_button(pen.ui, "lesson.leave", cut_right(line, side, style.px(2)), Icon::Close,
                  "Leave the lesson: your own work comes back, your progress is kept (Alt+Q)")) {
    pen.ask(LeaveLesson{});
  }
  if (icon_button(pen.ui, "lesson.concepts", cut_right(line, side, style.px(kGap2)), Icon::Search,
                  "Key concepts (Alt+K)")) {
    open_overlay(pen.view, Overlay::Cards);
  }
  const std::string title = fmt::format("{} · {}", lesson_number(lesson), lesson.lesson->title);
  draw_text_in(style, line, TextRole::Caption, style.palette.second_text, title);
  register_area(pen.ui, "lesson.name", line, "text");
}

bool was_done(const LessonInput& lesson, const std::string& step) {
  const auto record = lesson.progress->find(lesson.lesson->id);
  return record != lesson.progress->end() && record->second.done.count(step) > 0;
}

// A segment a step: done, here, or still to come; each can be clicked.
void draw_segments(LessonPen& pen, const ImRect& line) {
  const Style& style = pen.style;
  const LessonInput& lesson = pen.lesson();
  const auto& steps = lesson.lesson->steps;
  const float gap = style.px(3);
  const float width = (line.GetWidth() + gap) / static_cast<float>(steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const float left = std::round(line.Min.x + width * static_cast<float>(i));
    const float right = std::round(line.Min.x + width * static_cast<float>(i + 1)) - gap;
    const ImRect target(left, line.Min.y, std::max(right, left + 1), line.Max.y);
    const bool done = was_done(lesson, steps[i].id) || lesson.run->steps[i].done;
    const bool here = i == lesson.run->step;
    const std::string tip = fmt::format("{}. {}{}", i + 1, steps[i].title, done ? " — done" : "");
    const ItemState state = item(pen.ui, fmt::format("lesson.dot.{}", i), target,
                                 {.tooltip = tip, .role = "step", .focusable = false, .radius = 3});
    const float half = style.px(here ? 3 : 2) + (state.hovered ? style.px(1) : 0);
    const float middle = std::round(target.GetCenter().y);
    const Palette& p = style.palette;
    const ImRect bar(target.Min.x, middle - half, target.Max.x, middle + half);
    fill_rect(bar, here || done ? p.weight : p.line, half);
    if (done && !here) fill_rect(inset(bar, style.px(1), style.px(1)), mix(p.weight, p.panel, 0.45F), half);
    if (state.clicked && !here) pen.ask(GoToStep{i});
  }
}

void draw_footer(LessonPen& pen, ImRect line) {
  const Style& style = pen.style;
  const LessonInput& lesson = pen.lesson();
  const std::size_t count = lesson.lesson->steps.size();
  const bool last = lesson.run->step + 1 == count;
  const bool may = core::may_go_on(lesson.step(), lesson.state());
  const ButtonSpec next{.label = last ? "Finish" : "Next",
                        .kind = ButtonKind::Primary,
                        .enabled = may,
                        .tooltip = may ? "Alt+N" : "Answer first, or skip: what is covered appears then"};
  const ButtonSpec back{.label = "Back", .enabled = lesson.run->step > 0, .tooltip = "Alt+P"};
  const ImRect at_right = cut_right(line, button_width(style, next), style.px(kGap2));
  const ImRect at_left = cut_left(line, button_width(style, back), style.px(kGap2));
  if (button(pen.ui, "lesson.back", at_left, back)) pen.ask(GoToStep{lesson.run->step - 1});
  if (button(pen.ui, "lesson.next", at_right, next)) pen.ask(GoOn{});
  if (may && std::exchange(pen.step_memory().predicted, false)) pen.view.transient.focus_request = "lesson.next";
  // Where it cannot be pressed yet the keyboard would be stuck on it: the answers come first.
  if (!may && pen.view.transient.focus_request.empty() && ImGui::IsItemFocused()) {
    pen.view.transient.focus_request = "lesson.choice.0";
    pen.view.transient.unfinished = true;
  }
  draw_text_in(style, line, TextRole::Caption, style.palette.second_text,
               fmt::format("{} of {}", lesson.run->step + 1, count), Align::Center);
  register_area(pen.ui, "lesson.count", line, "text");
}

// A step on a learned model that has not been fetched: how to have it, and that the lesson goes on without it.
void draw_missing_model(LessonPen& pen) {
  const std::string& model = pen.lesson().missing_model;
  const std::string command = "app/get_model.sh " + model;
  const float top = pen.at.y;
  pen.notice(Notice::Info, "The model is not on this machine");
  pen.gap(kGap1);
  pen.paragraph(
      TextRole::Body, pen.style.palette.text,
      fmt::format("This step runs on the learned model “{}”. In a terminal, in Heed's folder, this fetches it "
                  "(about 100 MB):",
                  model));
  pen.gap(kGap2);
  pen.paragraph(TextRole::Number, pen.style.palette.text, command);
  register_area(pen.ui, "lesson.problem", ImRect(pen.at.x, top, pen.at.x + pen.width, pen.at.y), "note");
  pen.gap(kGap3);
  const int pressed = button_row(
      pen, {{"lesson.look_again",
             {.label = "Look again", .kind = ButtonKind::Raised, .tooltip = "Opens the step once the model is there"}},
            {"lesson.copy_command", {.icon = Icon::Copy, .tooltip = "Copy the command"}},
            {"lesson.go_on", {.label = "Go on without", .tooltip = "The next step (Alt+N)"}}});
  if (pressed == 0) pen.ask(RestartStep{});
  if (pressed == 1) pen.requests.add(CopyText{command, "the command"});
  if (pressed == 2) pen.ask(GoOn{});
}

// Once an answer is given or a hint asked for, what it brought is scrolled to.
void follow_answer(LessonPen& pen) {
  const LessonInput& lesson = pen.lesson();
  const core::StepState& state = lesson.state();
  StepMemory& memory = pen.step_memory();
  const SeenAnswer answer{state.done, state.revealed, state.hints, state.choice};
  constexpr int kFrames = 4;
  if (memory.seen && *memory.seen != answer) memory.answer_frames = kFrames;
  memory.seen = answer;
  int& frames = memory.answer_frames;
  if (frames > 0) {
    --frames;
    pen.view.transient.unfinished = true;
    for (const char* name : {"lesson.reply", "lesson.done", "lesson.model_answer"}) {
      if (const Item* item = pen.ui.items.find(name)) {
        const ImRect rect = item->rect;
        ImGui::ScrollToRect(ImGui::GetCurrentWindow(), rect, ImGuiScrollFlags_KeepVisibleEdgeY);
      }
    }
    const std::string hint = fmt::format("lesson.hint.{}", state.hints == 0 ? 0 : state.hints - 1);
    if (const Item* item = pen.ui.items.find(hint); item != nullptr && !state.done) {
      ImGui::ScrollToRect(ImGui::GetCurrentWindow(), item->rect, ImGuiScrollFlags_KeepVisibleEdgeY);
    }
  }
}

void draw_body(LessonPen& pen) {
  const core::Step& step = pen.lesson().step();
  const float top = pen.at.y;
  pen.at.y += draw_paragraph(pen.style, pen.at, pen.width, TextRole::Heading, pen.style.palette.text, step.title);
  register_area(pen.ui, "lesson.title", ImRect(pen.at.x, top, pen.at.x + pen.width, pen.at.y), "text");
  pen.gap(kGap2);
  if (!pen.lesson().missing_model.empty()) return draw_missing_model(pen);
  if (!pen.lesson().problem.empty()) {
    pen.notice(Notice::Warning, "This step cannot be shown");
    const float problem = pen.at.y;
    pen.paragraph(TextRole::Caption, pen.style.palette.text, pen.lesson().problem);
    register_area(pen.ui, "lesson.problem", ImRect(pen.at.x, problem, pen.at.x + pen.width, pen.at.y), "note");
    pen.gap(kGap3);
  }
  pen.text("lesson.text", step.text);
  draw_step_body(pen);
  follow_answer(pen);
}

}  // namespace

void draw_open_lesson(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  const Style& style = ui.style;
  ImRect rest = inset(area, style.px(kGap4), style.px(kGap3));
  LessonPen pen(ui, input, view, requests, rest.Min, rest.GetWidth());
  draw_header(pen, cut_top(rest, style.px(kControlHeight)));
  draw_segments(pen, cut_top(rest, style.px(kMinTarget), style.px(kGap1)));
  const ImRect footer = cut_bottom(rest, style.px(36), style.px(kGap2));
  const bool types = input.lesson->step().kind == core::StepKind::TypeIn && input.lesson->missing_model.empty();
  const ImRect verdicts = types ? cut_bottom(rest, verdicts_height(pen), style.px(kGap3)) : ImRect();
  {
    const float ring = style.px(6);  // room for the focus ring inside the scroll area
    rest.Min.x -= ring;
    rest.Max.x += ring;
    ScrollArea scroll(ui, "lesson.scroll", rest);
    if (!std::exchange(pen.step_memory().opened, true)) ImGui::SetScrollY(0);
    pen.at = ImVec2(scroll.origin().x + ring, scroll.origin().y);
    pen.width = scroll.width() - 2 * ring;
    draw_body(pen);
    scroll.set_content_height(pen.at.y - scroll.origin().y + ring);
  }
  pen.at = verdicts.Min;
  pen.width = verdicts.GetWidth();
  if (types) {
    horizontal_line(verdicts.Min.x, verdicts.Max.x, verdicts.Min.y - style.px(kGap2), style.palette.line,
                    style.hairline());
    draw_verdicts(pen, verdicts);
  }
  draw_footer(pen, footer);
}

void draw_lesson_place(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  const Style& style = ui.style;
  fill_rect(area, style.palette.panel);
  vertical_line(area.Max.x - style.hairline(), area.Min.y, area.Max.y, style.palette.line, style.hairline());
  register_area(ui, "lesson.panel", area);
  if (input.lesson == nullptr) return;
  if (input.lesson->card != nullptr) return draw_open_card(ui, area, input, view, requests);
  if (input.lesson->lesson != nullptr) return draw_open_lesson(ui, area, input, view, requests);
  draw_lesson_list(ui, area, input, view, requests);
}

}  // namespace ui
