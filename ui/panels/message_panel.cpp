// The messages below the top bar, newest first, until they are closed.
#include "ui/panels/message_panel.h"

#include <fmt/format.h>

#include <algorithm>

#include "ui/panels/panel_list.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"

namespace ui {

namespace {

constexpr float kIcon = 16;
constexpr float kLeastHeight = 36;
constexpr int kMostLines = 3;  // of one message; its tooltip has all of it

// Where the text of a message stands in its line.
ImRect text_place(const Style& style, const ImRect& line) {
  const float sides = style.px(kGap3);
  return {line.Min.x + sides + style.px(kIcon + kGap2), line.Min.y + style.px(kGap2),
          line.Max.x - sides - style.px(kControlHeight + kGap2), line.Max.y - style.px(kGap2)};
}

std::string shown_text(const Message& message) {
  return message.count == 1 ? message.text : fmt::format("{} ({} times)", message.text, message.count);
}

float message_height(const Style& style, float width, const Message& message) {
  const float room = text_place(style, ImRect(0, 0, width, 0)).GetWidth();
  const float text = paragraph_height(style, TextRole::Body, shown_text(message), room);
  const float one = paragraph_height(style, TextRole::Body, "A", room);
  return std::max(style.px(kLeastHeight), std::min(text, kMostLines * one) + 2 * style.px(kGap2));
}

struct Look {
  Icon icon;
  ImU32 color, frame;
};

Look look_of(const Palette& p, MessageKind kind) {
  if (kind == MessageKind::Error) return {Icon::Error, p.error, p.error};
  if (kind == MessageKind::Warning) return {Icon::Warning, p.warning, p.warning};
  return {Icon::Info, p.text, p.line};
}

// True when it was closed.
bool draw_message(Ui& ui, const ImRect& line, const Message& message, std::size_t age) {
  const Style& style = ui.style;
  const Look look = look_of(style.palette, message.kind);
  const std::string number = age == 0 ? "" : fmt::format(".{}", age);
  fill_rect(line, style.palette.panel, style.px(kControlRadius));
  stroke_rect(line, look.frame, style.px(kControlRadius), style.hairline());
  ImRect inside = inset(line, style.px(kGap3), 0);
  const float side = style.px(kControlHeight);
  const ImRect close = centered(cut_right(inside, side), ImVec2(side, side));
  draw_icon(cut_left(inside, style.px(kIcon), style.px(kGap2)), look.icon, style.px(kIcon), look.color);
  const ImRect place = text_place(style, line);
  const std::string text = shown_text(message);
  const float height = paragraph_height(style, TextRole::Body, text, place.GetWidth());
  const float top = std::max(place.Min.y, ImTrunc(place.GetCenter().y - height / 2));
  {
    const ScopedClip clip(place.Min, place.Max);
    draw_paragraph(style, ImVec2(place.Min.x, top), place.GetWidth(), TextRole::Body, look.color, text);
  }
  if (height > place.GetHeight() + 1) {
    item(ui, "message.text" + number, place, {.tooltip = text, .role = "text"});
  } else {
    register_area(ui, "message.text" + number, place);
  }
  return icon_button(ui, "message.close" + number, close, Icon::Close,
                     age == 0 ? "Close this message (Esc)" : "Close this message");
}

}  // namespace

float messages_height(const Style& style, float width, const PanelInput& input) {
  const float room = width - 2 * style.px(kGap3);
  float height = 0;
  for (const Message& message : *input.messages) height += message_height(style, room, message) + style.px(kGap2);
  return height;
}

void draw_message_panel(Ui& ui, const ImRect& area, const PanelInput& input, ViewState&, Requests& requests) {
  const Style& style = ui.style;
  ImRect rest = inset(area, style.px(kGap3), 0);
  for (std::size_t i = input.messages->size(); i-- > 0;) {
    const Message& message = (*input.messages)[i];
    cut_top(rest, style.px(kGap2));
    const ImRect line = cut_top(rest, message_height(style, rest.GetWidth(), message));
    if (draw_message(ui, line, message, input.messages->size() - 1 - i)) requests.add(DismissMessage{i});
  }
}

}  // namespace ui
