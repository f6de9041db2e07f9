#include "ui/lessons/step_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/error.h"
#include "core/lessons/usual_replies.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/input_text.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/text.h"
#include "ui/widgets/text_area.h"

namespace ui {

namespace {

constexpr float kFieldWidth = 104;  // CSS pixels
constexpr float kMark = 16;

Icon icon_of(core::Verdict verdict, bool right) {
  return right ? Icon::Check : verdict == core::Verdict::Wrong ? Icon::Close : Icon::Info;
}

ImU32 color_of(const Palette& p, const core::Judgement& judgement) {
  return judgement.right() ? p.good : judgement.verdict == core::Verdict::Wrong ? p.error : p.warning;
}

float verdict_indent(const Style& style) {
  return style.px(kMark + 6);
}

// An icon and words, from the top of the rectangle.
void draw_verdict(LessonPen& pen, const std::string& name, const ImRect& area, const core::Judgement& judgement,
                  std::string_view words) {
  const float mark = pen.style.px(kMark);
  const ImU32 color = color_of(pen.style.palette, judgement);
  draw_icon(ImRect(area.Min.x, area.Min.y, area.Min.x + mark, area.Min.y + mark),
            icon_of(judgement.verdict, judgement.right()), pen.style.px(14), color);
  const float indent = verdict_indent(pen.style);
  draw_paragraph(pen.style, ImVec2(area.Min.x + indent, area.Min.y), area.GetWidth() - indent, TextRole::Caption, color,
                 words);
  register_area(pen.ui, name, area, "text");
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

float replies_height(const Style& style, const std::vector<std::string>& replies, float width) {
  float height = style.px(kMark);
  for (const std::string& reply : replies) {
    height = std::max(height, paragraph_height(style, TextRole::Caption, reply, width - verdict_indent(style)));
  }
  return height;
}

FieldEvent draw_answer_field(LessonPen& pen, const AnswerField& field, std::string& draft) {
  const Style& style = pen.style;
  const ImRect line = pen.strip(style.px(32));
  const float box = style.px(kFieldWidth);
  const float side = style.px(kMinTarget);
  const bool right = field.judgement != nullptr && field.judgement->right();
  ImRect label = line;
  label.Max.x -= box + side + style.px(kGap1);
  ImRect place(line.Max.x - box, line.Min.y, line.Max.x, line.Max.y);
  ImRect mark(place.Min.x - side - style.px(2), line.Min.y, place.Min.x - style.px(2), line.Max.y);
  // A long label stands above its field.
  if (text_width(style, TextRole::Body, field.label) > label.GetWidth()) {
    const float height = paragraph_height(style, TextRole::Body, field.label, pen.width);
    draw_paragraph(style, line.Min, pen.width, TextRole::Body, style.palette.text, field.label);
    const float top = line.Min.y + height + style.px(kGap1);
    place = ImRect(line.Min.x, top, line.Min.x + box, top + line.GetHeight());
    mark = ImRect(place.Max.x + style.px(kGap1), top, place.Max.x + style.px(kGap1) + side, place.Max.y);
    pen.at.y = place.Max.y;
  } else {
    draw_text_in(style, label, TextRole::Body, style.palette.text, field.label);
  }
  TextFieldSpec spec;
  spec.hint = "number";
  spec.role = TextRole::Number;
  spec.invalid = field.judgement != nullptr && !right && draft == field.typed;
  const TextFieldState state = text_field(pen.ui, field.name, place, draft, spec);
  FieldEvent event;
  if (field.judgement != nullptr && field.offers_answer && !right) {
    event.show_answer =
        icon_button(pen.ui, field.name + ".show", centered(mark, ImVec2(side, side)), Icon::Eye, "Show the answer");
  } else if (field.judgement != nullptr) {
    draw_icon(mark, icon_of(field.judgement->verdict, right), style.px(kMark),
              color_of(style.palette, *field.judgement));
  }
  if (field.verdict_room > 0) {
    pen.gap(kGap1);
    const ImRect room = pen.strip(field.verdict_room);
    if (field.judgement != nullptr) {
      draw_verdict(pen, field.name + ".verdict", room, *field.judgement, field.judgement->reply);
    }
  }
  pen.gap(kGap2);
  const bool changed = draft != field.typed;
  if (!state.committed && !(state.left && changed)) return event;
  if (draft.find_first_not_of(' ') == std::string::npos) return event;
  if (state.committed && !field.next.empty()) pen.view.transient.focus_request = field.next;
  event.typed = draft;
  return event;
}

namespace {

// The verdict that is read: that of the field judged last, else of the first that is not right.
std::optional<std::size_t> spoken_of(LessonPen& pen) {
  const core::StepState& state = pen.lesson().state();
  const auto& last = pen.step_memory().judged_field;
  if (last && is_judged(state, *last)) return last;
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < state.judgements.size(); ++i) {
    if (!is_judged(state, i)) continue;
    if (!state.judgements[i].right()) return i;
    found = i;
  }
  return found;
}

std::string with_label(LessonPen& pen, std::size_t field, std::string_view reply) {
  const auto& fields = pen.lesson().step().fields;
  if (fields.size() < 2) return std::string(reply);
  return pen.plain(fields[field].label) + ": " + std::string(reply);
}

void draw_check_buttons(LessonPen& pen) {
  const core::Step& step = pen.lesson().step();
  StepMemory& memory = pen.step_memory();
  const bool open = !pen.lesson().state().done;  // afterwards the buttons keep their place
  const int pressed =
      button_row(pen, {{"lesson.check", {.label = "Check", .enabled = open, .tooltip = "Enter checks a field, too"}},
                       {"lesson.show_me",
                        {.label = "Show me",
                         .kind = ButtonKind::Quiet,
                         .enabled = open,
                         .tooltip = "Fills in the right numbers (Alt+M)",
                         .color = pen.style.palette.second_text}}});
  for (std::size_t i = 0; pressed == 0 && i < step.fields.size(); ++i) {
    const std::string& draft = memory.fields[i];
    if (draft.find_first_not_of(' ') != std::string::npos) pen.ask(TypeAnswer{i, draft});
  }
  if (pressed >= 0) memory.judged_field.reset();
  if (pressed != 1) return;
  memory.fields.clear();
  pen.ask(ShowMe{});
}

}  // namespace

void draw_number_fields(LessonPen& pen) {
  const core::Step& step = pen.lesson().step();
  const core::StepState& state = pen.lesson().state();
  for (std::size_t i = 0; i < step.fields.size(); ++i) {
    AnswerField field;
    field.name = field_name(i);
    field.label = pen.plain(step.fields[i].label);
    if (is_judged(state, i)) {
      field.typed = state.typed[i];
      field.judgement = &state.judgements[i];
    }
    field.next = field.name;
    std::string& draft = pen.step_memory().fields.try_emplace(i, field.typed).first->second;
    const auto typed = draw_answer_field(pen, field, draft).typed;
    if (!typed) continue;
    pen.step_memory().judged_field = i;
    pen.ask(TypeAnswer{i, *typed});
    if (pen.view.transient.focus_request == field.name) go_on_from(pen, i, *typed);
  }
  pen.gap(kGap1);
  draw_check_buttons(pen);
  if (state.done) pen.explanation();
}

float verdicts_height(LessonPen& pen) {
  const core::Step& step = pen.lesson().step();
  std::vector<std::string> replies;
  for (std::size_t i = 0; i < step.fields.size(); ++i) {
    for (const std::string_view reply : core::usual_replies()) replies.push_back(with_label(pen, i, reply));
    for (const core::Slip& slip : step.fields[i].slips) replies.push_back(with_label(pen, i, pen.plain(slip.reply)));
  }
  return replies_height(pen.style, replies, pen.width);
}

void draw_verdicts(LessonPen& pen, const ImRect& area) {
  const core::StepState& state = pen.lesson().state();
  if (state.done) {
    ImRect line = area;
    const std::string_view words = state.shown_me ? "Filled in for you" : "All right";
    draw_notice(pen.style, cut_top(line, std::min(pen.style.px(22), area.GetHeight())), Notice::Good, words);
    register_area(pen.ui, "lesson.verdict", area, "text");
    return;
  }
  const auto field = spoken_of(pen);
  if (!field) {
    draw_paragraph(pen.style, area.Min, area.GetWidth(), TextRole::Caption, pen.style.palette.second_text,
                   "Enter checks a number.");
    return;
  }
  const core::Judgement& judgement = state.judgements[*field];
  draw_verdict(pen, field_name(*field) + ".verdict", area, judgement, with_label(pen, *field, judgement.reply));
}

void draw_reflection(LessonPen& pen) {
  const core::Step& step = pen.lesson().step();
  const core::StepState& state = pen.lesson().state();
  const std::string name = "lesson.reflection";
  pen.text("lesson.question", step.question, TextRole::BodySemibold);
  pen.gap(kGap2);
  std::string& draft = pen.memory().reflections.try_emplace(step_key(pen.lesson()), state.reflection).first->second;
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
