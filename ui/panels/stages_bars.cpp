// One bar a word: scores as columns where they fit, else as rows; and shares of a whole side by side.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "ui/panels/stages_internal.h"
#include "ui/panels/stages_parts.h"
#include "ui/widgets/colormap.h"
#include "ui/widgets/turned_text.h"

namespace ui::stages {

namespace {

constexpr float kPlotHeight = 104;
constexpr float kNarrowestColumn = 26;
constexpr float kWidestColumn = 72;
constexpr float kWidestBar = 28;

bool shows_difference(const Frame& frame) {
  return ui::shows_difference(frame.input, frame.view);
}

float shown_value(const Frame& frame, const KeyBars::Bar& bar) {
  return shows_difference(frame) ? bar.value - bar.unedited : bar.value;
}

// Where the bar stands while the glide lasts.
float moving_value(const Frame& frame, const KeyBars::Bar& bar) {
  if (shows_difference(frame)) return bar.value - bar.unedited;
  return gliding(bar.former, bar.value, frame.input.glide);
}

std::string value_text(const Frame& frame, const KeyBars::Bar& bar, int decimals) {
  const float value = shown_value(frame, bar);
  return shows_difference(frame) ? format_signed(value, decimals) : table_number(frame, value, decimals);
}

// As many decimals as fit over the narrowest bar; none where not even whole numbers do.
std::optional<int> fitting_decimals(const Frame& frame, const KeyBars& bars, float column) {
  for (int decimals = 2; decimals >= 0; --decimals) {
    float widest = 0;
    for (const KeyBars::Bar& bar : bars.bars) {
      widest = std::max(widest, text_width(frame.style(), TextRole::NumberSmall, value_text(frame, bar, decimals)));
    }
    if (widest <= column - frame.px(2)) return decimals;
  }
  return std::nullopt;
}

struct Plot {
  float left = 0, column = 0;  // of the first column, and how wide each is
  float top = 0, bottom = 0;   // of the bars, without the numbers
  float low = 0, high = 0;     // values at bottom and top
  float y(float value) const { return bottom - (bottom - top) * (value - low) / (high - low); }
};

Plot make_plot(const Frame& frame, const KeyBars& bars, ImVec2 at, float width) {
  Plot plot;
  for (const KeyBars::Bar& bar : bars.bars) {
    for (const float value : {shown_value(frame, bar), moving_value(frame, bar)}) {
      plot.low = std::min(plot.low, value);
      plot.high = std::max(plot.high, value);
    }
  }
  if (plot.low == plot.high) plot.high = 1;
  const auto count = static_cast<float>(bars.bars.size());
  plot.column = std::min(std::floor(width / count), frame.px(kWidestColumn));
  plot.left = std::floor(at.x + (width - plot.column * count) / 2);
  const float text = line_height(frame.style(), TextRole::NumberSmall) + frame.px(2);
  plot.top = at.y + text;
  plot.bottom = plot.top + (frame.plot_height > 0 ? frame.plot_height : frame.px(kPlotHeight));
  return plot;
}

float below_plot(const Frame& frame, const Plot& plot) {
  return plot.low < 0 ? line_height(frame.style(), TextRole::NumberSmall) + frame.px(4) : frame.px(4);
}

struct WordLabels {
  bool turned = false;
  Rise rise;
  float height = 0;
};

WordLabels word_labels(const Frame& frame, const KeyBars& bars, float column) {
  const Style& style = frame.style();
  float widest = 0;
  for (const KeyBars::Bar& bar : bars.bars) widest = std::max(widest, text_width(style, TextRole::Caption, bar.word));
  WordLabels labels;
  labels.turned = widest > column - frame.px(4);
  labels.rise = rise_for(style, TextRole::Caption, column);
  // Half a line more below the foot of the longest word.
  labels.height = labels.turned ? turned_extent(style, TextRole::Caption, std::min(widest, frame.px(72)), labels.rise) +
                                      line_height(style, TextRole::Caption) / 2
                                : line_height(style, TextRole::Caption);
  return labels;
}

void draw_word(const Frame& frame, const WordLabels& labels, const std::string& word, float center, float top,
               float column, ImU32 color, bool strong) {
  const Style& style = frame.style();
  const TextRole role = strong ? TextRole::CaptionSemibold : TextRole::Caption;
  if (!labels.turned) {
    draw_text_in(style, ImRect(center - column / 2, top, center + column / 2, top + labels.height), role, color, word,
                 Align::Center);
    return;
  }
  const std::string shown = ellipsis(style, role, word, frame.px(72));
  // The text rises to the right, so that it ends below its bar.
  const float width = text_width(style, role, shown);
  const float foot = center - (width - frame.px(5)) * labels.rise.across;
  draw_turned_text(style, ImVec2(foot, top + turned_extent(style, role, width, labels.rise)), role, color, shown,
                   labels.rise);
}

void draw_column(const Frame& frame, const KeyBars& bars, const Plot& plot, std::size_t key, const PartsEvent& event,
                 std::optional<int> decimals) {
  const Style& style = frame.style();
  const Palette& p = frame.colors();
  const KeyBars::Bar& bar = bars.bars[key];
  const bool chosen = static_cast<Index>(key) == bars.chosen;
  const bool hovered = event.hovered && *event.hovered == static_cast<Index>(key);
  const float left = plot.left + plot.column * static_cast<float>(key);
  const float center = std::floor(left + plot.column / 2);
  const float half = std::floor(std::min(plot.column * 0.62F, frame.px(kWidestBar)) / 2);
  const float value = moving_value(frame, bar);
  const float zero = plot.y(0);
  const float end = plot.y(value);
  const ImRect body(center - half, std::min(zero, end), center + half, std::max(zero, end));
  const ImU32 rest = mix(p.line, p.outline, 0.25F);
  const ImU32 fill = shows_difference(frame) ? change_color(frame, value) : chosen ? p.weight : rest;
  if (bar.hidden) {
    stroke_rect(body, p.outline, frame.px(2), style.hairline());
  } else {
    fill_rect(body, hovered && !chosen ? mix(fill, p.text, 0.12F) : fill, frame.px(2));
  }
  if (bar.unedited != bar.value && !shows_difference(frame) && bar.unedited >= plot.low && bar.unedited <= plot.high) {
    horizontal_line(center - half - frame.px(3), center + half + frame.px(3), std::floor(plot.y(bar.unedited)),
                    p.edited, frame.px(2));
  }
  const float text = line_height(style, TextRole::NumberSmall);
  const float top = value < 0 ? std::max(zero, end) + frame.px(2) : std::min(zero, end) - text - frame.px(2);
  const bool written = decimals || chosen || hovered;
  if (bar.edited) {
    const float number =
        written ? text_width(style, TextRole::NumberSmall, value_text(frame, bar, decimals.value_or(2))) : 0;
    const float aside = written ? number / 2 + frame.px(6) : 0;
    fill_circle(ImVec2(std::floor(center - aside), std::floor(top + text / 2)), frame.px(3), p.edited);
  }
  if (!written) return;
  const std::string number = value_text(frame, bar, decimals.value_or(2));
  const float reach = std::max(plot.column, text_width(style, TextRole::NumberSmall, number)) / 2 + 1;
  draw_text_in(style, ImRect(center - reach, top, center + reach, top + text), TextRole::NumberSmall,
               bar.edited ? p.edited : p.text, number, Align::Center);
}

void draw_columns(const Frame& frame, const KeyBars& bars, const Plot& plot, const WordLabels& labels,
                  const PartsEvent& event) {
  const Palette& p = frame.colors();
  const std::optional<int> decimals = fitting_decimals(frame, bars, plot.column);
  const auto count = static_cast<float>(bars.bars.size());
  horizontal_line(plot.left, plot.left + plot.column * count, std::floor(plot.y(0)), p.line, frame.style().hairline());
  const float words = plot.bottom + below_plot(frame, plot);
  for (std::size_t key = 0; key < bars.bars.size(); ++key) {
    const float left = plot.left + plot.column * static_cast<float>(key);
    const bool chosen = static_cast<Index>(key) == bars.chosen;
    const ImRect area(left, plot.top, left + plot.column, words + labels.height);
    register_area(frame.ui, fmt::format("{}.{}", bars.name, key), area, "bar");
    if (chosen && event.state.focus_visible) draw_focus_ring(frame.style(), area, 4);
    draw_column(frame, bars, plot, key, event, decimals);
    const ImU32 color = chosen ? p.key : bars.bars[key].hidden ? p.outline : p.second_text;
    draw_word(frame, labels, bars.bars[key].word, std::floor(left + plot.column / 2), words, plot.column, color,
              chosen);
  }
}

void answer(Frame& frame, const KeyBars& bars, const PartsEvent& event, const Plot& plot, float bottom) {
  const auto place = [&](Index key) {
    const float left = plot.left + plot.column * static_cast<float>(key);
    return ImRect(left, plot.top, left + plot.column, bottom);
  };
  if (event.hovered) frame.view.transient.next_hover_key = *event.hovered;
  if (event.chosen) pick(frame, Picks::Key, *event.chosen);
  if (event.opened && bars.editable) {
    open_at(frame, Opening::ScoreEntry, frame.focus.query, *event.opened, place(*event.opened));
  }
  if (event.menu) {
    pick(frame, Picks::Key, *event.menu);
    open_at(frame, Opening::Menu, frame.focus.query, *event.menu, place(*event.menu));
  }
}

// The same bars as rows, which scroll, where a sentence is too long for columns.
RowTable as_rows(const Frame& frame, const KeyBars& bars) {
  RowTable table;
  table.name = bars.name;
  table.rows = bars.bars.size();
  table.chosen = bars.chosen;
  table.picks = Picks::Key;
  table.editable = bars.editable;
  RowTable::Column words, values;
  words.heading = "word";
  values.heading = shows_difference(frame) ? "now − before" : "score";
  values.bar = true;
  for (const KeyBars::Bar& bar : bars.bars) {
    words.texts.push_back(bar.word);
    values.numbers.push_back(shown_value(frame, bar));
    table.quiet.push_back(bar.hidden);
    table.edited.push_back(bar.edited);
  }
  table.difference = shows_difference(frame);
  table.columns = {std::move(words), std::move(values)};
  return table;
}

}  // namespace

float key_bars_height(const Frame& frame, const KeyBars& bars, float width) {
  if (bars.bars.empty()) return 0;
  const float column = width / static_cast<float>(bars.bars.size());
  if (column < frame.px(kNarrowestColumn)) return row_table_height(frame, as_rows(frame, bars));
  const Plot plot = make_plot(frame, bars, ImVec2(0, 0), width);
  return plot.bottom + below_plot(frame, plot) + word_labels(frame, bars, plot.column).height;
}

float draw_key_bars(Frame& frame, const KeyBars& bars, ImVec2 at, float width) {
  if (bars.bars.empty()) return 0;
  const float column = width / static_cast<float>(bars.bars.size());
  if (column < frame.px(kNarrowestColumn)) return draw_row_table(frame, as_rows(frame, bars), at, width);
  const Plot plot = make_plot(frame, bars, at, width);
  const WordLabels labels = word_labels(frame, bars, plot.column);
  const float bottom = plot.bottom + below_plot(frame, plot) + labels.height;
  const auto count = static_cast<Index>(bars.bars.size());
  PartsSpec spec;
  spec.name = bars.name;
  spec.role = "bars";
  spec.rect = ImRect(plot.left, plot.top, plot.left + plot.column * static_cast<float>(count), bottom);
  spec.walk = Walk::Horizontal;
  spec.count = count;
  spec.chosen = bars.chosen;
  spec.hovered = part_at(ImGui::GetIO().MousePos.x, plot.left, plot.column, count);
  spec.tooltip = [&](Index key) {
    return cell_arithmetic(frame.stage, frame.trace(), frame.focus, frame.focus.query, key) +
           (bars.editable ? "\nDouble-click to type a score" : "");
  };
  const PartsEvent event = parts(frame, spec);
  draw_columns(frame, bars, plot, labels, event);
  answer(frame, bars, event, plot, bottom);
  return bottom - at.y;
}

}  // namespace ui::stages
