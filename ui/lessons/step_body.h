// What a step asks of the reader, by its kind: choices, fields, hints, a place to write.
#pragma once

#include "ui/lessons/lesson_pen.h"

namespace ui {

// Everything below the step's text.
void draw_step_body(LessonPen& pen);

// The answer with this number was chosen, by click or key: an answer, or once it is given, an explanation to read.
void press_choice(const PanelInput& input, ViewState& view, Requests& requests, std::size_t choice);

}  // namespace ui
