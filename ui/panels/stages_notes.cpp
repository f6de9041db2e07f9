#include "ui/panels/stages_notes.h"

#include <fmt/format.h>

#include <cmath>

#include "ui/panels/arithmetic.h"

namespace ui::stages {

namespace {

// The row's numbers as read-outs, each under its heading.
std::string columns_text(const Frame& frame, const RowTable& table, Index row) {
  std::string text;
  for (const RowTable::Column& column : table.columns) {
    if (column.heading.empty() || static_cast<std::size_t>(row) >= column.numbers.size()) continue;
    const float value = column.numbers[static_cast<std::size_t>(row)];
    text += fmt::format("\n{}  {}{}", column.heading, table.difference && value > 0 ? "+" : "", read_out(frame, value));
  }
  return text;
}

}  // namespace

std::string row_note(const Frame& frame, const RowTable& table, Index row) {
  if (!table.notes.empty()) {
    return note_arithmetic(table.notes[static_cast<std::size_t>(row)], frame.trace(), frame.focus);
  }
  const Index index = table.indices.empty() ? row : table.indices[static_cast<std::size_t>(row)];
  const bool numbers =
      (table.picks == Picks::Key && frame.stage != Stage::Words) || table.picks == Picks::StreamComponent;
  if (numbers) {
    return cell_arithmetic(frame.stage, frame.trace(), frame.focus, frame.focus.query, index) +
           columns_text(frame, table, row);
  }
  if (table.picks == Picks::Query) return "Choose this word: its row is computed here";
  return {};
}

std::string footer_note(const Frame& frame, const RowTable& table, const RowTable::Column& column) {
  std::vector<core::Term> terms;
  for (std::size_t row = 0; row < column.numbers.size(); ++row) {
    const float value = column.numbers[row];
    if (value == 0 || !std::isfinite(value)) continue;
    const std::vector<std::string>& words = table.columns.front().texts;
    terms.push_back({row < words.size() ? words[row] : std::to_string(row), value, 1, value});
  }
  return sum_arithmetic(column.heading + " adds up to", terms, frame.style().readout_decimals);
}

std::string sum_note(const Frame& frame, const TermTable& table, std::size_t first) {
  std::vector<core::Term> terms;
  for (std::size_t i = first; i < table.columns.size(); ++i) {
    const TermTable::Column& column = table.columns[i];
    if (column.product == 0) continue;
    terms.push_back(table.difference ? core::Term{column.heading, column.product, 1, column.product}
                                     : core::Term{column.heading, column.left, column.right, column.product});
  }
  const std::size_t zeros = table.columns.size() - first - terms.size();
  const std::string heading = table.difference ? "the products' changes add up to" : "the products add up to";
  std::string text = sum_arithmetic(heading, terms, frame.style().readout_decimals);
  if (zeros > 0) text += fmt::format("\n{} more are 0", zeros);
  return text;
}

}  // namespace ui::stages
