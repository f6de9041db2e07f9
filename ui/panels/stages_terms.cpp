// Two factors over one another, multiplied column by column and added up.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/attention/equation.h"
#include "ui/panels/stages_internal.h"
#include "ui/panels/stages_notes.h"
#include "ui/panels/value_menu.h"
#include "ui/widgets/colormap.h"
#include "ui/widgets/number_note.h"

namespace ui::stages {

namespace {

constexpr float kCell = 24;
constexpr float kNarrowest = 46;
constexpr float kWidest = 112;
constexpr float kOneLine = 64;           // CSS pixels; a longer heading is broken
constexpr std::size_t kEnoughTerms = 6;  // as many on the first line need no second one
constexpr std::size_t kMeasuredHeadings = 64;
constexpr double kTellingShare = 0.05;  // of all products: less needs no second line

float label_width(const Frame& frame, const Sentence& label) {
  float width = 0;
  for (const Phrase& phrase : label) width += text_width(frame.style(), TextRole::Number, phrase.text);
  return width;
}

std::string product_label(const TermTable& table) {
  return table.difference ? "change" : table.product_label;
}

struct Geometry {
  float labels = 0;  // width of the labels at the left
  float total = 0;   // width of "= 9.66" at the right
  float room = 0;    // for columns
};

Geometry measure(const Frame& frame, const TermTable& table, float width) {
  const Style& style = frame.style();
  Geometry geometry;
  geometry.labels = std::max({label_width(frame, table.left_label), label_width(frame, table.right_label),
                              text_width(style, TextRole::Number, product_label(table))});
  geometry.labels = std::min(geometry.labels, width / 3) + frame.px(kGap2);
  geometry.total = text_width(style, TextRole::NumberBold, "= +" + table_number(frame, table.total)) + frame.px(kGap2);
  geometry.room = width - geometry.labels - geometry.total;
  return geometry;
}

// A long heading takes two lines, so that more columns fit.
float heading_width(const Frame& frame, const std::string& heading) {
  const Style& style = frame.style();
  const float whole = text_width(style, TextRole::Caption, heading);
  if (whole <= frame.px(kOneLine)) return whole;
  float width = std::max(frame.px(kOneLine), whole / 2);
  // A word is not broken, and two lines are enough.
  for (std::size_t from = 0; from < heading.size();) {
    const std::size_t to = std::min(heading.find(' ', from), heading.size());
    width = std::max(width, text_width(style, TextRole::CaptionSemibold, heading.substr(from, to - from)));
    from = to + 1;
  }
  while (width < whole && wrap(style, TextRole::Caption, heading, width).size() > 2) width += frame.px(kGap1);
  return width;
}

float column_width(const Frame& frame, const TermTable::Column& column) {
  const Style& style = frame.style();
  float width = heading_width(frame, column.heading);
  for (const float value : {column.left, column.right, column.product}) {
    width = std::max(width, text_width(style, TextRole::Number, table_number(frame, -std::abs(value))));
  }
  return std::clamp(width + frame.px(kGap3), frame.px(kNarrowest), frame.px(kWidest));
}

struct PlacedTerm {
  std::size_t column;
  std::size_t line;
  float left, width;  // from the first column's left edge
};

// As many of the largest terms as fit; a second line only where what is left still tells something.
std::vector<PlacedTerm> place_terms(const Frame& frame, const TermTable& table, const Geometry& geometry) {
  double left = 0;  // of all products, without their signs
  for (const TermTable::Column& column : table.columns) left += static_cast<double>(std::abs(column.product));
  const double telling = left * kTellingShare;
  std::vector<PlacedTerm> placed;
  float x = 0;
  std::size_t line = 0;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const float width = column_width(frame, table.columns[i]);
    if (x > 0 && x + width > geometry.room) {
      if (left <= telling || line + 1 >= frame.term_lines || i >= kEnoughTerms) break;
      ++line;
      x = 0;
    }
    if (line > 0 && left <= telling) break;
    placed.push_back({i, line, x, width});
    left -= static_cast<double>(std::abs(table.columns[i].product));
    x += width;
  }
  return placed;
}

ImU32 factor_fill(const Frame& frame, Ink ink, float value, float largest) {
  const float share = largest > 0 ? std::abs(value) / largest : 0;
  const ImU32 color = ink == Ink::Plain ? frame.colors().second_text : ink_color(frame, ink);
  return sample_role(frame.style().theme, color, ink == Ink::Plain ? share * 0.6F : share);
}

std::string term_number(const Frame& frame, const TermTable& table, float value) {
  return table.difference ? change_number(frame, value) : table_number(frame, value);
}

void draw_factor(const Frame& frame, const TermTable& table, const ImRect& rect, Ink ink, float value, float largest) {
  const float share = largest > 0 ? value / largest : 0;
  const ImU32 fill =
      table.difference ? sample_signed(frame.style().theme, share) : factor_fill(frame, ink, value, largest);
  fill_rect(ImRect(rect.Min.x, rect.Min.y, rect.Max.x - 1, rect.Max.y - 1), fill, frame.px(2));
  draw_text_in(frame.style(), inset(rect, frame.px(6), 0), TextRole::Number, text_on(fill),
               term_number(frame, table, value), Align::Right);
}

// At the bottom of its place, right-aligned over the numbers; what does not fit in two lines is cut.
void draw_heading(const Frame& frame, const std::string& heading, const ImRect& rect, TextRole role, ImU32 color) {
  const Style& style = frame.style();
  const float line = line_height(style, TextRole::Caption);
  const std::vector<std::string_view> lines = wrap(style, role, heading, rect.GetWidth());
  const auto count = std::min<std::size_t>(lines.size(), rect.GetHeight() >= 2 * line ? 2 : 1);
  for (std::size_t i = 0; i < count; ++i) {
    const float top = rect.Max.y - line * static_cast<float>(count - i);
    const bool cut = i + 1 == count && lines.size() > count;
    const std::string_view rest(lines[i].data(), cut ? heading.data() + heading.size() - lines[i].data()
                                                     : static_cast<std::ptrdiff_t>(lines[i].size()));
    draw_text_in(style, ImRect(rect.Min.x, top, rect.Max.x, top + line), role, color, rest, Align::Right);
  }
}

void draw_labels(const Frame& frame, const TermTable& table, ImVec2 at, const Geometry& geometry) {
  const auto line = [&](int row, const Sentence& label) {
    const float top = at.y + frame.term_heading + static_cast<float>(row) * frame.px(kCell);
    const ImRect rect(at.x, top, at.x + geometry.labels - frame.px(kGap1), top + frame.px(kCell));
    for (const Phrase& phrase : label) {
      draw_text_in(frame.style(), rect, phrase.number ? TextRole::Number : TextRole::CaptionSemibold,
                   ink_color(frame, phrase.ink), phrase.text);
    }
  };
  line(0, table.left_label);
  line(1, table.right_label);
  line(2, {{product_label(table), Ink::Quiet, true}});
}

struct Largest {
  float left = 0, right = 0;
};

Largest largest_factors(const TermTable& table, std::size_t count) {
  Largest largest;
  for (std::size_t i = 0; i < count; ++i) {
    largest.left = std::max(largest.left, std::abs(table.columns[i].left));
    largest.right = std::max(largest.right, std::abs(table.columns[i].right));
  }
  return largest;
}

void open_product_menu(Frame& frame, const TermTable& table, const TermTable::Column& column, const ImRect& rect) {
  core::Matrix products(1, static_cast<Index>(table.columns.size()));
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    products(0, static_cast<Index>(i)) = table.columns[i].product;
  }
  open_value_menu(
      frame.view,
      number_menu(table.product_label + " of " + column.heading, column.product, "products, largest first", products),
      rect);
}

void draw_term(Frame& frame, const TermTable& table, const PlacedTerm& placed, ImVec2 at, float heading,
               const Largest& largest) {
  const Style& style = frame.style();
  const TermTable::Column& column = table.columns[placed.column];
  const float cell = frame.px(kCell);
  const ImRect rect(at.x, at.y, at.x + placed.width, at.y + heading + 3 * cell);
  const std::string product = read_out(frame, column.left) + " × " + read_out(frame, column.right);
  const std::string sign =
      core::equals_sign(static_cast<double>(column.product), product, frame.style().readout_decimals);
  const std::string tooltip =
      table.difference ? fmt::format("{}: the product changed by {}", column.heading, read_out(frame, column.product))
                       : fmt::format("{}: {}{}{}", column.heading, product, sign, read_out(frame, column.product));
  const Index id = column.index >= 0 ? column.index : static_cast<Index>(placed.column);
  ItemSpec spec;
  spec.tooltip = tooltip;
  spec.role = "term";
  spec.radius = 4;
  const ItemState state = item(frame.ui, fmt::format("{}.{}", table.name, id), rect, spec);
  const bool chosen = column.index >= 0 && column.index == table.chosen && table.picks != Picks::Nothing;
  if (state.hovered && table.picks != Picks::Nothing) fill_rect(rect, frame.colors().raised, frame.px(4));
  draw_heading(frame, column.heading,
               inset(ImRect(rect.Min.x, rect.Min.y, rect.Max.x, rect.Min.y + heading), frame.px(3), 0),
               chosen ? TextRole::CaptionSemibold : TextRole::Caption,
               chosen ? frame.colors().text : frame.colors().second_text);
  const auto row = [&](int number) {
    const float top = rect.Min.y + heading + static_cast<float>(number) * cell;
    return ImRect(rect.Min.x, top, rect.Max.x, top + cell);
  };
  draw_factor(frame, table, row(0), table.left_ink, column.left, largest.left);
  draw_factor(frame, table, row(1), table.right_ink, column.right, largest.right);
  draw_text_in(style, inset(row(2), frame.px(6), 0), TextRole::Number, frame.colors().text,
               term_number(frame, table, column.product), Align::Right);
  if (chosen) {
    const ImRect mark(rect.Min.x, row(0).Min.y, rect.Max.x - 1, row(1).Max.y - 1);
    stroke_rect(mark, frame.colors().weight, frame.px(2), frame.px(kFocusRing));
  }
  if (state.right_clicked && frame.stage == Stage::Mix && column.index >= 0) {
    open_at(frame, Opening::WeightMenu, frame.focus.query, column.index, rect);
  } else if (state.right_clicked && frame.stage == Stage::Scores) {
    open_at(frame, Opening::Menu, frame.focus.query, frame.focus.key, rect);  // the score that the terms add up to
  } else if (state.right_clicked) {
    open_product_menu(frame, table, column, rect);
  }
  if (state.clicked && column.index >= 0) {
    const VectorTab tab = frame.focus.vector == VectorTab::Value ? VectorTab::Query : frame.focus.vector;
    pick(frame, table.picks, column.index, tab);
  }
}

std::string rest_text(const Frame& frame, const TermTable& table, std::size_t shown) {
  const std::size_t left_out = table.columns.size() - shown;
  if (left_out == 0) return {};
  return fmt::format("+ {} more that add {}", left_out,
                     term_number(frame, table, static_cast<float>(rest_of(table, shown))));
}

}  // namespace

// Over all columns, also those that are left out, so that nothing below jumps when others come to the front.
float heading_height(const Frame& frame, const TermTable& table) {
  const Style& style = frame.style();
  bool two = false;
  for (std::size_t i = 0; i < std::min(table.columns.size(), kMeasuredHeadings) && !two; ++i) {
    const float room = column_width(frame, table.columns[i]) - frame.px(6);
    two = text_width(style, TextRole::CaptionSemibold, table.columns[i].heading) > room;
  }
  return (two ? 2 : 1) * line_height(style, TextRole::Caption) + frame.px(2);
}

float term_table_height(const Frame& frame, const TermTable& table, float width) {
  if (table.columns.empty()) return frame.px(kCell);
  const std::vector<PlacedTerm> placed = place_terms(frame, table, measure(frame, table, width));
  const float step = frame.term_heading + frame.px(3 * kCell + kGap1);
  const float rest =
      placed.size() < table.columns.size() ? frame.px(2) + line_height(frame.style(), TextRole::Caption) : 0;
  return static_cast<float>(placed.back().line + 1) * step - frame.px(kGap1) + rest;
}

float draw_term_table(Frame& frame, const TermTable& table, ImVec2 at, float width) {
  if (table.columns.empty()) {
    const ImRect rect(at.x, at.y, at.x + width, at.y + frame.px(kCell));
    draw_text_in(frame.style(), rect, TextRole::Caption, frame.colors().second_text,
                 "Every product is 0: they add up to " + table_number(frame, table.total));
    return frame.px(kCell);
  }
  const Geometry geometry = measure(frame, table, width);
  const std::vector<PlacedTerm> placed = place_terms(frame, table, geometry);
  const Largest largest = largest_factors(table, placed.size());
  const float line_step = frame.term_heading + frame.px(3 * kCell + kGap1);
  const std::size_t lines = placed.back().line + 1;
  for (std::size_t line = 0; line < lines; ++line) {
    draw_labels(frame, table, ImVec2(at.x, at.y + static_cast<float>(line) * line_step), geometry);
  }
  for (const PlacedTerm& one : placed) {
    const ImVec2 corner(at.x + geometry.labels + one.left, at.y + static_cast<float>(one.line) * line_step);
    draw_term(frame, table, one, corner, frame.term_heading, largest);
  }
  const float bottom = at.y + static_cast<float>(lines) * line_step - frame.px(kGap1);
  const float end = at.x + geometry.labels + placed.back().left + placed.back().width;
  register_area(frame.ui, table.name, ImRect(at.x, at.y, at.x + width, bottom), "terms");
  const float total_left = std::max(end, at.x) + frame.px(kGap2);
  const std::string total = "= " + term_number(frame, table, table.total);
  const ImRect total_place(total_left, bottom - frame.px(kCell),
                           std::min(at.x + width, total_left + text_width(frame.style(), TextRole::NumberBold, total)),
                           bottom);
  draw_text_in(frame.style(), total_place, TextRole::NumberBold, frame.colors().text, total);
  number_note(frame.ui, table.name + ".total", total_place, [&] { return sum_note(frame, table, 0); });
  const std::string rest = rest_text(frame, table, placed.size());
  if (rest.empty()) return bottom - at.y;
  const float height = line_height(frame.style(), TextRole::Caption);
  const ImVec2 corner(at.x + geometry.labels, bottom + frame.px(2));
  draw_text(frame.style(), corner, TextRole::Caption, frame.colors().second_text, rest);
  const float rest_width = text_width(frame.style(), TextRole::Caption, rest);
  number_note(frame.ui, table.name + ".rest", ImRect(corner.x, corner.y, corner.x + rest_width, corner.y + height),
              [&] { return sum_note(frame, table, placed.size()); });
  return bottom + frame.px(2) + height - at.y;
}

}  // namespace ui::stages
