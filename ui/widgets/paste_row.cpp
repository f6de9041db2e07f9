#include "ui/widgets/paste_row.h"

#include <fmt/format.h>

#include "ui/widgets/numbers.h"

namespace ui {
namespace {

bool separates(char letter) {
  return letter == '\t' || letter == '\n' || letter == '\r' || letter == ' ' || letter == ';' || letter == '&' ||
         letter == '[' || letter == ']' || letter == '(' || letter == ')';
}

std::string without(std::string text, std::string_view part) {
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part)) {
    text.replace(at, part.size(), " ");
  }
  return text;
}

// Commas separate numbers when one is followed by a blank, or when there is also a decimal point.
bool commas_separate(std::string_view text) {
  if (text.find('.') != std::string_view::npos) return true;
  for (std::size_t at = text.find(','); at != std::string_view::npos; at = text.find(',', at + 1)) {
    if (at + 1 < text.size() && separates(text[at + 1])) return true;
  }
  return false;
}

}  // namespace

std::string exact_text(float value) {
  return fmt::format("{}", value);
}

PastedNumbers parse_row(std::string_view pasted) {
  std::string text(pasted);
  for (const std::string_view part : {"np.array", "array", "\\begin{bmatrix}", "\\end{bmatrix}", "\\\\"}) {
    text = without(std::move(text), part);
  }
  const bool comma_is_mark = !commas_separate(text);
  PastedNumbers pasted_numbers;
  std::string word;
  const auto finish_word = [&] {
    if (word.empty() || !pasted_numbers.message.empty()) return;
    const ParsedNumber number = parse_number(word);
    if (number.value) pasted_numbers.values.push_back(*number.value);
    if (!number.value) pasted_numbers.message = number.message;
    word.clear();
  };
  for (const char letter : text) {
    if (separates(letter) || (letter == ',' && !comma_is_mark)) {
      finish_word();
    } else {
      word += letter;
    }
  }
  finish_word();
  if (!pasted_numbers.message.empty()) pasted_numbers.values.clear();
  if (pasted_numbers.values.empty() && pasted_numbers.message.empty()) {
    pasted_numbers.message = "The clipboard holds no numbers.";
  }
  return pasted_numbers;
}

}  // namespace ui
