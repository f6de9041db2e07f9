#include "ui/lessons/step_body.h"

#include <fmt/format.h>

#include "core/error.h"
#include "ui/lessons/step_fields.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/text.h"

namespace ui {

namespace {

using core::Step;
using core::StepKind;
using core::StepState;

std::optional<std::size_t> right_one(const LessonInput& lesson) {
  if (lesson.moment == nullptr) return std::nullopt;
  try {
    return core::right_choice(lesson.step(), *lesson.moment);
  } catch (const core::Error&) {
    return std::nullopt;  // the reader changed what the question was about
  }
}

bool is_answered(const Step& step, const StepState& state) {
  return step.kind == StepKind::Predict ? state.revealed : state.done;
}

// Which explanation is read: that of the answer, or of another choice clicked afterwards.
std::optional<std::size_t> read_choice(LessonPen& pen) {
  const auto& read = pen.step_memory().read_choice;
  return read ? read : pen.lesson().state().choice;
}

void draw_choices(LessonPen& pen) {
  const Step& step = pen.lesson().step();
  const StepState& state = pen.lesson().state();
  const bool answered = is_answered(step, state);
  const auto right = answered || !state.tried.empty() ? right_one(pen.lesson()) : std::nullopt;
  const auto read = read_choice(pen);
  pen.text("lesson.question", step.question, TextRole::BodySemibold);
  pen.gap(kGap2);
  for (std::size_t i = 0; i < step.choices.size(); ++i) {
    const std::string label = pen.plain(step.choices[i].text);
    const float height = choice_height(pen.style, label, pen.width);
    ChoiceMark mark = ChoiceMark::None;
    if (right == i && answered) mark = ChoiceMark::Right;
    if (right && right != i && state.tried.count(i) > 0) mark = ChoiceMark::Wrong;
    if (choice(pen.ui, fmt::format("lesson.choice.{}", i), pen.strip(height), label, read == i, mark)) {
      press_choice(pen.input, pen.view, pen.requests, i);
    }
    pen.gap(6);
  }
}

void draw_question(LessonPen& pen) {
  const Step& step = pen.lesson().step();
  const StepState& state = pen.lesson().state();
  const bool answered = is_answered(step, state);
  draw_choices(pen);
  if (const auto read = read_choice(pen)) {
    pen.gap(6);
    pen.reply("lesson.reply", step.choices[*read].reply);
    pen.gap(kGap2);
  } else if (answered) {
    const auto right = right_one(pen.lesson());
    pen.gap(6);
    if (right) pen.reply("lesson.reply", step.choices[*right].reply);
    pen.gap(kGap2);
  }
  if (answered) {
    if (step.choices.size() > 1) {
      pen.paragraph(TextRole::Caption, pen.style.palette.second_text, "Click another answer to read what it misses.");
    }
    pen.afterword();
    return;
  }
  if (step.kind == StepKind::Predict) {
    pen.paragraph(TextRole::Caption, pen.style.palette.second_text, "A guess is enough: keys 1 to 9 choose, too.");
    pen.gap(kGap2);
    if (button_row(pen, {{"lesson.skip",
                          {.label = "Skip and show", .tooltip = "Show what is covered without a guess (Alt+S)"}}}) ==
        0) {
      pen.ask(SkipQuestion{});
    }
  }
}

void draw_hints(LessonPen& pen) {
  const Step& step = pen.lesson().step();
  const StepState& state = pen.lesson().state();
  for (std::size_t i = 0; i < std::min(state.hints, step.hints.size()); ++i) {
    pen.gap(kGap2);
    pen.reply(fmt::format("lesson.hint.{}", i), step.hints[i]);
  }
}

void draw_task(LessonPen& pen) {
  const Step& step = pen.lesson().step();
  const StepState& state = pen.lesson().state();
  horizontal_line(pen.at.x, pen.at.x + pen.width, pen.at.y, pen.style.palette.line, pen.style.hairline());
  pen.gap(kGap3);
  if (!pen.lesson().stage->light.empty()) {
    const ImRect line(pen.at.x, pen.at.y, pen.at.x + pen.width,
                      pen.at.y + line_height(pen.style, TextRole::CaptionSemibold));
    draw_text_in(pen.style, line, TextRole::Caption, pen.style.palette.second_text, "Alt+G: to what is lit",
                 Align::Right);
  }
  pen.paragraph(TextRole::CaptionSemibold, pen.style.palette.weight, "Your turn");
  pen.gap(kGap1);
  pen.text("lesson.goal", step.goal);
  if (!step.now.empty()) {
    pen.gap(kGap2);
    const float top = pen.at.y;
    pen.paragraph(TextRole::Caption, pen.style.palette.second_text, "now:");
    pen.at.y = top;
    const float indent = text_width(pen.style, TextRole::Caption, "now: ") + pen.style.px(kGap1);
    pen.at.x += indent;
    pen.width -= indent;
    pen.text("lesson.now", step.now, TextRole::Caption, pen.style.palette.second_text);
    pen.at.x -= indent;
    pen.width += indent;
  }
  pen.gap(kGap3);
  const bool more = state.hints < step.hints.size();
  const int pressed = button_row(
      pen,
      {{"lesson.hint",
        {.label = state.hints == 0 ? "Hint" : "Next hint", .enabled = more && !state.done, .tooltip = "Alt+H"}},
       {"lesson.show_me", {.label = "Show me", .tooltip = "Does it with ordinary edits that undo takes back (Alt+M)"}},
       {"lesson.restart", {.icon = Icon::Reset, .tooltip = "Start again: everything as the step opened"}}});
  if (pressed == 0) pen.ask(ShowHint{});
  if (pressed == 1) pen.ask(ShowMe{});
  if (pressed == 2) pen.ask(RestartStep{});
  draw_hints(pen);
  if (!state.done) return;
  pen.gap(kGap3);
  pen.done(state.shown_me ? "Done, shown to you" : "Done");
}

// A box with a label of several lines.
bool draw_tick(LessonPen& pen, const std::string& name, const std::string& label, bool on) {
  const Style& style = pen.style;
  const float box = style.px(18);
  const float text = pen.width - box - style.px(kGap2);
  const float height = std::max(paragraph_height(style, TextRole::Body, label, text), style.px(kMinTarget));
  const ImRect rect = pen.strip(height);
  const ItemState state = item(pen.ui, name, rect, {.role = "check box"});
  const ImRect mark(rect.Min.x, rect.Min.y + style.px(1), rect.Min.x + box, rect.Min.y + style.px(1) + box);
  fill_rect(mark, reacting(style, on ? style.palette.weight : style.palette.panel, state), style.px(4));
  if (on) {
    draw_icon(mark, Icon::Check, style.px(14), style.palette.on_weight);
  } else {
    stroke_rect(mark, style.palette.outline, style.px(4), style.hairline());
  }
  draw_paragraph(style, ImVec2(rect.Min.x + box + style.px(kGap2), rect.Min.y), text, TextRole::Body,
                 style.palette.text, label);
  return state.clicked;
}

void draw_ticks(LessonPen& pen) {
  const Step& step = pen.lesson().step();
  const StepState& state = pen.lesson().state();
  for (std::size_t i = 0; i < step.ticks.size(); ++i) {
    const bool on = state.ticked.count(i) > 0;
    if (draw_tick(pen, fmt::format("lesson.tick.{}", i), pen.plain(step.ticks[i]), on)) pen.ask(TickItem{i, !on});
    pen.gap(kGap2);
  }
}

}  // namespace

void press_choice(const PanelInput& input, ViewState& view, Requests& requests, std::size_t number) {
  if (input.lesson == nullptr || input.lesson->lesson == nullptr || input.lesson->card != nullptr) return;
  const Step& step = input.lesson->step();
  const StepState& state = input.lesson->state();
  if (step.kind == StepKind::Show && number < step.ticks.size()) {
    requests.add(LessonRequest(TickItem{number, state.ticked.count(number) == 0}));
    return;
  }
  if (number >= step.choices.size()) return;
  StepMemory& memory = step_memory(view, *input.lesson);
  if (is_answered(step, state)) {
    memory.read_choice = number;
    return;
  }
  memory.predicted = step.kind == StepKind::Predict && ImGui::GetCurrentContext()->NavCursorVisible;
  requests.add(LessonRequest(ChooseAnswer{number}));
}

void draw_step_body(LessonPen& pen) {
  pen.gap(kGap3);
  switch (pen.lesson().step().kind) {
    case StepKind::Show:
      draw_ticks(pen);
      break;
    case StepKind::Predict:
    case StepKind::Quiz:
      draw_question(pen);
      break;
    case StepKind::Task:
      draw_task(pen);
      break;
    case StepKind::TypeIn:
      draw_number_fields(pen);
      break;
    case StepKind::Reflect:
      draw_reflection(pen);
      break;
  }
}

}  // namespace ui
