#include "ui/lessons/lesson_offer.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "core/numbers.h"
#include "ui/lessons/lesson_input.h"
#include "ui/lessons/lesson_memory.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"

namespace ui {

namespace {

constexpr float kHeight = 44;  // CSS pixels

const core::Lesson* first_lesson(const PanelInput& input) {
  const auto& lessons = input.lesson->shelf->lessons;
  return lessons.empty() ? nullptr : &lessons.front();
}

std::string offer_text(const core::Lesson& lesson) {
  const std::string time = core::counted(lesson.minutes, "minute");
  return fmt::format("New here? Lesson 1, “{}”, takes about {}.", lesson.title, time);
}

}  // namespace

float lesson_offer_height(const Style& style, const PanelInput& input, const ViewState& view) {
  const bool offers =
      view.transient.lessons && view.transient.lessons->offers && !view.transient.lessons->offer_is_over;
  const bool shown = offers && input.lesson != nullptr && input.lesson->progress->empty() && !is_staged(input) &&
                     first_lesson(input) != nullptr && view.persisted.left_panel != LeftPanel::Lessons &&
                     !view.transient.presenter;
  return shown ? style.px(kHeight) : 0;
}

void draw_lesson_offer(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  const Style& style = ui.style;
  const core::Lesson* lesson = first_lesson(input);
  if (lesson == nullptr) return;
  const ImRect line = inset(area, style.px(kGap3), style.px(3));
  fill_rect(line, style.palette.tint, style.px(kControlRadius));
  register_area(ui, "lessons.offer", line, "note");
  ImRect rest = inset(line, style.px(kGap3), style.px(3));
  const float side = style.px(kControlHeight);
  const ImRect close = centered(cut_right(rest, side, style.px(kGap2)), ImVec2(side, side));
  const ButtonSpec start{.label = "Start lesson 1", .kind = ButtonKind::Outlined, .tooltip = "All lessons: Alt+L"};
  const float width = button_width(style, start);
  draw_icon(cut_left(rest, style.px(20), style.px(kGap2)), Icon::Lessons, style.px(18), style.palette.weight);
  const std::string text = offer_text(*lesson);
  ImRect words = rest;
  words.Max.x -= width + style.px(kGap3);
  words.Max.x = std::min(words.Max.x, words.Min.x + text_width(style, TextRole::Body, text));
  draw_text_in(style, words, TextRole::Body, style.palette.text, text);
  ImRect place(words.Max.x + style.px(kGap3), rest.Min.y, words.Max.x + style.px(kGap3) + width, rest.Max.y);
  place = centered(place, ImVec2(width, side));
  if (button(ui, "lessons.offer.start", place, start)) {
    view.transient.focus_request = "lesson.next";
    requests.add(LessonRequest(OpenLesson{lesson->id, std::nullopt}));
  }
  const ImRect keys(place.Max.x + style.px(kGap3), rest.Min.y, rest.Max.x, rest.Max.y);
  const std::string_view more = "Alt+L shows all lessons";
  if (text_width(style, TextRole::Caption, more) < keys.GetWidth()) {
    draw_text_in(style, keys, TextRole::Caption, style.palette.second_text, more);
  }
  if (icon_button(ui, "lessons.offer.close", close, Icon::Close, "Put this away for good")) {
    lesson_memory(view).offer_is_over = true;
  }
}

}  // namespace ui
