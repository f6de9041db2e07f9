// The aligned bars of the compare view.
#include "ui/panels/view_compare_row.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/attention/equation.h"
#include "ui/panels/arithmetic.h"
#include "ui/panels/stages_parts.h"
#include "ui/panels/value_menu.h"
#include "ui/run_questions.h"
#include "ui/widgets/colormap.h"

namespace ui {

using core::Index;
using stages::Frame;

namespace {

constexpr float kRow = 24;  // CSS pixels of a pair of words

struct Columns {
  ImRect first_word, first_bar, second_word, second_bar, difference;  // x ranges
};

Columns columns_of(const Frame& frame, float left, float width) {
  ImRect rest(left, 0, left + width, 1);
  const float gap = frame.px(kGap2);
  Columns columns;
  columns.difference = cut_right(rest, ImTrunc(width * 0.22F), gap);
  const float word = ImTrunc(rest.GetWidth() * 0.22F);
  columns.first_word = cut_left(rest, word, gap);
  columns.second_word = cut_right(rest, word, gap);
  columns.first_bar = cut_left(rest, ImTrunc((rest.GetWidth() - gap) / 2), gap);
  columns.second_bar = rest;
  return columns;
}

ImRect in_row(const ImRect& column, float top, float height) {
  return ImRect(column.Min.x, top, column.Max.x, top + height);
}

void draw_weight(const Frame& frame, ImRect place, std::optional<float> weight, float most, bool mirrored) {
  if (!weight) return;
  const float number = text_width(frame.style(), TextRole::NumberSmall, "0.00 ");
  const ImRect text = mirrored ? cut_left(place, number) : cut_right(place, number);
  draw_text_in(frame.style(), text, TextRole::NumberSmall, frame.colors().text,
               format_number(*weight, frame.style().cell_decimals), mirrored ? Align::Left : Align::Right);
  const ImRect track = inset(place, 0, frame.px(8));
  fill_rect(track, frame.colors().raised, frame.px(2));
  const float length = std::min(std::abs(*weight) / most, 1.0F) * track.GetWidth();
  if (length <= 0) return;
  const ImRect bar = mirrored ? ImRect(track.Min.x, track.Min.y, track.Min.x + std::max(1.0F, length), track.Max.y)
                              : ImRect(track.Max.x - std::max(1.0F, length), track.Min.y, track.Max.x, track.Max.y);
  fill_rect(bar, *weight < 0 ? sample_signed(frame.style().theme, -1.0F) : frame.colors().weight, frame.px(2));
}

// 1, or the largest weight of either row where there is no softmax.
float largest_weight(const ComparedRow& row) {
  float most = 1;
  for (const auto* weights : {&row.first, &row.second}) {
    for (const std::optional<float>& weight : *weights) most = std::max(most, std::abs(weight.value_or(0)));
  }
  return most;
}

// A bar to the right of the middle for more in the second text, to the left for less.
void draw_difference(const Frame& frame, ImRect place, std::optional<float> difference) {
  if (!difference) return;
  const float number = text_width(frame.style(), TextRole::NumberSmall, "+0.00 ");
  draw_text_in(frame.style(), cut_right(place, number), TextRole::NumberSmall, frame.colors().text,
               format_signed(*difference, frame.style().cell_decimals), Align::Right);
  const ImRect track = inset(place, 0, frame.px(8));
  const float middle = std::floor(track.GetCenter().x);
  const float end = middle + std::clamp(*difference, -1.0F, 1.0F) * track.GetWidth() / 2;
  vertical_line(middle, place.Min.y + frame.px(4), place.Max.y - frame.px(4), frame.colors().line,
                frame.style().hairline());
  fill_rect(ImRect(std::min(middle, end), track.Min.y, std::max(middle, end), track.Max.y),
            sample_signed(frame.style().theme, *difference < 0 ? -1.0F : 1.0F));
}

void draw_headings(const Frame& frame, const Columns& columns, float top) {
  const float height = frame.px(kRow);
  const ImU32 quiet = frame.colors().second_text;
  const auto heading = [&](const ImRect& column, const char* text, Align align) {
    draw_text_in(frame.style(), in_row(column, top, height), TextRole::Caption, quiet, text, align);
  };
  heading(ImRect(columns.first_word.Min.x, 0, columns.first_bar.Max.x, 1), "this sentence", Align::Left);
  heading(ImRect(columns.second_bar.Min.x, 0, columns.second_word.Max.x, 1), "the second text", Align::Right);
  heading(columns.difference, "second − first", Align::Right);
}

}  // namespace

std::string compared_word(const core::Tokens& tokens, std::optional<Index> at) {
  return at ? tokens[static_cast<std::size_t>(*at)].text : std::string("—");
}

namespace {

std::string compared_arithmetic(const Frame& frame, const ComparedRow& row, std::size_t pair) {
  std::string text;
  const auto number = [&](float value) { return stages::read_out(frame, value); };
  if (const auto difference = row.difference(pair)) {
    const std::string line = number(row.second[pair].value_or(0)) + " − " + number(row.first[pair].value_or(0));
    text = fmt::format("second − first: {}{}", *difference > 0 ? "+" : "",
                       core::equation(static_cast<double>(*difference), line, frame.style().readout_decimals));
  }
  core::Selection at = frame.view.selection;
  const auto add = [&](const char* where, const PanelInput& input, core::Index query, std::optional<Index> key) {
    if (!key) return;
    text += fmt::format("{}{}: {}", text.empty() ? "" : "\n", where, weight_arithmetic(input, at, {query, *key}));
  };
  add("this sentence", frame.input, at.query, row.keys[pair].first);
  if (!row.second_query) return text;
  PanelInput other = frame.input;
  other.trace = frame.input.compared;
  add("the second text", other, *row.second_query, row.keys[pair].second);
  return text;
}

}  // namespace

float draw_compared_row(Frame& frame, const ComparedRow& row, ImVec2 at, float width) {
  core::Selection& selection = frame.view.selection;
  const Columns columns = columns_of(frame, at.x, width);
  draw_headings(frame, columns, at.y);
  const float height = frame.px(kRow);
  const float start = at.y + height;
  const auto count = static_cast<Index>(row.keys.size());
  stages::PartsSpec spec;
  spec.name = "compare.row";
  spec.rect = ImRect(at.x, start, at.x + width, start + height * static_cast<float>(count));
  spec.count = count;
  spec.hovered = stages::part_at(ImGui::GetMousePos().y, start, height, count);
  for (Index i = 0; i < count; ++i) {
    const auto& first = row.keys[static_cast<std::size_t>(i)].first;
    if (first && selection.key == *first) spec.chosen = i;
  }
  spec.tooltip = [&](Index i) { return compared_arithmetic(frame, row, static_cast<std::size_t>(i)); };
  const stages::PartsEvent event = stages::parts(frame, spec);
  const float most = largest_weight(row);
  if (event.chosen && row.keys[static_cast<std::size_t>(*event.chosen)].first) {
    select_key(selection, *row.keys[static_cast<std::size_t>(*event.chosen)].first);
  }
  if (event.menu && row.keys[static_cast<std::size_t>(*event.menu)].first) {
    const Index key = *row.keys[static_cast<std::size_t>(*event.menu)].first;
    const float top = start + height * static_cast<float>(*event.menu);
    open_value_menu(frame.view, weight_menu(frame.input, frame.view, selection.query, key),
                    ImRect(at.x, top, at.x + width, top + height));
  }
  const stages::Visible visible = stages::visible_parts(
      ImGui::GetWindowPos().y, ImGui::GetWindowPos().y + ImGui::GetWindowHeight(), start, height, count);
  for (Index i = visible.from; i < visible.to; ++i) {
    const auto at_pair = static_cast<std::size_t>(i);
    const AlignedPair& pair = row.keys[at_pair];
    const float top = start + height * static_cast<float>(i);
    const ImRect line(at.x, top, at.x + width, top + height);
    register_area(frame.ui, fmt::format("compare.row.{}", i), line, "row");
    if (i == spec.chosen) fill_rect(line, frame.colors().tint, frame.px(4));
    if (event.hovered == i) stroke_rect(line, frame.colors().line, frame.px(4), frame.style().hairline());
    const TextRole role = pair.same ? TextRole::Caption : TextRole::CaptionSemibold;
    const ImU32 color = pair.same ? frame.colors().text : frame.colors().edited;
    draw_text_in(frame.style(), in_row(columns.first_word, top, height), role, color,
                 " " + compared_word(key_tokens(frame.trace(), selection), pair.first));
    draw_text_in(frame.style(), in_row(columns.second_word, top, height), role, color,
                 compared_word(key_tokens(*frame.input.compared, selection), pair.second) + " ", Align::Right);
    draw_weight(frame, in_row(columns.first_bar, top, height), row.first[at_pair], most, false);
    draw_weight(frame, in_row(columns.second_bar, top, height), row.second[at_pair], most, true);
    draw_difference(frame, in_row(columns.difference, top, height), row.difference(at_pair));
  }
  return height * static_cast<float>(count + 1);
}

}  // namespace ui
