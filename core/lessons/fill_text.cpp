#include "core/lessons/fill_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "core/error.h"
#include "core/lessons/expression_names.h"
#include "core/lessons/expression_tree.h"
#include "core/plain_text.h"

namespace core {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "", "3", "+2", "%", "%1", "+%1".
bool is_format(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  if (!text.empty() && text.front() == '%') text.remove_prefix(1);
  return text.size() <= 1 && std::all_of(text.begin(), text.end(), is_digit);
}

struct Slot {
  std::string expression, format;
};

// A run's colon stands before a letter, a format's before none.
Slot split_slot(std::string_view slot) {
  const std::size_t colon = slot.rfind(':');
  if (colon == std::string_view::npos || !is_format(slot.substr(colon + 1))) return {std::string(slot), ""};
  return {std::string(slot.substr(0, colon)), std::string(slot.substr(colon + 1))};
}

// The text cut at its braces and stars.
enum class PieceKind { Words, Star, Slot };
struct Piece {
  PieceKind kind = PieceKind::Words;
  std::string text;
};

class Cutter {
 public:
  explicit Cutter(std::string_view text) : text_(text) {}

  std::vector<Piece> cut() {
    while (at_ < text_.size()) step();
    flush();
    return pieces_;
  }

 private:
  void step() {
    const std::string_view rest = text_.substr(at_);
    if (rest.substr(0, 2) == "{{" || rest.substr(0, 2) == "}}") {
      words_ += rest.front();
      at_ += 2;
    } else if (rest.substr(0, 2) == "**") {
      flush();
      pieces_.push_back({PieceKind::Star, ""});
      at_ += 2;
    } else if (rest.front() == '{') {
      take_slot(rest);
    } else {
      words_ += rest.front();
      ++at_;
    }
  }
  void take_slot(std::string_view rest) {
    const std::size_t end = rest.find('}');
    if (end == std::string_view::npos) {
      throw Error(fmt::format("the text has a brace that is not closed: {}", shown_text(rest, 40)), "{expression}",
                  "write {{ for a brace");
    }
    flush();
    pieces_.push_back({PieceKind::Slot, std::string(rest.substr(1, end - 1))});
    at_ += end + 1;
  }
  void flush() {
    if (!words_.empty()) pieces_.push_back({PieceKind::Words, words_});
    words_.clear();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string words_;
  std::vector<Piece> pieces_;
};

// Whether the expression counts whole things (words, edits), so that decimals would be odd.
bool counts(const ExpressionNode& node) {
  switch (node.kind) {
    case NodeKind::Number:
      return node.decimals == 0;
    case NodeKind::Reference: {
      const ExpressionName* name = find_expression_name(node.name);
      return name != nullptr && name->count;
    }
    case NodeKind::Call:
      if (node.name == "floor" || node.name == "ceil" || node.name == "round") return true;
      if (node.name != "abs" && node.name != "min" && node.name != "max") return false;
      break;
    case NodeKind::Arithmetic:
      if (node.sign == '/') return false;
      break;
    case NodeKind::Negate:
      break;
    default:
      return false;
  }
  return std::all_of(node.children.begin(), node.children.end(), [](const NodePointer& one) { return counts(*one); });
}

std::string formatted(const Value& value, const std::string& format, const ExpressionNode& root) {
  if (const auto* number = std::get_if<double>(&value)) {
    return format_value(*number, format.empty() && counts(root) ? "0" : format);
  }
  const auto* list = std::get_if<ListValue>(&value);
  if (list == nullptr) return value_text(value);
  std::string text;
  for (const double one : *list) text += (text.empty() ? "" : ", ") + format_value(one, format);
  return "[" + text + "]";
}

std::string slot_text(const std::string& slot, int line, const LessonMoment& moment) {
  const auto [text, format] = split_slot(slot);
  try {
    const Expression expression = parse_expression(text, line);
    return formatted(evaluate(expression, moment), format, expression.root());
  } catch (const Error& error) {
    throw Error(fmt::format("{{{}}}: {}", shown_text(slot, 100), error.what()), "", "");
  }
}

}  // namespace

std::vector<FilledPart> fill_text(const LessonText& text, const LessonMoment& moment) {
  std::vector<FilledPart> parts;
  bool bold = false;
  for (const Piece& piece : Cutter(text.text).cut()) {
    if (piece.kind == PieceKind::Star) {
      bold = !bold;
    } else if (piece.kind == PieceKind::Slot) {
      parts.push_back({slot_text(piece.text, text.line, moment), TextStyle::Number});
    } else {
      parts.push_back({piece.text, bold ? TextStyle::Bold : TextStyle::Plain});
    }
  }
  return parts;
}

std::string plain_text(const std::vector<FilledPart>& parts) {
  std::string text;
  for (const FilledPart& part : parts) text += part.text;
  return text;
}

std::string filled(const LessonText& text, const LessonMoment& moment) {
  return plain_text(fill_text(text, moment));
}

std::vector<Expression> expressions_of(const LessonText& text) {
  std::vector<Expression> expressions;
  std::size_t stars = 0;
  for (const Piece& piece : Cutter(text.text).cut()) {
    if (piece.kind == PieceKind::Star) ++stars;
    if (piece.kind == PieceKind::Slot) {
      expressions.push_back(parse_expression(split_slot(piece.text).expression, text.line));
    }
  }
  if (stars % 2 != 0) throw Error("the text has ** without a second **", "**bold**", "");
  return expressions;
}

std::string format_value(double value, std::string_view format) {
  const bool sign = !format.empty() && format.front() == '+';
  if (sign) format.remove_prefix(1);
  const bool percent = !format.empty() && format.front() == '%';
  if (percent) format.remove_prefix(1);
  const int decimals = format.empty() ? (percent ? 0 : 2) : format.front() - '0';
  std::string digits = fmt::format("{:.{}f}", std::abs(percent ? 100 * value : value), decimals);
  const bool zero = digits.find_first_of("123456789") == std::string::npos;
  const char* before = zero ? "" : value < 0 ? "−" : sign ? "+" : "";
  return before + digits + (percent ? " %" : "");
}

std::size_t count_words(std::string_view text) {
  std::size_t count = 0;
  bool counted = false;  // the part that is read now
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == ' ' || byte == '\n' || byte == '\t') {
      counted = false;
    } else if (!counted && std::isalnum(byte) != 0) {
      counted = true;
      ++count;
    }
  }
  return count;
}

}  // namespace core
