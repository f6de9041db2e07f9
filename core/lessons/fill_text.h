// A lesson's text with its {values} filled in from the traces, as parts that a panel can draw.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/lessons/lesson.h"
#include "core/lessons/moment.h"

namespace core {

enum class TextStyle : std::uint8_t { Plain, Bold, Number };  // Number: it was computed; drawn in the figures' face

struct FilledPart {
  std::string text;
  TextStyle style = TextStyle::Plain;
  bool operator==(const FilledPart&) const = default;
};

// "**it** gives {weight@1.reference[it,cat]} to …" → Bold "it", Plain " gives ", Number "0.71", Plain " to …".
// A number has two decimals, or as its format says: {…:3} decimals, {…:+2} with its sign, {…:%} per cent, {…:%1} with
// decimals. Minus is typographic. "{{" is a brace. Throws Error naming file line and expression.
std::vector<FilledPart> fill_text(const LessonText& text, const LessonMoment& moment);
// The parts in a row, without styles.
std::string plain_text(const std::vector<FilledPart>& parts);
std::string filled(const LessonText& text, const LessonMoment& moment);

// The expressions of a text, parsed. Throws Error for a brace that is not closed, a format that is none.
std::vector<Expression> expressions_of(const LessonText& text);

// "0.71", "−2.50", "71 %", "+0.30": a number in a text's format ("2", "+2", "%", "%1"; "" is "2").
std::string format_value(double value, std::string_view format);

std::size_t count_words(std::string_view text);  // parts between blanks that hold a letter or a digit

}  // namespace core
