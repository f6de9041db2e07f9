#include "ui/lessons/lesson_pen.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/text.h"

namespace ui {

namespace {

std::vector<Span> spans_of(const Style& style, const std::vector<core::FilledPart>& parts, TextRole role, ImU32 color) {
  const bool small = role == TextRole::Caption;
  std::vector<Span> spans;
  for (const core::FilledPart& part : parts) {
    Span span{part.text, role, color};
    if (part.style == core::TextStyle::Bold) span.role = small ? TextRole::CaptionSemibold : TextRole::BodySemibold;
    if (part.style == core::TextStyle::Bold) span.color = style.palette.text;
    if (part.style == core::TextStyle::Number) span.role = small ? TextRole::NumberSmall : TextRole::Number;
    spans.push_back(span);
  }
  return spans;
}

// `code` stands in the figures' face.
std::vector<core::FilledPart> with_code(const std::vector<core::FilledPart>& parts) {
  std::vector<core::FilledPart> all;
  for (const core::FilledPart& part : parts) {
    std::string_view rest = part.text;
    bool code = false;
    while (part.style == core::TextStyle::Plain && rest.find('`') != std::string_view::npos) {
      const std::size_t tick = rest.find('`');
      all.push_back({std::string(rest.substr(0, tick)), code ? core::TextStyle::Number : part.style});
      rest.remove_prefix(tick + 1);
      code = !code;
    }
    all.push_back({std::string(rest), code ? core::TextStyle::Number : part.style});
  }
  std::erase_if(all, [](const core::FilledPart& part) { return part.text.empty(); });
  return all;
}

// Where no numbers are at hand: "…" in their places.
std::vector<core::FilledPart> without_values(std::string_view text) {
  std::string plain;
  bool inside = false;
  for (const char letter : text) {
    if (letter == '{' && !inside) plain += "…";
    if (letter == '{') inside = true;
    if (!inside && letter != '*') plain += letter;
    if (letter == '}') inside = false;
  }
  return {{plain}};
}

}  // namespace

ImRect LessonPen::strip(float height) {
  const ImRect rect(at.x, at.y, at.x + width, at.y + height);
  at.y += height;
  return rect;
}

void LessonPen::paragraph(TextRole role, ImU32 color, std::string_view text) {
  at.y += draw_paragraph(style, at, width, role, color, text);
}

// In a bold line a bold word of the sentence would vanish among the others: it stands in quotes.
void LessonPen::quote_words(std::vector<core::FilledPart>& parts) const {
  if (!input.has_trace()) return;
  const auto is_word = [](const core::Tokens& tokens, const std::string& text) {
    return std::any_of(tokens.begin(), tokens.end(), [&](const core::Token& one) { return one.text == text; });
  };
  constexpr std::string_view kOpen = "“";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].style != core::TextStyle::Bold) continue;
    const bool quoted = i > 0 && parts[i - 1].text.size() >= kOpen.size() &&
                        parts[i - 1].text.compare(parts[i - 1].text.size() - kOpen.size(), kOpen.size(), kOpen) == 0;
    const bool word = is_word(input.trace->tokens, parts[i].text) || is_word(input.trace->second_tokens, parts[i].text);
    if (word && !quoted) parts[i].text = "“" + parts[i].text + "”";
  }
}

// A text keeps what it said where its words have left the sentence.
std::vector<core::FilledPart> LessonPen::filled(const core::LessonText& text) {
  auto& kept = memory().last_filled[text.text];
  if (lesson().moment == nullptr) return without_values(text.text);
  try {
    kept = with_code(core::fill_text(text, *lesson().moment));
  } catch (const core::Error& error) {
    if (kept.empty()) return {{error.what()}};
  }
  return kept;
}

std::string LessonPen::plain(const core::LessonText& text) {
  return core::plain_text(filled(text));
}

void LessonPen::text(std::string_view name, const core::LessonText& text, TextRole role, ImU32 color) {
  std::vector<core::FilledPart> parts = filled(text);
  if (role == TextRole::BodySemibold) quote_words(parts);
  const std::vector<Span> spans = spans_of(style, parts, role, color == 0 ? style.palette.text : color);
  const float height = draw_spans(style, at, width, spans);
  register_area(ui, name, strip(height), "text");
}

void LessonPen::reply(std::string_view name, const core::LessonText& text) {
  const float indent = style.px(kGap3);
  const float top = at.y;
  at.x += indent;
  width -= indent;
  this->text(name, text);
  at.x -= indent;
  width += indent;
  fill_rect(ImRect(at.x, top, at.x + style.px(3), at.y), style.palette.weight, style.px(1));
}

void LessonPen::notice(Notice kind, std::string_view text) {
  draw_notice(style, strip(style.px(22)), kind, text);
}

void LessonPen::done(std::string_view words) {
  notice(Notice::Good, words);
  explanation();
}

void LessonPen::explanation() {
  if (lesson().step().done.empty()) return;
  gap(kGap1);
  reply("lesson.done", lesson().step().done);
}

void LessonPen::afterword() {
  if (lesson().step().done.empty()) return;
  gap(kGap2);
  text("lesson.done", lesson().step().done);
}

int button_row(LessonPen& pen, std::initializer_list<NamedButton> buttons) {
  const float height = pen.style.px(32);
  const float gap = pen.style.px(kGap2);
  float x = pen.at.x;
  int pressed = -1;
  int index = 0;
  for (const NamedButton& one : buttons) {
    const float width = std::min(button_width(pen.style, one.spec), pen.width);
    if (x > pen.at.x && x + width > pen.at.x + pen.width) {
      x = pen.at.x;
      pen.at.y += height + gap;
    }
    if (button(pen.ui, one.name, ImRect(x, pen.at.y, x + width, pen.at.y + height), one.spec)) pressed = index;
    // A button that has done all it can would hold the keyboard fast.
    const bool stuck = !one.spec.enabled && ImGui::IsItemFocused();
    if (stuck && pen.view.transient.focus_request.empty()) pen.view.transient.focus_request = "lesson.next";
    x += width + gap;
    ++index;
  }
  pen.at.y += height;
  return pressed;
}

}  // namespace ui
