// Key concepts: the list over the window, and the card whose stage is shown.
#include <fmt/format.h>

#include <algorithm>

#include "core/spelling.h"
#include "ui/lessons/lesson_panel.h"
#include "ui/lessons/lesson_pen.h"
#include "ui/panels/overlays.h"
#include "ui/panels/search_list.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/text.h"

namespace ui {

namespace {

using Concept = core::Card;

std::vector<const Concept*> found_cards(const LessonInput& lesson, const std::string& search) {
  std::vector<const Concept*> found;
  for (const Concept& card : *lesson.cards) {
    if (core::contains_ignoring_case(card.term, search)) found.push_back(&card);
  }
  return found;
}

const Concept* find_card(const LessonInput& lesson, const std::string& id) {
  for (const Concept& card : *lesson.cards) {
    if (card.id == id) return &card;
  }
  return nullptr;
}

const core::Lesson* lesson_of(const LessonInput& lesson, const Concept& card) {
  return card.lesson.empty() ? nullptr : lesson.shelf->find(card.lesson);
}

void show_card(LessonPen& pen, const std::string& id) {
  close_overlay(pen.view);
  pen.ask(OpenCard{id});
}

// The terms that a card leads on to.
void draw_related(LessonPen& pen, const Concept& card) {
  if (card.also.empty()) return;
  pen.gap(kGap3);
  pen.paragraph(TextRole::CaptionSemibold, pen.style.palette.second_text, "See also");
  pen.gap(kGap1);
  float x = pen.at.x;
  const float height = pen.style.px(kControlHeight);
  for (const std::string& id : card.also) {
    const Concept* other = find_card(pen.lesson(), id);
    if (other == nullptr) continue;
    const ChipSpec spec{.label = other->term, .tooltip = "Show this concept"};
    const float width = std::min(chip_width(pen.style, spec), pen.width);
    if (x > pen.at.x && x + width > pen.at.x + pen.width) {
      x = pen.at.x;
      pen.at.y += height + pen.style.px(kGap2);
    }
    const ImRect place(x, pen.at.y, x + width, pen.at.y + height);
    if (chip(pen.ui, "card.also." + id, place, spec).clicked) show_card(pen, id);
    x += width + pen.style.px(kGap2);
  }
  pen.at.y += height;
}

// Bold marks and values are of the stage; a list shows only where to find them.
void draw_term(LessonPen& pen, const Concept& card, bool highlighted, bool chosen) {
  const Style& style = pen.style;
  const ImRect row = pen.strip(style.px(34));
  const ItemState state =
      item(pen.ui, "cards." + card.id, row, {.tooltip = "Show me where", .role = "card", .focusable = false});
  fill_rect(row, reacting(style, highlighted ? style.palette.tint : style.palette.panel, state),
            style.px(kControlRadius));
  ImRect text = inset(row, style.px(kGap2), 0);
  draw_text_in(style, text, TextRole::Body, style.palette.text, card.term);
  const core::Lesson* lesson = lesson_of(pen.lesson(), card);
  if (lesson != nullptr) {
    const float left = text.Min.x + text_width(style, TextRole::Body, card.term) + style.px(kGap4);
    draw_text_in(style, ImRect(std::min(left, text.Max.x), text.Min.y, text.Max.x, text.Max.y), TextRole::Caption,
                 style.palette.second_text, lesson->title, Align::Right);
  }
  if (state.clicked || chosen) show_card(pen, card.id);
}

}  // namespace

void draw_cards_overlay(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  const Style& style = ui.style;
  if (input.lesson == nullptr) return;
  ListSearch& search = view.transient.list_search;
  ImRect rest = area;
  const bool entered = draw_list_search(ui, "cards.search", "Type a few letters of a term", rest, search);
  const std::vector<const Concept*> found = found_cards(*input.lesson, search.text);
  move_highlight(search, found.size());
  ScrollArea scroll(ui, "cards.scroll", rest);
  LessonPen pen(ui, input, view, requests, scroll.origin(), scroll.width());
  for (std::size_t i = 0; i < found.size(); ++i) {
    const bool highlighted = static_cast<int>(i) == search.row;
    draw_term(pen, *found[i], highlighted, highlighted && entered);
  }
  if (found.empty()) {
    pen.paragraph(TextRole::Body, style.palette.second_text,
                  input.lesson->cards->empty() ? "The key concepts could not be read."
                                               : "No term has these letters. Clear the search to see all.");
  }
  scroll.set_content_height(pen.at.y - scroll.origin().y);
}

void draw_open_card(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  const Style& style = ui.style;
  const Concept& card = *input.lesson->card;
  ImRect rest = inset(area, style.px(kGap4), style.px(kGap3));
  ImRect header = cut_top(rest, style.px(kControlHeight), style.px(kGap2));
  const bool close = icon_button(ui, "card.close", cut_right(header, header.GetHeight()), Icon::Close,
                                 "Back to what was there before (Alt+Q)");
  draw_text_in(style, header, TextRole::Caption, style.palette.second_text, "Key concept");
  const ImRect footer = cut_bottom(rest, style.px(36), style.px(kGap2));
  LessonPen pen(ui, input, view, requests, rest.Min, rest.GetWidth());
  {
    const float ring = style.px(6);
    rest.Min.x -= ring;
    rest.Max.x += ring;
    ScrollArea scroll(ui, "card.scroll", rest);
    pen.at = ImVec2(scroll.origin().x + ring, scroll.origin().y);
    pen.width = scroll.width() - 2 * ring;
    pen.paragraph(TextRole::Heading, style.palette.text, card.term);
    pen.gap(kGap2);
    pen.text("card.text", card.text);
    if (const core::Lesson* lesson = lesson_of(*input.lesson, card); lesson != nullptr) {
      pen.gap(kGap3);
      pen.paragraph(TextRole::Caption, style.palette.second_text, "Explained in “" + lesson->title + "”");
      pen.gap(kGap1);
      if (button_row(pen, {{"card.lesson", {.label = "Open the lesson"}}}) == 0) pen.ask(OpenLesson{lesson->id, {}});
    }
    draw_related(pen, card);
    pen.gap(kGap3);
    const bool all = button_row(pen, {{"card.all", {.label = "All key concepts", .tooltip = "Alt+K"}}}) == 0;
    if (all) open_overlay(view, Overlay::Cards);
    scroll.set_content_height(pen.at.y - scroll.origin().y + ring);
  }
  const bool lesson = input.lesson->lesson != nullptr;
  ImRect line = footer;
  const ButtonSpec back{.label = lesson ? "Back to the lesson" : "Back to your work",
                        .icon = Icon::Back,
                        .kind = ButtonKind::Primary,
                        .tooltip = "Alt+Q"};
  if (button(ui, "card.back", cut_left(line, std::min(button_width(style, back), line.GetWidth())), back) || close) {
    pen.ask(CloseCard{});
  }
}

}  // namespace ui
