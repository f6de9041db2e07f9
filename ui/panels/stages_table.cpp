// Rows and columns of a stage: words, components, scaled scores, weights, the sum of the stream.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "ui/panels/stages_internal.h"
#include "ui/panels/stages_notes.h"
#include "ui/panels/stages_parts.h"
#include "ui/panels/value_menu.h"
#include "ui/panels/words_menu.h"
#include "ui/widgets/number_note.h"

namespace ui::stages {

namespace {

constexpr float kRow = 24;
constexpr float kShortestBar = 36;
constexpr float kLongestBar = 150;
constexpr float kWidestText = 220;

struct PlacedColumn {
  const RowTable::Column* column;
  std::size_t number;  // in the table
  float left = 0, width = 0;
  float bar = 0;  // width of the bar at its right
  float largest = 0;
};

bool is_headed(const RowTable& table) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [](const RowTable::Column& column) { return !column.heading.empty(); });
}

bool is_text(const RowTable::Column& column) {
  return column.numbers.empty() && !column.texts.empty();
}

std::string number_text(const Frame& frame, const RowTable& table, float value, int decimals = -1) {
  return table.difference ? change_number(frame, value, decimals) : table_number(frame, value, decimals);
}

std::string cell_text(const Frame& frame, const RowTable& table, const RowTable::Column& column, std::size_t row) {
  if (is_text(column)) return column.texts[row];
  return row < column.numbers.size() ? number_text(frame, table, column.numbers[row], column.decimals) : std::string();
}

// The longest text of a column is measured over all rows of short tables; long ones are sampled by their extremes.
float wanted_width(const Frame& frame, const RowTable& table, std::size_t number) {
  const RowTable::Column& column = table.columns[number];
  const Style& style = frame.style();
  float width = text_width(style, TextRole::Caption, column.heading);
  if (is_text(column)) {
    std::size_t longest = 0;
    for (const std::string& text : column.texts) {
      if (text.size() + 2 < longest) continue;
      longest = std::max(longest, text.size());
      width = std::max(width, text_width(style, TextRole::CaptionSemibold, text));
    }
    return std::min(width, frame.px(kWidestText));
  }
  float least = 0, most = 0;
  for (const float value : column.numbers) {
    if (!std::isfinite(value)) continue;
    least = std::min(least, value);
    most = std::max(most, value);
  }
  for (const float value : {least, most}) {
    width = std::max(width, text_width(style, TextRole::Number, number_text(frame, table, value, column.decimals)));
  }
  if (number < table.footer.size() && std::isfinite(table.footer[number])) {
    width = std::max(width, text_width(style, TextRole::NumberBold, number_text(frame, table, table.footer[number])));
  }
  return width;
}

float largest_of(const RowTable::Column& column) {
  float largest = 0;
  for (const float value : column.numbers) {
    if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  }
  return largest;
}

float total_width(const std::vector<PlacedColumn>& columns, float gap) {
  float total = 0;
  for (const PlacedColumn& one : columns) total += one.width + gap;
  return columns.empty() ? 0 : total - gap;
}

std::vector<PlacedColumn> place_columns(const Frame& frame, const RowTable& table, float left, float width) {
  const float gap = frame.px(kGap4);
  std::vector<PlacedColumn> placed;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    placed.push_back({&table.columns[i], i, 0, wanted_width(frame, table, i), 0, largest_of(table.columns[i])});
  }
  const float room = width - 2 * frame.px(kGap2);
  while (total_width(placed, gap) > room) {
    const auto spare =
        std::find_if(placed.rbegin(), placed.rend(), [](const PlacedColumn& one) { return !one.column->essential; });
    if (spare == placed.rend()) break;
    placed.erase(std::next(spare).base());
  }
  // Long words give way first, then nothing is left to give.
  const float over = total_width(placed, gap) - room;
  if (over > 0 && !placed.empty()) {
    auto widest = std::max_element(placed.begin(), placed.end(), [](const PlacedColumn& a, const PlacedColumn& b) {
      return (is_text(*a.column) ? a.width : 0) < (is_text(*b.column) ? b.width : 0);
    });
    widest->width = std::max(frame.px(40), widest->width - over);
  }
  const float bars = static_cast<float>(
      std::count_if(placed.begin(), placed.end(), [](const PlacedColumn& one) { return one.column->bar; }));
  const float spare = bars == 0 ? 0 : (room - total_width(placed, gap)) / bars - frame.px(kGap2);
  float x = left + frame.px(kGap2);
  for (PlacedColumn& one : placed) {
    one.left = std::floor(x);
    if (one.column->bar && spare >= frame.px(kShortestBar))
      one.bar = std::min(std::floor(spare), frame.px(kLongestBar));
    x += one.width + gap + (one.bar > 0 ? one.bar + frame.px(kGap2) : 0);
  }
  return placed;
}

void draw_bar(const Frame& frame, const PlacedColumn& one, float value, float top, ImU32 color) {
  if (one.bar <= 0 || one.largest <= 0 || !std::isfinite(value)) return;
  const bool has_negative = std::any_of(one.column->numbers.begin(), one.column->numbers.end(),
                                        [](float number) { return number < 0 && std::isfinite(number); });
  const float left = one.left + one.width + frame.px(kGap2);
  const float zero = has_negative ? std::floor(left + one.bar / 2) : left;
  const float reach = (has_negative ? one.bar / 2 : one.bar) * value / one.largest;
  const float middle = top + frame.px(kRow) / 2;
  const ImRect bar(std::min(zero, zero + reach), middle - frame.px(4), std::max(zero, zero + reach),
                   middle + frame.px(4));
  vertical_line(zero, top + frame.px(4), top + frame.px(kRow - 4), frame.colors().line, frame.style().hairline());
  if (bar.GetWidth() >= 0.5F) fill_rect(bar, color, frame.px(2));
}

void draw_cell(const Frame& frame, const RowTable& table, const PlacedColumn& one, std::size_t row, float top) {
  const bool quiet = !table.quiet.empty() && table.quiet[row];
  const bool chosen = static_cast<Index>(row) == table.chosen;
  const ImU32 color = quiet ? frame.colors().second_text : ink_color(frame, one.column->ink);
  const ImRect rect(one.left, top, one.left + one.width, top + frame.px(kRow));
  const std::string text = cell_text(frame, table, *one.column, row);
  if (is_text(*one.column)) {
    draw_text_in(frame.style(), rect, chosen ? TextRole::CaptionSemibold : TextRole::Caption, color, text);
    return;
  }
  draw_text_in(frame.style(), rect, chosen ? TextRole::NumberBold : TextRole::Number, color, text, Align::Right);
  if (row >= one.column->numbers.size() || !one.column->bar) return;
  if (table.difference) {
    return draw_bar(frame, one, one.column->numbers[row], top, change_color(frame, one.column->numbers[row]));
  }
  const ImU32 fill = one.column->ink == Ink::Plain || one.column->ink == Ink::Quiet ? frame.colors().outline : color;
  draw_bar(frame, one, one.column->numbers[row], top,
           chosen && fill == frame.colors().outline ? frame.colors().weight : fill);
}

void draw_row_ground(const Frame& frame, const RowTable& table, std::size_t row, const ImRect& rect,
                     const PartsEvent& event) {
  const float radius = frame.px(4);
  const bool chosen = static_cast<Index>(row) == table.chosen;
  const bool hovered = event.hovered && *event.hovered == static_cast<Index>(row) && table.picks != Picks::Nothing;
  if (chosen && table.picks != Picks::Nothing) fill_rect(rect, frame.colors().tint, radius);
  if (hovered && !chosen) fill_rect(rect, frame.colors().raised, radius);
  if (chosen && event.state.focus_visible) stroke_rect(rect, frame.colors().weight, radius, frame.px(kFocusRing));
  if (!table.edited.empty() && table.edited[row]) {
    fill_circle(ImVec2(rect.Min.x + frame.px(3), rect.GetCenter().y), frame.px(3), frame.colors().edited);
  }
}

void draw_headings(const Frame& frame, const std::vector<PlacedColumn>& columns, float top) {
  for (const PlacedColumn& one : columns) {
    const ImRect rect(one.left, top, one.left + one.width, top + frame.px(kRow));
    draw_text_in(frame.style(), rect, TextRole::Caption, frame.colors().second_text, one.column->heading,
                 is_text(*one.column) ? Align::Left : Align::Right);
  }
}

float draw_footer(const Frame& frame, const RowTable& table, const std::vector<PlacedColumn>& columns, ImVec2 at,
                  float width) {
  if (table.footer.empty()) return 0;
  horizontal_line(at.x, at.x + width, at.y, frame.colors().line, frame.style().hairline());
  for (const PlacedColumn& one : columns) {
    const ImRect rect(one.left, at.y, one.left + one.width, at.y + frame.px(kRow));
    if (one.number == 0) {
      draw_text_in(frame.style(), rect, TextRole::CaptionSemibold, frame.colors().text, table.footer_label);
    }
    if (one.number >= table.footer.size() || !std::isfinite(table.footer[one.number])) continue;
    draw_text_in(frame.style(), rect, TextRole::NumberBold, frame.colors().text,
                 number_text(frame, table, table.footer[one.number]), Align::Right);
    number_note(frame.ui, fmt::format("{}.sum.{}", table.name, one.number), rect,
                [&] { return footer_note(frame, table, *one.column); });
  }
  return frame.px(kRow);
}

// The menu of a number whose row is the table's column.
void open_row_menu(Frame& frame, const RowTable& table, Index row, const ImRect& line) {
  const std::vector<float>& numbers = table.columns.back().numbers;
  if (static_cast<std::size_t>(row) >= numbers.size()) return;
  const core::Matrix column = Eigen::Map<const core::Matrix>(numbers.data(), 1, static_cast<Index>(numbers.size()));
  open_value_menu(frame.view,
                  number_menu(table.columns.front().texts[static_cast<std::size_t>(row)],
                              numbers[static_cast<std::size_t>(row)], "numbers of the sum", column),
                  line);
}

void answer(Frame& frame, const RowTable& table, const PartsEvent& event, const ImRect& body) {
  const auto index_of = [&](Index row) {
    return table.indices.empty() ? row : table.indices[static_cast<std::size_t>(row)];
  };
  if (event.chosen) {
    pick(frame, table.picks, index_of(*event.chosen));
    const float top = body.Min.y + frame.px(kRow) * static_cast<float>(*event.chosen);
    ImGui::ScrollToRect(ImGui::GetCurrentWindow(), ImRect(body.Min.x, top, body.Min.x + 1, top + frame.px(kRow)));
  }
  if (event.opened && table.editable) {
    const float top = body.Min.y + frame.px(kRow) * static_cast<float>(*event.opened);
    open_at(frame, Opening::ScoreEntry, frame.focus.query, index_of(*event.opened),
            ImRect(body.Min.x, top, body.Max.x, top + frame.px(kRow)));
  }
  if (event.hovered && table.picks == Picks::Key) frame.view.transient.next_hover_key = index_of(*event.hovered);
  if (event.hovered && table.picks == Picks::Query) frame.view.transient.next_hover_query = index_of(*event.hovered);
  if (!event.menu) return;
  const float top = body.Min.y + frame.px(kRow) * static_cast<float>(*event.menu);
  const ImRect line(body.Min.x, top, body.Max.x, top + frame.px(kRow));
  if (frame.stage == Stage::Words) {
    const bool second = table.picks != Picks::Query;
    return open_words_menu(frame.view, index_of(*event.menu), second, line);
  }
  if (table.picks == Picks::Nothing) return open_row_menu(frame, table, *event.menu, line);
  pick(frame, table.picks, index_of(*event.menu));
  open_at(frame, Opening::Menu, menu_row(frame, table.picks, VectorTab::Query), index_of(*event.menu),
          ImRect(body.Min.x, top, body.Min.x + frame.px(kRow), top + frame.px(kRow)));
}

// Brings the chosen row into view when it was chosen elsewhere; a table that opens starts at its top.
void follow_chosen(Frame& frame, const RowTable& table, const ImRect& body) {
  StagesView& view = frame.view.transient.stages;
  const bool moved = view.table == table.name && view.table_row != table.chosen && table.chosen >= 0;
  view.table = table.name;
  view.table_row = table.chosen;
  if (!moved) return;
  const float top = body.Min.y + frame.px(kRow) * static_cast<float>(table.chosen);
  ImGui::ScrollToRect(ImGui::GetCurrentWindow(), ImRect(body.Min.x, top, body.Min.x + 1, top + frame.px(kRow)));
}

}  // namespace

float row_table_height(const Frame& frame, const RowTable& table) {
  const std::size_t rows = table.rows + (is_headed(table) ? 1 : 0) + (table.footer.empty() ? 0 : 1);
  return frame.px(kRow) * static_cast<float>(rows);
}

float draw_row_table(Frame& frame, const RowTable& table, ImVec2 at, float width) {
  const float row_height = frame.px(kRow);
  const std::vector<PlacedColumn> columns = place_columns(frame, table, at.x, width);
  const bool headed = is_headed(table);
  float top = at.y;
  if (headed) {
    draw_headings(frame, columns, top);
    top += row_height;
  }
  const auto count = static_cast<Index>(table.rows);
  const ImRect body(at.x, top, at.x + width, top + row_height * static_cast<float>(count));
  PartsSpec spec;
  spec.name = table.name;
  spec.role = "table";
  spec.rect = body;
  spec.count = count;
  spec.chosen = table.chosen;
  spec.hovered = part_at(ImGui::GetIO().MousePos.y, top, row_height, count);
  spec.tooltip = [&](Index row) { return row_note(frame, table, row); };
  const PartsEvent event = parts(frame, spec);
  const ImRect& clip = ImGui::GetCurrentWindow()->ClipRect;
  const Visible visible = visible_parts(clip.Min.y, clip.Max.y, top, row_height, count);
  for (Index row = visible.from; row < visible.to; ++row) {
    const float y = top + row_height * static_cast<float>(row);
    const ImRect rect(at.x, y, at.x + width, y + row_height);
    const Index index = table.indices.empty() ? row : table.indices[static_cast<std::size_t>(row)];
    register_area(frame.ui, fmt::format("{}.{}", table.name, index), rect, "row");
    draw_row_ground(frame, table, static_cast<std::size_t>(row), rect, event);
    for (const PlacedColumn& one : columns) draw_cell(frame, table, one, static_cast<std::size_t>(row), y);
  }
  answer(frame, table, event, body);
  if (table.picks == Picks::Key || table.picks == Picks::Query) follow_chosen(frame, table, body);
  return body.Max.y - at.y + draw_footer(frame, table, columns, ImVec2(at.x, body.Max.y), width);
}

}  // namespace ui::stages
