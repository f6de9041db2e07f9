// What the lesson panels remember between frames, and forget at the end.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/lessons/fill_text.h"
#include "ui/view_state.h"

namespace ui {

struct LessonMemory {
  std::map<std::string, std::string> drafts;  // half-typed answers by step and field
  // Of the form "Record this step"; an empty lesson id means a new one.
  std::string record_lesson, record_lesson_title, record_step_title;
  std::string shown_step;      // the step whose text was scrolled to the top
  std::string fields_of;       // the step that the drafts of number fields belong to
  int judged_field = -1;       // of them: whose verdict is read
  std::string read_step;       // of `read_choice`
  int read_choice = -1;        // whose explanation is read again after the answer
  std::string answer_of;       // the step and its answer that the panel was last scrolled to …
  int answer_frames = 0;       // … and for how many frames yet: what appeared grows the text a frame later
  bool predicted = false;      // by key: the keyboard goes to the way on once it is open
  int go_frames = 0;           // the keyboard is on its way to what is lit, for so many frames yet …
  std::size_t go_place = 0;    // … and has tried so many places
  std::string lit_step;        // the step whose lights are being scrolled to …
  int lit_frames = 0;          // … and for how many frames yet
  bool offers = false;         // whoever has not met lessons yet is shown the way to the first one
  bool offer_is_over = false;  // that was put away
  std::string finished_id;     // the lesson that was finished last …
  std::optional<std::size_t> finished_open;                          // … and its first step that is not done
  std::map<std::string, std::vector<core::FilledPart>> last_filled;  // by the text as it is written
};

inline LessonMemory& lesson_memory(ViewState& view) {
  auto& memory = view.transient.lessons;
  if (!memory) memory = std::make_shared<LessonMemory>();
  return *memory;
}

}  // namespace ui
