#include <algorithm>
#include <vector>

#include "ui/lessons/lesson_input.h"
#include "ui/lessons/lesson_offer.h"
#include "ui/panels/matrix_card.h"
#include "ui/panels/message_panel.h"
#include "ui/widgets/heatmap.h"
#include "ui/widgets/layout.h"
#include "ui/workspace.h"

namespace ui {

namespace {

// Below these a window gives up comforts, in CSS pixels.
constexpr float kTabsBelowHeight = 820;
constexpr float kNarrowBelowWidth = 1240;
// Below this the map stands beside words and stages rather than below the words, where it would be a stamp.
constexpr float kMapBesideBelowHeight = 560;
constexpr float kLeastStages = 150;         // lower, the words have the place alone
constexpr float kNoColumnBelowWidth = 700;  // narrower, the cards of the right column are dropped
constexpr std::size_t kLongSentence = 26;   // words

// The heights that the cards of the right column want where a lesson shows only some of them, in CSS pixels.
float wanted_height(WordTab card, const PanelInput& input) {
  const auto words = input.has_trace() ? static_cast<float>(input.trace->tokens.size()) : 1.0F;
  // Without a soft softmax the row says why it cannot be dragged.
  const bool soft = input.session->switches.softmax == core::SoftmaxKind::Soft;
  if (card == WordTab::Row) return (soft ? 112.0F : 208.0F) + 28 * words;
  if (card == WordTab::Output) return 300;
  const auto components = input.has_trace() ? static_cast<float>(input.trace->config().width) : 0.0F;
  return components > 8 || components == 0 ? 560 : 240 + 28 * components;
}

// Whether two cards have room below each other, so that a low window needs no tabs for them.
bool fits(const ImRect& column, const Style& style, const std::vector<WordTab>& shown, const PanelInput& input) {
  float wanted = 0;
  for (const WordTab card : shown) wanted += style.px(wanted_height(card, input)) + style.px(kGap3);
  return shown.size() < 3 && wanted <= column.GetHeight() + style.px(kGap3);
}

// One card after the other from the top, as high as it wants where there is room.
void stack(ImRect column, const Style& style, const std::vector<WordTab>& shown, const PanelInput& input,
           Layout& layout) {
  const float gap = style.px(kGap3);
  float wanted = 0;
  for (const WordTab card : shown) wanted += style.px(wanted_height(card, input));
  const float room = column.GetHeight() - gap * static_cast<float>(shown.size() - 1);
  const float share = std::min(1.0F, room / wanted);
  for (const WordTab card : shown) {
    const ImRect area = cut_top(column, ImTrunc(style.px(wanted_height(card, input)) * share), gap);
    if (card == WordTab::Row) layout.row = area;
    if (card == WordTab::Vectors) layout.vectors = area;
    if (card == WordTab::Output) layout.output = area;
  }
}

std::vector<WordTab> shown_cards(const PanelInput& input) {
  std::vector<WordTab> shown;
  if (shows_panel(input, "row")) shown.push_back(WordTab::Row);
  if (shows_panel(input, "vectors")) shown.push_back(WordTab::Vectors);
  if (shows_panel(input, "output")) shown.push_back(WordTab::Output);
  return shown;
}

void place_right_column(ImRect column, const Style& style, bool tabs, const PanelInput& input, const ViewState& view,
                        Layout& layout) {
  const float gap = style.px(kGap3);
  const std::vector<WordTab> shown = shown_cards(input);
  if (shown.size() == 1 || fits(column, style, shown, input)) return stack(column, style, shown, input, layout);
  if (tabs) {
    layout.word_tabs = cut_top(column, style.px(kControlHeight), style.px(kGap2));
    if (view.persisted.word_tab == WordTab::Row) layout.row = column;
    if (view.persisted.word_tab == WordTab::Vectors) layout.vectors = column;
    if (view.persisted.word_tab == WordTab::Output) layout.output = column;
    return;
  }
  if (shown.size() < 3) return stack(column, style, shown, input, layout);
  const float height = column.GetHeight();
  layout.output = cut_bottom(column, ImTrunc(height * 0.26F), gap);
  layout.row = cut_top(column, ImTrunc(height * 0.40F), gap);
  layout.vectors = column;
}

// The selected word's row alone, as a card below the words.
float row_map_height(const Style& style, float width, const PanelInput& input, const core::Selection& selection) {
  const auto words = input.has_trace() ? static_cast<float>(input.key_tokens(selection).size()) : 1.0F;
  const float cell = std::min(style.px(kLargestOfRow), (width - style.px(170)) / std::max(words, 1.0F));
  const bool flat = cell >= style.px(kLargestOfRow);  // else the words stand turned
  return style.px(flat ? 150 : 188) + std::max(cell, style.px(14));
}

// A step shows the panels that it needs, from top to bottom: words, one row, switches, then map and stages.
void place_middle_of_lesson(ImRect rest, const Style& style, float words_height, bool narrow, const PanelInput& input,
                            const core::Selection& selection, Layout& layout) {
  const float gap = style.px(narrow ? kGap2 : kGap3);
  const bool map = shows_panel(input, "map") || shows_panel(input, "grid");
  const bool row = shows_panel(input, "map-row") && !map;
  const bool stages = shows_panel(input, "stages");
  const bool switches = shows_panel(input, "switches") && !stages;
  const bool alone = !map && !stages;
  if (shows_panel(input, "words")) {
    const float height = alone ? std::max(words_height, style.px(260)) : words_height;
    layout.words = cut_top(rest, std::min(height, rest.GetHeight()), gap);
  }
  if (row) layout.map = cut_top(rest, row_map_height(style, rest.GetWidth(), input, selection), gap);
  if (switches) layout.stages = cut_top(rest, style.px(kControlHeight + 2 * kPanelPadding), gap);
  if (map && stages) layout.map = cut_left(rest, ImTrunc((rest.GetWidth() - gap) * (narrow ? 0.46F : 0.5F)), gap);
  if (map && !stages) layout.map = rest;
  if (stages) layout.stages = rest;
}

// The matrix takes the place of map and stages, down to the window's end; where it was, the output has more room.
void place_roomy_matrix(const ImRect& middle, float gap, Layout& layout) {
  const bool tabbed = layout.word_tabs.GetHeight() > 1;
  if (tabbed) {  // the card that the tab chose grows to the left, below the words
    layout.words.Max.x = layout.vectors.Max.x;
    const float top = layout.words.Min.y + layout.word_tabs.GetHeight() + gap;
    layout.words.TranslateY(top - layout.words.Min.y);
    layout.vectors = ImRect(middle.Min.x, layout.words.Max.y + gap, layout.vectors.Max.x, middle.Max.y);
    return;
  }
  layout.output.Min.y = layout.vectors.Min.y;
  layout.vectors = middle;
}

// The map as high as the window, the words beside it, the stages below them.
void place_low_middle(ImRect rest, const Style& style, float gap, Layout& layout) {
  layout.map = cut_left(rest, ImTrunc((rest.GetWidth() - gap) * 0.48F), gap);
  const float words = std::max(ImTrunc(rest.GetHeight() * 0.42F), style.px(148));
  if (rest.GetHeight() - words - gap >= style.px(kLeastStages)) {
    layout.words = cut_top(rest, words, gap);
    layout.stages = rest;
    return;
  }
  layout.words = rest;
}

float left_width(bool narrow, bool lesson) {
  if (lesson) return narrow ? 288 : 344;
  return narrow ? 264 : 320;
}

}  // namespace

Layout compute_layout(ImVec2 size, const Style& style, const PanelInput& input, const ViewState& view) {
  Layout layout;
  ImRect rest(0, 0, size.x, size.y);
  const float width = size.x / style.scale;
  const float height = size.y / style.scale;
  const bool narrow = width < kNarrowBelowWidth;
  const bool presenter = view.transient.presenter;
  const bool second = input.session->has_second;
  const float gap = style.px(narrow ? kGap2 : kGap3);
  layout.top = cut_top(rest, style.px(second ? 104 : 60));
  layout.status = cut_bottom(rest, style.px(28));
  const bool lesson = is_staged(input) && view.persisted.left_panel == LeftPanel::Lessons;
  if (presenter && lesson) layout.left = cut_left(rest, style.px(left_width(narrow, lesson)));
  if (!presenter) {
    layout.rail = cut_left(rest, style.px(narrow ? 44 : 60));
    if (view.persisted.left_panel != LeftPanel::None)
      layout.left = cut_left(rest, style.px(left_width(narrow, lesson)));
  }
  const float messages = input.messages->empty() ? 0 : messages_height(style, rest.GetWidth(), input);
  const float offer = lesson_offer_height(style, input, view);
  if (messages + offer > 0) layout.message = cut_top(rest, messages + offer);
  rest = inset(rest, gap, gap);
  if (!presenter && !shown_cards(input).empty() && (width >= kNoColumnBelowWidth || is_staged(input))) {
    const float column = std::min(style.px(380), ImTrunc(rest.GetWidth() * (narrow ? 0.30F : 0.29F)));
    place_right_column(cut_right(rest, column, gap), style, height < kTabsBelowHeight, input, view, layout);
  }
  const float middle = rest.GetHeight();
  // A long sentence stands on several lines.
  const bool several_lines = input.has_trace() && input.trace->tokens.size() > kLongSentence;
  const float least = several_lines ? 228 : height < kTabsBelowHeight ? 148 : 176;
  const float words = std::max(style.px(least), ImTrunc(middle * 0.235F));
  const float words_height = std::min(words + (second ? style.px(72) : 0), style.px(second ? 330 : 240));
  if (is_staged(input)) {
    place_middle_of_lesson(rest, style, words_height, narrow, input, view.selection, layout);
    return layout;
  }
  if (height < kMapBesideBelowHeight) {
    place_low_middle(rest, style, gap, layout);
    return layout;
  }
  layout.words = cut_top(rest, words_height, gap);
  if (is_matrix_roomy(input, view) && layout.vectors.GetHeight() > 1) {
    place_roomy_matrix(rest, gap, layout);
    return layout;
  }
  layout.map = cut_left(rest, ImTrunc((rest.GetWidth() - gap) * (narrow ? 0.46F : 0.5F)), gap);
  layout.stages = rest;
  return layout;
}

}  // namespace ui
