#include "core/lessons/worksheet.h"

#include <fmt/format.h>

#include <vector>

#include "core/lessons/fill_text.h"
#include "core/lessons/worksheet_pages.h"

namespace core {

namespace {

std::string word_of(const Drill& drill, Index token) {
  return drill.trace->tokens[static_cast<std::size_t>(token)].text;
}

std::string vector_text(const Vector& x) {
  std::string text;
  for (const float one : x) text += (text.empty() ? "" : ", ") + format_value(static_cast<double>(one), "1");
  return "[" + text + "]";
}

// What each group of questions asks, with the rule that answers it.
std::string rule_of(const std::string& group) {
  if (group == "Scores") return "multiply the two words’ numbers pair by pair and add";
  if (group == "Exponentials") return "raise e to each score";
  if (group == "Sum") return "add the exponentials";
  if (group == "Weights") return "divide each exponential by their sum; the three add up to 1";
  return "each word’s number times its weight, added up";
}

void add_questions(const Drill& drill, bool answered, std::vector<SheetLine>& lines) {
  std::string group;
  for (const DrillQuestion& question : drill.questions) {
    if (question.group != group)
      lines.push_back({SheetStyle::Heading, question.group + ": " + rule_of(question.group)});
    group = question.group;
    lines.push_back(
        {SheetStyle::Item, question.label, answered ? format_value(question.truth, "4") : std::string(20, '_')});
  }
}

}  // namespace

std::vector<SheetLine> question_page(const Drill& drill) {
  std::vector<SheetLine> lines;
  lines.push_back({SheetStyle::Title, fmt::format("Attention by hand · drill {}", drill.seed)});
  const std::string query = word_of(drill, drill.query);
  lines.push_back({SheetStyle::Body, fmt::format("Work out the row of “{}”. Query, key and value of a word are its own "
                                                 "numbers; nothing is scaled.",
                                                 query)});
  for (Index token = 0; token < static_cast<Index>(drill.trace->tokens.size()); ++token) {
    lines.push_back({SheetStyle::Item, word_of(drill, token), vector_text(drill.trace->layers[0]->input.row(token))});
  }
  add_questions(drill, false, lines);
  return lines;
}

std::vector<SheetLine> answer_page(const Drill& drill) {
  std::vector<SheetLine> lines;
  lines.push_back({SheetStyle::Title, fmt::format("Answers to drill {}", drill.seed)});
  lines.push_back({SheetStyle::Body, "Right is what rounds to these; 0.015 off is right up to rounding."});
  add_questions(drill, true, lines);
  return lines;
}

std::string worksheet_text(const Drill& drill) {
  std::string text;
  for (const auto& page : {question_page(drill), answer_page(drill)}) {
    if (!text.empty()) text += "\f";
    for (const SheetLine& line : page) {
      if (line.style == SheetStyle::Heading) text += "\n";
      text += line.style == SheetStyle::Item ? fmt::format("  {:<26} {}\n", line.text, line.value) : line.text + "\n";
    }
  }
  return text;
}

std::string worksheet_markdown(const Drill& drill) {
  std::string text;
  for (const auto& page : {question_page(drill), answer_page(drill)}) {
    if (!text.empty()) text += "\n---\n\n";
    for (const SheetLine& line : page) {
      if (line.style == SheetStyle::Title) text += "# " + line.text + "\n\n";
      if (line.style == SheetStyle::Heading) text += "\n## " + line.text + "\n\n";
      if (line.style == SheetStyle::Body) text += line.text + "\n\n";
      if (line.style == SheetStyle::Item) {
        const bool blank = line.value.front() == '_';
        text += fmt::format("- {}: {}\n", line.text, blank ? "\\_\\_\\_\\_\\_\\_\\_\\_" : line.value);
      }
    }
  }
  return text;
}

}  // namespace core
