// The drill: three words with fresh numbers, every number of one row to be worked out by hand and checked.
#include <fmt/format.h>

#include <algorithm>

#include "core/attention/explain.h"
#include "core/lessons/usual_replies.h"
#include "ui/lessons/step_fields.h"
#include "ui/panels/overlays.h"
#include "ui/panels/row_views.h"
#include "ui/widgets/numbers.h"

namespace ui {

namespace {

using core::Index;
using stages::Frame;

constexpr float kColumn = 300;  // CSS pixels that a group of questions wants

void draw_tools(LessonPen& pen, const DrillState& drill) {
  const std::string seed =
      fmt::format("Seed {} · {} of {} right", drill.drill.seed, drill.right(), drill.drill.questions.size());
  pen.paragraph(TextRole::BodySemibold, pen.style.palette.text, seed);
  pen.gap(kGap2);
  const int pressed = button_row(
      pen, {{"drill.new", {.label = "New numbers", .icon = Icon::Reset, .tooltip = "Another drill, with another seed"}},
            {"drill.worksheet",
             {.label = "Worksheet",
              .icon = Icon::Export,
              .tooltip = "This drill on paper, its answers on another page: PDF, Markdown or text"}}});
  if (pressed == 0) {
    pen.memory().drill_fields.clear();
    pen.ask(NewDrill{});
  }
  if (pressed == 1) {
    open_save(pen.view, SaveWhat::Worksheet);
    pen.view.transient.files.path = fmt::format("drill-{}.pdf", drill.drill.seed);
  }
  pen.gap(kGap3);
}

// The words and their numbers, the row that is asked for marked.
void draw_given(LessonPen& pen, const core::Drill& drill) {
  const Style& style = pen.style;
  const core::Matrix& x = drill.trace->layers.front()->input;
  const std::string word = drill.trace->tokens[static_cast<std::size_t>(drill.query)].text;
  pen.paragraph(TextRole::Body, style.palette.text,
                "Where does “" + word +
                    "” look, and what does it take home? Query, key and value of a word are its "
                    "numbers here, and scores are not divided. Two decimals will do.");
  pen.gap(kGap2);
  const float names = style.px(64);
  for (Index row = 0; row < x.rows(); ++row) {
    const ImRect line = pen.strip(style.px(26));
    const bool asked = row == drill.query;
    if (asked) fill_rect(line, style.palette.tint, style.px(4));
    ImRect rest = inset(line, style.px(kGap2), 0);
    draw_text_in(style, cut_left(rest, names), asked ? TextRole::BodySemibold : TextRole::Body,
                 asked ? style.palette.weight : style.palette.text,
                 drill.trace->tokens[static_cast<std::size_t>(row)].text);
    for (Index column = 0; column < x.cols(); ++column) {
      draw_text_in(style, cut_left(rest, style.px(56)), TextRole::Number, style.palette.text,
                   format_number(x(row, column), 1), Align::Right);
    }
    register_area(pen.ui, fmt::format("drill.word.{}", row), line, "row");
  }
  pen.gap(kGap3);
}

// As much as the longest verdict of any question takes, so that no verdict moves the fields below it.
float verdict_room(const LessonPen& pen, const core::Drill& drill) {
  std::vector<std::string> replies;
  for (const std::string_view reply : core::usual_replies()) replies.emplace_back(reply);
  for (const core::DrillQuestion& question : drill.questions) {
    for (const core::SlipValue& slip : question.slips) replies.push_back(slip.reply);
  }
  return replies_height(pen.style, replies, pen.width);
}

void draw_question(LessonPen& pen, const DrillState& drill, std::size_t number) {
  const core::DrillQuestion& question = drill.drill.questions[number];
  AnswerField field;
  field.name = fmt::format("drill.field.{}", number);
  field.label = question.label;
  if (!drill.typed[number].empty()) {
    field.typed = drill.typed[number];
    field.judgement = &drill.judgements[number];
  }
  if (number + 1 < drill.drill.questions.size()) field.next = fmt::format("drill.field.{}", number + 1);
  field.verdict_room = verdict_room(pen, drill.drill);
  core::Judgement told;
  if (drill.shown.count(number) > 0 && field.judgement != nullptr && !field.judgement->right()) {
    told = {core::Verdict::KnownSlip, "It is " + core::number_text(question.truth, pen.style.readout_decimals)};
    field.judgement = &told;
  } else {
    field.offers_answer = true;
  }
  std::string& draft = pen.memory().drill_fields.try_emplace(number, field.typed).first->second;
  const FieldEvent event = draw_answer_field(pen, field, draft);
  if (event.typed) pen.ask(TypeDrill{number, *event.typed});
  if (event.show_answer) pen.ask(ShowDrillAnswer{number});
}

// The groups of questions beside one another, as many as there is room for.
void draw_groups(LessonPen& pen, const DrillState& drill) {
  const auto& questions = drill.drill.questions;
  const float gap = pen.style.px(kGap6);
  const int columns = std::max(1, static_cast<int>((pen.width + gap) / (pen.style.px(kColumn) + gap)));
  const float left = pen.at.x;
  const float whole = pen.width;
  pen.width = (whole - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  float row_top = pen.at.y;
  float row_bottom = row_top;
  int column = 0;
  for (std::size_t i = 0; i < questions.size();) {
    pen.at = ImVec2(left + static_cast<float>(column) * (pen.width + gap), row_top);
    pen.paragraph(TextRole::CaptionSemibold, pen.style.palette.second_text, questions[i].group);
    pen.gap(kGap1);
    const std::string group = questions[i].group;
    for (; i < questions.size() && questions[i].group == group; ++i) draw_question(pen, drill, i);
    row_bottom = std::max(row_bottom, pen.at.y + pen.style.px(kGap3));
    if (++column < columns) continue;
    column = 0;
    row_top = row_bottom;
  }
  pen.at = ImVec2(left, row_bottom);
  pen.width = whole;
}

}  // namespace

void draw_drill_view(Frame& frame, const ImRect& area) {
  Ui ui = frame.ui;
  ScrollArea scroll(ui, "drill.scroll", area);
  const float ring = frame.px(6);
  if (frame.input.lesson == nullptr || frame.input.lesson->drill == nullptr) {
    frame.view.transient.unfinished = true;  // the first drill is made before the next frame
    return;
  }
  LessonPen pen(ui, frame.input, frame.view, frame.requests, ImVec2(scroll.origin().x + ring, scroll.origin().y + ring),
                scroll.width() - 2 * ring);
  draw_tools(pen, *frame.input.lesson->drill);
  draw_given(pen, frame.input.lesson->drill->drill);
  draw_groups(pen, *frame.input.lesson->drill);
  scroll.set_content_height(pen.at.y - scroll.origin().y + ring);
}

}  // namespace ui
