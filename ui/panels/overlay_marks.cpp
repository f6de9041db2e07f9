// What the marks in the window mean, each drawn as it is drawn there.
#include "ui/panels/overlays.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"

namespace ui {

namespace {

using DrawMark = void (*)(const Style&, const ImRect&);

struct Mark {
  DrawMark draw;
  std::string_view meaning;
};

void edited_dot(const Style& style, const ImRect& place) {
  fill_circle(place.GetCenter(), style.px(4), style.palette.edited);
}

void former_line(const Style& style, const ImRect& place) {
  const ImVec2 middle = place.GetCenter();
  fill_rect(ImRect(place.Min.x, middle.y - style.px(3), place.Max.x, middle.y + style.px(3)), style.palette.raised);
  vertical_line(middle.x - style.px(1), place.Min.y, place.Max.y, style.palette.edited, style.px(2));
}

void corner(const ImRect& cell, float side, ImU32 color, bool top) {
  const float x = top ? cell.Max.x : cell.Min.x;
  const float y = top ? cell.Min.y : cell.Max.y;
  const float inward = top ? -side : side;
  ImGui::GetWindowDrawList()->AddTriangleFilled(ImVec2(x, y), ImVec2(x + inward, y), ImVec2(x, y - inward), color);
}

void scored_cell(const Style& style, const ImRect& place) {
  fill_rect(place, style.palette.tint);
  corner(place, style.px(6), style.palette.edited, true);
}

void held_cell(const Style& style, const ImRect& place) {
  scored_cell(style, place);
  stroke_rect(place, style.palette.edited, 0, style.px(1.5F));
}

void given_cell(const Style& style, const ImRect& place) {
  fill_rect(place, style.palette.tint);
  corner(place, style.px(6), style.palette.second_text, true);
  stroke_rect(place, style.palette.second_text, 0, style.px(1.5F));
}

void ghost_cell(const Style& style, const ImRect& place) {
  fill_rect(place, style.palette.tint);
  corner(place, style.px(7), style.palette.weight, false);
}

void masked_cell(const Style& style, const ImRect& place) {
  fill_rect(place, mix(style.palette.panel, style.palette.raised, 0.45F));
  stroke_rect(place, style.palette.line, 0, style.hairline());
  fill_circle(place.GetCenter(), style.px(1), style.palette.outline);
}

void hollow_cell(const Style& style, const ImRect& place) {
  stroke_rect(place, style.palette.weight, 0, style.px(2));
}

void struck_word(const Style& style, const ImRect& place) {
  draw_text_in(style, place, TextRole::Caption, style.palette.second_text, "on", Align::Center);
  horizontal_line(place.Min.x, place.Max.x, std::floor(place.GetCenter().y), style.palette.second_text,
                  style.hairline());
}

void unknown_word(const Style& style, const ImRect& place) {
  for (float x = place.Min.x; x < place.Max.x; x += style.px(4)) {
    fill_circle(ImVec2(x + style.px(1), place.Max.y - style.px(3)), style.px(1), style.palette.text);
  }
}

void idle_head(const Style& style, const ImRect& place) {
  stroke_rect(place, style.palette.line, style.px(3), style.hairline());
  horizontal_line(place.Min.x + style.px(4), place.Max.x - style.px(4), std::floor(place.GetCenter().y),
                  style.palette.outline, style.hairline());
}

constexpr Mark kMarks[] = {
    {edited_dot, "changed by you, or by a step of a lesson"},
    {former_line, "the value without your edits"},
    {scored_cell, "a cell whose score you changed"},
    {held_cell, "a weight that you hold; its pin lets it go"},
    {given_cell, "a weight that the model itself gives"},
    {ghost_cell, "at the foot: the colour before the last change"},
    {masked_cell, "masked: this word may not look there"},
    {hollow_cell, "a resting place that was set aside"},
    {struck_word, "an ignored word, a mask that is off, a muted head"},
    {unknown_word, "a word in no list: its vector is a guess"},
    {idle_head, "an idle head: it waits for a second sentence"},
};

}  // namespace

float draw_marks(Ui& ui, ImVec2 at, float width) {
  const Style& style = ui.style;
  const float top = at.y;
  draw_text_in(style, ImRect(at.x, at.y, at.x + width, at.y + style.px(24)), TextRole::CaptionSemibold,
               style.palette.second_text, "Marks");
  at.y += style.px(26);
  for (const Mark& mark : kMarks) {
    ImRect row(at.x, at.y, at.x + width, at.y + style.px(26));
    at.y = row.Max.y;
    const float side = style.px(18);
    mark.draw(style, centered(cut_left(row, side, style.px(kGap2)), ImVec2(side, side)));
    draw_text_in(style, row, TextRole::Body, style.palette.text, mark.meaning);
  }
  return at.y - top;
}

}  // namespace ui
