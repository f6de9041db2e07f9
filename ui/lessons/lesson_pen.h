// Writing the lesson panel from top to bottom: texts with their values filled in, replies, buttons.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "core/lessons/fill_text.h"
#include "ui/lessons/lesson_input.h"
#include "ui/lessons/lesson_memory.h"
#include "ui/requests.h"
#include "ui/view_state.h"
#include "ui/widgets/controls.h"

namespace ui {

class LessonPen {
 public:
  LessonPen(Ui& the_ui, const PanelInput& the_input, ViewState& the_view, Requests& the_requests, ImVec2 top_left,
            float the_width)
      : ui(the_ui),
        style(the_ui.style),
        input(the_input),
        view(the_view),
        requests(the_requests),
        at(top_left),
        width(the_width) {}

  Ui& ui;
  const Style& style;
  const PanelInput& input;
  ViewState& view;
  Requests& requests;
  ImVec2 at;  // where the next thing goes
  float width;

  const LessonInput& lesson() const { return *input.lesson; }
  LessonMemory& memory() { return lesson_memory(view); }
  StepMemory& step_memory() { return ui::step_memory(view, lesson()); }
  void ask(LessonRequest request) { requests.add(std::move(request)); }

  void gap(float css) { at.y += style.px(css); }
  // A strip of this height over the whole width; the pen moves below it.
  ImRect strip(float height);
  void paragraph(TextRole role, ImU32 color, std::string_view text);
  // A text of the lesson, named so that tests and tools can find it.
  void text(std::string_view name, const core::LessonText& text, TextRole role = TextRole::Body, ImU32 color = 0);
  // An explanation: a bar at its left.
  void reply(std::string_view name, const core::LessonText& text);
  void notice(Notice kind, std::string_view text);
  // That the step is done, in these words, and its explanation.
  void done(std::string_view words);
  // What the step says when it is done, as an explanation.
  void explanation();
  // What the step says behind its answer.
  void afterword();
  // Filled, without styles; what stood there last where a word is no longer in the sentence.
  std::string plain(const core::LessonText& text);

 private:
  std::vector<core::FilledPart> filled(const core::LessonText& text);
  void quote_words(std::vector<core::FilledPart>& parts) const;
};

// Buttons side by side, on further lines where they do not fit; returns the index of the one that was pressed, or −1.
struct NamedButton {
  std::string_view name;
  ButtonSpec spec;
};
int button_row(LessonPen& pen, std::initializer_list<NamedButton> buttons);

}  // namespace ui
