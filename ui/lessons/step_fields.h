// The parts of a step that are typed into: numbers that are checked, and an answer in the reader's own words.
#pragma once

#include "core/lessons/judge.h"
#include "ui/lessons/lesson_pen.h"

namespace ui {

void draw_number_fields(LessonPen& pen);
// What was said of the numbers stands at the foot of the panel, in a place that is kept for it from the start, so that
// nothing moves when it comes. Its height for every reply that the step can give:
float verdicts_height(LessonPen& pen);
void draw_verdicts(LessonPen& pen, const ImRect& area);
void draw_reflection(LessonPen& pen);

// One labelled field with the mark of its verdict.
struct AnswerField {
  std::string name;  // of the item
  std::string label;
  std::string typed;  // as it was judged last
  const core::Judgement* judgement = nullptr;
  std::string next;            // item that takes the keyboard after a right answer
  float verdict_room = 0;      // kept below the field for the verdict's words; 0: they stand elsewhere
  bool offers_answer = false;  // where it is wrong, a button beside it shows the answer: "<name>.show"
};
struct FieldEvent {
  std::optional<std::string> typed;
  bool show_answer = false;
};
// `draft` is the text in the field, which is returned when it is committed.
FieldEvent draw_answer_field(LessonPen& pen, const AnswerField& field, std::string& draft);

// The room that the longest of the replies takes at this width.
float replies_height(const Style& style, const std::vector<std::string>& replies, float width);

}  // namespace ui
