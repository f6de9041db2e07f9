#include "ui/lessons/step_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/error.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/input_text.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/text.h"
#include "ui/widgets/text_area.h"

namespace ui {

namespace {

constexpr float kFieldWidth = 104;  // CSS pixels

void draw_verdict(LessonPen& pen, const std::string& name, const core::Judgement& judgement) {
  using core::Verdict;
  if (judgement.reply.empty()) return;
  const Palette& p = pen.style.palette;
  const bool right = judgement.right();
  const ImU32 color = right ? p.good : judgement.verdict == Verdict::Wrong ? p.error : p.warning;
  const Icon icon = right ? Icon::Check : judgement.verdict == Verdict::Wrong ? Icon::Close : Icon::Info;
  const float mark = pen.style.px(16);
  const float indent = mark + pen.style.px(6);
  pen.gap(kGap1);
  const float height = paragraph_height(pen.style, TextRole::Caption, judgement.reply, pen.width - indent);
  const ImRect strip = pen.strip(std::max(height, mark));
  draw_icon(ImRect(strip.Min.x, strip.Min.y, strip.Min.x + mark, strip.Min.y + mark), icon, pen.style.px(14), color);
  draw_paragraph(pen.style, ImVec2(strip.Min.x + indent, strip.Min.y), pen.width - indent, TextRole::Caption, color,
                 judgement.reply);
  register_area(pen.ui, name, strip, "text");
}

std::string field_name(std::size_t field) {
  return fmt::format("lesson.field.{}", field);
}

bool is_judged(const core::StepState& state, std::size_t field) {
  return field < state.judgements.size() && !state.typed[field].empty();
}

// The next field that is not right yet, or this one.
std::string next_field(const core::Step& step, const core::StepState& state, std::size_t from) {
  for (std::size_t i = from + 1; i < step.fields.size(); ++i) {
    if (!is_judged(state, i) || !state.judgements[i].right()) return field_name(i);
  }
  return {};
}

// After Enter: a wrong answer keeps the keyboard, a right one hands it on, the last right one to the next step.
void go_on_from(LessonPen& pen, std::size_t field, const std::string& typed) {
  if (pen.lesson().moment == nullptr) return;
  const core::Step& step = pen.lesson().step();
  core::StepState state = pen.lesson().state();
  try {
    core::type_number(step, state, field, typed, *pen.lesson().moment);
  } catch (const core::Error&) {
    return;  // the reader's sentence has not the words of the question
  }
  if (!state.judgements[field].right()) return;
  std::string next = next_field(step, state, field);
  if (next.empty()) next = state.done ? "lesson.next" : next_field(step, state, std::string::npos);
  pen.view.transient.focus_request = next.empty() ? field_name(field) : next;
}

}  // namespace

std::optional<std::string> draw_answer_field(LessonPen& pen, const AnswerField& field) {
  const Style& style = pen.style;
  const ImRect line = pen.strip(style.px(32));
  const float box = style.px(kFieldWidth);
  const bool right = field.judgement != nullptr && field.judgement->right();
  ImRect label = line;
  label.Max.x -= box + style.px(kGap2);
  // A long label stands above its field.
  ImRect place(line.Max.x - box, line.Min.y, line.Max.x, line.Max.y);
  if (text_width(style, TextRole::Body, field.label) > label.GetWidth()) {
    const float height = paragraph_height(style, TextRole::Body, field.label, pen.width);
    draw_paragraph(style, line.Min, pen.width, TextRole::Body, style.palette.text, field.label);
    place = ImRect(line.Min.x, line.Min.y + height + style.px(kGap1), line.Min.x + box,
                   line.Min.y + height + style.px(kGap1) + line.GetHeight());
    pen.at.y = place.Max.y;
  } else {
    draw_text_in(style, label, TextRole::Body, style.palette.text, field.label);
  }
  std::string& draft = pen.memory().drafts.try_emplace(field.name, field.typed).first->second;
  TextFieldSpec spec;
  spec.hint = "number";
  spec.role = TextRole::Number;
  spec.invalid = field.judgement != nullptr && !right && draft == field.typed;
  const TextFieldState state = text_field(pen.ui, field.name, place, draft, spec);
  if (field.judgement != nullptr) draw_verdict(pen, field.name + ".verdict", *field.judgement);
  pen.gap(kGap2);
  const bool changed = draft != field.typed;
  if (!state.committed && !(state.left && changed)) return std::nullopt;
  if (draft.find_first_not_of(' ') == std::string::npos) return std::nullopt;
  if (state.committed && !field.next.empty()) pen.view.transient.focus_request = field.next;
  return draft;
}

void draw_number_fields(LessonPen& pen) {
  const core::Step& step = pen.lesson().step();
  const core::StepState& state = pen.lesson().state();
  LessonMemory& memory = pen.memory();
  const std::string shown = pen.lesson().lesson->id + "/" + step.id;
  if (memory.fields_of != shown) {  // drafts belong to their step
    memory.fields_of = shown;
    for (std::size_t i = 0; i < std::max<std::size_t>(step.fields.size(), 16); ++i) memory.drafts.erase(field_name(i));
  }
  for (std::size_t i = 0; i < step.fields.size(); ++i) {
    AnswerField field;
    field.name = field_name(i);
    field.label = pen.plain(step.fields[i].label);
    if (is_judged(state, i)) {
      field.typed = state.typed[i];
      field.judgement = &state.judgements[i];
    }
    field.next = field.name;
    const auto typed = draw_answer_field(pen, field);
    if (!typed) continue;
    pen.ask(TypeAnswer{i, *typed});
    if (pen.view.transient.focus_request == field.name) go_on_from(pen, i, *typed);
  }
  pen.gap(kGap1);
  if (state.done) {
    pen.done(state.shown_me ? "Filled in for you" : "All right");
    return;
  }
  const int pressed = button_row(pen, {{"lesson.check", {.label = "Check", .tooltip = "Enter checks a field, too"}},
                                       {"lesson.show_me",
                                        {.label = "Show me",
                                         .kind = ButtonKind::Quiet,
                                         .tooltip = "Fills in the right numbers (Alt+M)",
                                         .color = pen.style.palette.second_text}}});
  for (std::size_t i = 0; pressed == 0 && i < step.fields.size(); ++i) {
    const std::string& draft = memory.drafts[field_name(i)];
    if (draft.find_first_not_of(' ') != std::string::npos) pen.ask(TypeAnswer{i, draft});
  }
  if (pressed != 1) return;
  for (std::size_t i = 0; i < step.fields.size(); ++i) memory.drafts.erase(field_name(i));
  pen.ask(ShowMe{});
}

void draw_reflection(LessonPen& pen) {
  const core::Step& step = pen.lesson().step();
  const core::StepState& state = pen.lesson().state();
  const std::string name = "lesson.reflection";
  pen.text("lesson.question", step.question, TextRole::BodySemibold);
  pen.gap(kGap2);
  std::string& draft = pen.memory()
                           .drafts.try_emplace(name + "/" + pen.lesson().lesson->id + "/" + step.id, state.reflection)
                           .first->second;
  const TextAreaState area = text_area(pen.ui, name, pen.strip(pen.style.px(104)), draft,
                                       "Write as you would say it to somebody. Nobody grades it.");
  pen.gap(kGap2);
  const bool ready = draft.find_first_not_of(" \n") != std::string::npos;
  const int pressed =
      button_row(pen, {{"lesson.compare",
                        {.label = state.done ? "Compare again" : "Compare",
                         .kind = ButtonKind::Raised,
                         .enabled = ready,
                         .tooltip = "Shows an answer to compare yours with (Enter; Ctrl+Enter is a new line)"}}});
  if (ready && (pressed == 0 || area.committed)) pen.ask(WriteReflection{draft});
  if (!state.done) return;
  pen.gap(kGap3);
  pen.paragraph(TextRole::CaptionSemibold, pen.style.palette.weight, "One possible answer");
  pen.gap(kGap1);
  pen.reply("lesson.model_answer", step.model_answer);
  pen.afterword();
}

}  // namespace ui
