// The parts of a step that are typed into: numbers that are checked, and an answer in the reader's own words.
#pragma once

#include "core/lessons/judge.h"
#include "ui/lessons/lesson_pen.h"

namespace ui {

void draw_number_fields(LessonPen& pen);
void draw_reflection(LessonPen& pen);

// One labelled field with its verdict below; `typed` is what was judged last. Returns the text when it is committed.
struct AnswerField {
  std::string name;  // of the item
  std::string label;
  std::string typed;  // as it was judged last
  const core::Judgement* judgement = nullptr;
  std::string next;  // item that takes the keyboard after a right answer
};
std::optional<std::string> draw_answer_field(LessonPen& pen, const AnswerField& field);

}  // namespace ui
