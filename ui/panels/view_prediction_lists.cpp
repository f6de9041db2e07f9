#include "ui/panels/view_prediction_lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/attention/equation.h"
#include "core/numbers.h"
#include "ui/panels/stages_parts.h"
#include "ui/panels/value_menu.h"
#include "ui/panels/view_prediction_data.h"
#include "ui/panels/word_names.h"

namespace ui {

namespace {

using core::ExpectedWord;
using core::Index;
using core::LensLayer;
using core::Prediction;
using stages::Frame;

constexpr float kRow = 24;  // CSS pixels
constexpr std::string_view kShareReason =
    "e to the power of its logit less the largest one, over the sum of the same of every word of the vocabulary";

struct Columns {
  ImRect word, bar, now, change;  // x ranges
};

Columns columns_of(const Frame& frame, float left, float width, bool edited) {
  ImRect rest(left, 0, left + width, 1);
  const auto number = [&](const char* widest) { return text_width(frame.style(), TextRole::NumberSmall, widest); };
  Columns columns;
  if (edited) columns.change = cut_right(rest, number("+00.00 before 00.00 %"), frame.px(kGap1));
  columns.now = cut_right(rest, number("<00.01 %"), frame.px(kGap2));
  columns.word = cut_left(rest, ImTrunc(rest.GetWidth() * 0.46F), frame.px(kGap2));
  columns.bar = rest;
  return columns;
}

ImRect in_line(const ImRect& column, const ImRect& line) {
  return ImRect(column.Min.x, line.Min.y, column.Max.x, line.Max.y);
}

void draw_bar(const Frame& frame, const ImRect& place, double share, ImU32 color) {
  const ImRect track = inset(place, 0, frame.px(9));
  fill_rect(track, frame.colors().raised, frame.px(2));
  const float length = static_cast<float>(std::clamp(share, 0.0, 1.0)) * track.GetWidth();
  if (length <= 0) return;
  fill_rect(ImRect(track.Min.x, track.Min.y, track.Min.x + std::max(1.0F, length), track.Max.y), color, frame.px(2));
}

// Where the bar ended before the edits.
void draw_ghost(const Frame& frame, const ImRect& place, double share) {
  const ImRect track = inset(place, 0, frame.px(6));
  const float x = track.Min.x + static_cast<float>(std::clamp(share, 0.0, 1.0)) * track.GetWidth();
  vertical_line(std::min(x, track.Max.x - 1), track.Min.y, track.Max.y, frame.colors().edited, frame.px(2));
}

void draw_word_line(const Frame& frame, const Columns& columns, const ImRect& line, const ExpectedWord& word,
                    bool edited, bool is_former) {
  const Palette& colors = frame.colors();
  const ImU32 ink = is_former ? colors.second_text : colors.text;
  draw_text_in(frame.style(), in_line(columns.word, line), TextRole::Body, ink, expected_text(word.word));
  draw_bar(frame, in_line(columns.bar, line), word.word.probability, colors.weight);
  draw_text_in(frame.style(), in_line(columns.now, line), TextRole::NumberSmall, ink,
               probability_text(word.word.probability), Align::Right);
  if (!edited) return;
  draw_ghost(frame, in_line(columns.bar, line), word.before);
  const double change = word.word.probability - word.before;
  const bool seen = std::abs(change) >= 5e-5;  // else it is written as 0.00, which neither rose nor fell
  draw_text_in(frame.style(), in_line(columns.change, line), TextRole::NumberSmall,
               seen ? stages::change_color(frame, static_cast<float>(change)) : colors.second_text,
               fmt::format("{} before {}", points_text(change), probability_text(word.before)), Align::Right);
}

std::string word_tooltip(const ExpectedWord& word, bool edited, int decimals) {
  std::string text =
      fmt::format("{} is “{}” in the vocabulary, id {}\nprobability {}", expected_text(word.word), word.word.piece,
                  word.word.id, share_arithmetic(word.word.probability, word.word.share, decimals));
  if (edited) {
    const std::string line =
        fmt::format("{} − {} before your edits", core::number_text(word.word.probability, decimals),
                    core::number_text(word.before, decimals));
    text += "\nchange " + core::equation(word.word.probability - word.before, line, decimals);
  }
  return text + "\n" + std::string(kShareReason);
}

float draw_heading(const Frame& frame, ImVec2 at, float width, std::string_view text) {
  return draw_paragraph(frame.style(), at, width, TextRole::Caption, frame.colors().second_text, text) +
         frame.px(kGap1);
}

// A list of equal lines as one item: `draw` gets each visible one.
template <typename Draw>
stages::PartsEvent draw_list(Frame& frame, stages::PartsSpec spec, float height, Draw draw) {
  spec.hovered = stages::part_at(ImGui::GetMousePos().y, spec.rect.Min.y, height, spec.count);
  stages::PartsEvent event = stages::parts(frame, spec);
  const float top = ImGui::GetWindowPos().y;
  const stages::Visible visible =
      stages::visible_parts(top, top + ImGui::GetWindowHeight(), spec.rect.Min.y, height, spec.count);
  for (Index i = visible.from; i < visible.to; ++i) {
    const float y = spec.rect.Min.y + height * static_cast<float>(i);
    const ImRect line(spec.rect.Min.x, y, spec.rect.Max.x, y + height);
    if (i == spec.chosen) fill_rect(line, frame.colors().tint, frame.px(4));
    if (event.hovered == i) stroke_rect(line, frame.colors().line, frame.px(4), frame.style().hairline());
    draw(i, line);
  }
  return event;
}

// "x" or "layer 3", and the word that a model ending there would expect most.
void draw_layer_line(const Frame& frame, const ImRect& line, const LensLayer& layer, int expected) {
  const Style& style = frame.style();
  const Palette& colors = frame.colors();
  ImRect rest = line;
  const auto number = [&](const char* widest) { return text_width(style, TextRole::NumberSmall, widest); };
  const ImRect label = cut_left(rest, text_width(style, TextRole::Caption, "layer 000"), frame.px(kGap2));
  const ImRect rank = cut_right(rest, number("00000th"), frame.px(kGap2));
  const ImRect share = cut_right(rest, number("<00.01 %"), frame.px(kGap2));
  const ImRect bar = cut_right(rest, ImTrunc(rest.GetWidth() * 0.28F), frame.px(kGap2));
  draw_text_in(style, label, TextRole::Caption, colors.second_text,
               layer.layer < 0 ? std::string(" x") : fmt::format(" layer {}", layer.layer));
  const bool same = !layer.words.empty() && layer.words.front().id == expected;
  if (!layer.words.empty()) {
    const std::string first =
        expected_text(layer.words.front()) + " " + probability_text(layer.words.front().probability);
    const float width = std::min(rest.GetWidth(), text_width(style, TextRole::CaptionSemibold, first));
    draw_text_in(style, cut_left(rest, width, frame.px(kGap2)), TextRole::CaptionSemibold,
                 same ? colors.weight : colors.text, first);
  }
  std::string others;
  for (std::size_t i = 1; i < layer.words.size(); ++i) others += expected_text(layer.words[i]) + "  ";
  if (rest.GetWidth() > frame.px(40)) draw_text_in(style, rest, TextRole::Caption, colors.second_text, others);
  draw_bar(frame, bar, layer.probability, colors.weight);
  draw_text_in(style, share, TextRole::NumberSmall, colors.text, probability_text(layer.probability), Align::Right);
  draw_text_in(style, rank, TextRole::NumberSmall, colors.second_text, core::ordinal(layer.rank + 1), Align::Right);
}

std::string layer_tooltip(const LensLayer& layer, const core::PredictedWord& expected, int decimals) {
  std::string text =
      layer.layer < 0 ? "If no layer came after x" : fmt::format("If layer {} were the last", layer.layer);
  for (std::size_t i = 0; i < layer.words.size(); ++i) {
    text += fmt::format("{}{} {}", i == 0 ? ": " : ", ", expected_text(layer.words[i]),
                        probability_text(layer.words[i].probability));
  }
  text += fmt::format("\n{} would be {}, after {} with larger logits: {}", expected_text(expected),
                      core::ordinal(layer.rank + 1), core::counted(static_cast<long>(layer.rank), "word"),
                      share_arithmetic(layer.probability, layer.share, decimals));
  const bool other = !layer.words.empty() && layer.words.front().id != expected.id;
  if (other) {
    text += fmt::format("\n{}: {}", expected_text(layer.words.front()),
                        share_arithmetic(layer.words.front().probability, layer.words.front().share, decimals));
  }
  return text + "\n" + std::string(kShareReason) + "\nClick to open this layer.";
}

void open_layer(Frame& frame, Index layer) {
  core::Selection& selection = frame.view.selection;
  const auto heads = static_cast<Index>(frame.trace().config().layers[static_cast<std::size_t>(layer)].heads.size());
  select_head(frame.input, selection, layer, std::min(selection.head, heads - 1));
}

// The menu of one probability of a list.
void open_number(Frame& frame, const std::string& word, const core::Matrix& row, Index at, const ImRect& list,
                 float height) {
  ValueMenu menu = number_menu("probability of " + word, row(0, at), "probabilities of the list", row);
  menu.text = word;
  const float top = list.Min.y + height * static_cast<float>(at);
  open_value_menu(frame.view, std::move(menu), ImRect(list.Min.x, top, list.Max.x, top + height));
}

}  // namespace

float draw_expected_words(Frame& frame, ImVec2 at, float width, const Prediction& prediction) {
  const Columns columns = columns_of(frame, at.x, width, prediction.edited);
  const float height = frame.px(kRow);
  const auto now = static_cast<Index>(prediction.words.size());
  const auto word_at = [&](Index i) -> const ExpectedWord& {
    return i < now ? prediction.words[static_cast<std::size_t>(i)]
                   : prediction.former[static_cast<std::size_t>(i - now)];
  };
  stages::PartsSpec spec;
  spec.name = "prediction.words";
  spec.count = now + static_cast<Index>(prediction.former.size());
  spec.rect = ImRect(at.x, at.y, at.x + width, at.y + height * static_cast<float>(spec.count));
  spec.tooltip = [&](Index i) { return word_tooltip(word_at(i), prediction.edited, frame.style().readout_decimals); };
  const stages::PartsEvent event = draw_list(frame, spec, height, [&](Index i, const ImRect& line) {
    register_area(frame.ui, fmt::format("prediction.words.{}", i), line, "row");
    draw_word_line(frame, columns, line, word_at(i), prediction.edited, i >= now);
    if (i == now) horizontal_line(line.Min.x, line.Max.x, line.Min.y, frame.colors().line, frame.style().hairline());
  });
  if (event.menu) {
    core::Matrix probabilities(1, spec.count);
    for (Index i = 0; i < spec.count; ++i) probabilities(0, i) = static_cast<float>(word_at(i).word.probability);
    open_number(frame, expected_text(word_at(*event.menu).word), probabilities, *event.menu, spec.rect, height);
  }
  return spec.rect.GetHeight();
}

float draw_lens(Frame& frame, ImVec2 at, float width, const Prediction& prediction) {
  const core::PredictedWord& expected = prediction.words.front().word;
  const std::string heading = fmt::format(
      "After each layer, as if it were the last (“logit lens”); the bars show how probable {} is there, and its rank",
      expected_text(expected));
  const float begin = at.y;
  at.y += draw_heading(frame, at, width, heading);
  const float height = frame.px(kRow);
  const auto count = static_cast<Index>(prediction.layers.size());
  const auto layer_at = [&](Index i) -> const LensLayer& {  // the last layer on top
    return prediction.layers[static_cast<std::size_t>(count - 1 - i)];
  };
  stages::PartsSpec spec;
  spec.name = "prediction.layers";
  spec.count = count;
  spec.rect = ImRect(at.x, at.y, at.x + width, at.y + height * static_cast<float>(count));
  if (frame.view.selection.map == core::MapKind::Head) spec.chosen = count - 2 - frame.view.selection.layer;
  spec.tooltip = [&](Index i) { return layer_tooltip(layer_at(i), expected, frame.style().readout_decimals); };
  const stages::PartsEvent event = draw_list(frame, spec, height, [&](Index i, const ImRect& line) {
    register_area(frame.ui, fmt::format("prediction.layers.{}", layer_at(i).layer), line, "row");
    draw_layer_line(frame, line, layer_at(i), expected.id);
  });
  if (event.menu) {
    core::Matrix probabilities(1, count);
    for (Index i = 0; i < count; ++i) probabilities(0, i) = static_cast<float>(layer_at(i).probability);
    open_number(frame, expected_text(expected), probabilities, *event.menu, spec.rect, height);
  }
  if (event.chosen && layer_at(*event.chosen).layer >= 0) open_layer(frame, layer_at(*event.chosen).layer);
  return spec.rect.Max.y - begin;
}

}  // namespace ui
