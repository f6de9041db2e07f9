#include "ui/widgets/copy_text.h"

#include <fmt/format.h>

#include <cmath>

#include "ui/widgets/numbers.h"

namespace ui {
namespace {

struct Marks {
  std::string_view begin, between_cells, between_rows, end;
};

Marks marks_of(CopyFormat format, bool one_row) {
  switch (format) {
    case CopyFormat::Tsv:
      return {"", "\t", "\n", ""};
    case CopyFormat::NumPy:
      if (one_row) return {"np.array([", ", ", "", "])"};
      return {"np.array([[", ", ", "],\n          [", "]])"};
    case CopyFormat::LaTeX:
      return {"\\begin{bmatrix} ", " & ", " \\\\\n", " \\end{bmatrix}"};
  }
  return {};
}

std::string cell_text(float value, CopyFormat format) {
  if (std::isfinite(value)) return copy_text(value);
  if (format == CopyFormat::LaTeX) return value < 0 ? "-\\infty" : "\\infty";
  if (format == CopyFormat::NumPy) return value < 0 ? "-np.inf" : "np.inf";
  return value < 0 ? "-inf" : "inf";
}

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

std::string copy_text(float value) {
  return fmt::format("{}", value);  // fmt writes the shortest text that reads back as the same float
}

std::string copy_text(const core::Matrix& values, CopyFormat format) {
  const Marks marks = marks_of(format, values.rows() == 1);
  std::string text(marks.begin);
  for (core::Index i = 0; i < values.rows(); ++i) {
    if (i > 0) text += marks.between_rows;
    for (core::Index j = 0; j < values.cols(); ++j) {
      if (j > 0) text += marks.between_cells;
      text += cell_text(values(i, j), format);
    }
  }
  return text += marks.end;
}

std::string copy_text(const core::Vector& values, CopyFormat format) {
  return copy_text(core::Matrix(values), format);
}

std::string_view copy_format_name(CopyFormat format) {
  constexpr std::string_view kNames[] = {"TSV", "NumPy", "LaTeX"};
  return kNames[static_cast<std::size_t>(format)];
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
