// The selected word: where it looks, as sliders that can be dragged, pinned and typed.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/attention/explain.h"
#include "core/attention/relevance.h"
#include "ui/panels/arithmetic.h"
#include "ui/panels/map_scene.h"
#include "ui/panels/panel_list.h"
#include "ui/panels/row_data.h"
#include "ui/panels/row_menu.h"
#include "ui/panels/row_parts.h"
#include "ui/panels/word_names.h"
#include "ui/selection.h"
#include "ui/widgets/containers.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/numbers.h"
#include "ui/widgets/weight_sliders.h"

namespace ui {
namespace {

using core::Index;

constexpr float kRowHeight = 24;       // CSS pixels: a target's least
constexpr float kRoomyRow = 28;        // where all rows fit so
constexpr float kNameShare = 0.34F;    // of the width, at most, for the words
constexpr std::size_t kMeasured = 60;  // as many names are measured for the column's width

SliderColumns measure_columns(const Style& style, const RowData& row, float width) {
  SliderColumns columns;
  float widest = style.px(24);
  const std::size_t count = std::min(row.keys->size(), kMeasured);
  for (std::size_t i = 0; i < count; ++i) {
    widest = std::max(widest, text_width(style, TextRole::BodySemibold, (*row.keys)[i].text));
  }
  columns.name = std::min(ImTrunc(width * kNameShare), widest + style.px(16));
  const bool sums_to_one = !row.difference && row.weights.minCoeff() >= 0 && row.weights.maxCoeff() < 10;
  const float widest_weight = sums_to_one || row.difference ? 0.0F : 100.0F;
  const std::string longest = format_number(widest_weight, style.cell_decimals);
  columns.value = text_width(style, TextRole::NumberBold, sums_to_one ? longest : "−" + longest) + style.px(10);
  if (row.fixed_because.empty()) {
    const bool given = std::find(row.states.begin(), row.states.end(), KeyState::Given) != row.states.end();
    columns.pin = given ? text_width(style, TextRole::Caption, "given") + style.px(2) : style.px(kMinTarget);
  }
  return columns;
}

// Keys that could take what this one gives: without one its weight is fixed.
bool can_share(const RowData& row, Index key) {
  Index others = 0;
  for (std::size_t i = 0; i < row.states.size(); ++i) {
    const bool takes = row.states[i] == KeyState::Free || row.states[i] == KeyState::Given;
    if (takes && static_cast<Index>(i) != key) ++others;
  }
  return others > 0;
}

std::string slider_tooltip(const RowContext& context, Index key, bool shares) {
  const core::Selection& at = context.view.selection;
  const RowData& row = context.row;
  const int decimals = context.ui.style.readout_decimals;
  const auto text_of = [&](float value) { return core::number_text(static_cast<double>(value), decimals); };
  ShownPair pair{shown_at(row.query_words.get(), at.query), key, row.query_words.get(), row.words.get()};
  if (row.looked_at_by) {
    std::swap(pair.query, pair.key);
    std::swap(pair.query_words, pair.key_words);
  }
  std::string text = weight_arithmetic(context.input, at, pair);
  if (text.empty()) text = "weight " + text_of(row.weights(key));
  if (row.difference) {
    text = fmt::format("change {} = now {} − before {}\n", text_of(shown_weight(row, key)), text_of(row.weights(key)),
                       text_of(row.unedited(key))) +
           text;
  } else if (std::abs(row.unedited(key) - row.weights(key)) > 5e-5F) {
    text += "\nwithout your edits " + text_of(row.unedited(key));
  }
  if (row.looked_at_by || row.read_only || shares) return text;
  return text + "\nEvery other weight of the row is pinned or masked: release one to move this.";
}

// Without softmax weights may lie outside 0 … 1: then bars show their true sizes, either way from 0.
float signed_range(const RowData& row) {
  if (row.weights.minCoeff() >= 0 && row.weights.maxCoeff() <= 1) return 0;
  return std::max(row.weights.cwiseAbs().maxCoeff(), 1e-6F);
}

SliderSpec slider_spec(const RowContext& context, Index key) {
  const RowData& row = context.row;
  const auto place = static_cast<std::size_t>(key);
  SliderSpec spec;
  spec.name = (*row.keys)[place].text;
  spec.weight = row.weights(key);
  spec.shape = row.former.size() > 0 ? gliding(row.former(key), spec.weight, context.input.glide) : spec.weight;
  spec.decimals = context.ui.style.cell_decimals;
  spec.readout_decimals = context.ui.style.readout_decimals;
  spec.signed_range = signed_range(row);
  spec.edited = row.edited[place];
  spec.hollow = row.resting[place];
  const core::Selection& selection = context.view.selection;
  spec.selected = shown_at(row.words.get(), row.looked_at_by ? std::optional(selection.query) : selection.key) == key;
  spec.movable = row.fixed_because.empty() && can_share(row, key);
  if (std::abs(row.unedited(key) - spec.weight) > 0.002F) spec.former = row.unedited(key);
  if (row.difference) {
    spec.change = shown_weight(row, key);
    spec.change_range = std::max((row.weights - row.unedited).cwiseAbs().maxCoeff(), 1e-6F);
  }
  const KeyState state = row.states[place];
  if (state == KeyState::Held) spec.hold = SliderHold::Held;
  if (state == KeyState::Given) spec.hold = SliderHold::Given;
  if (state == KeyState::Masked || state == KeyState::Ignored) {
    spec.hold = SliderHold::Closed;
    spec.former.reset();
    spec.note = state == KeyState::Ignored ? "ignored" : "masked";
    spec.struck = state == KeyState::Ignored;
  } else if (spec.movable) {
    const core::Selection& at = context.view.selection;
    const double left = core::greatest_weight(*context.input.trace, at.layer, at.head, at.query, key);
    spec.movable = left >= core::kLeastRelevance;  // else the held weights of the row leave nothing
    spec.greatest = static_cast<float>(std::clamp(left, core::kLeastRelevance, core::kMostRelevance));
  }
  spec.pin_tooltip = spec.hold == SliderHold::Held ? "Release: the weight follows the score again"
                                                   : "Pin: hold this weight while others move";
  return spec;
}

void draw_slider(const RowContext& context, Index key, const ImRect& rect) {
  const Ui& ui = context.ui;
  core::Selection& selection = context.view.selection;
  SliderSpec spec = slider_spec(context, key);
  const std::string number = std::to_string(key);
  spec.key = number;
  const Index token = token_at(context.row.words.get(), key);
  const std::string name_tip = fmt::format("{} · index {}", word_caption(*context.row.keys, key), token);
  spec.name_tooltip = name_tip;
  const bool pointed = ImGui::IsMouseHoveringRect(rect.Min, rect.Max);
  const std::string tip = pointed ? slider_tooltip(context, key, can_share(context.row, key)) : std::string();
  spec.slider_tooltip = tip;
  TransientView& transient = context.view.transient;
  const std::optional<Index> pointed_at =
      shown_at(context.row.words.get(), context.row.looked_at_by ? transient.hover_query : transient.hover_key);
  if (spec.selected || pointed_at == key) {
    fill_rect(rect, spec.selected ? ui.style.palette.tint : ui.style.palette.raised, ui.style.px(4));
  }
  WordView& word = transient.word;
  const SliderState state = weight_slider(ui, rect, context.columns, spec, word.numbers);
  if (state.held) word.slider_held = true;
  if (state.hovered) {
    (context.row.looked_at_by ? transient.next_hover_query : transient.next_hover_key) = token;
  }
  if (state.name_clicked) {
    if (context.row.looked_at_by) {
      select_query(context.input, selection, token);
    } else {
      select_key(selection, token);
    }
  }
  if (context.row.looked_at_by || context.row.read_only) return;
  if (state.change) {
    ask_for_weight(context.input, selection, key, state.change->value, state.typed, state.change->continues,
                   context.requests);
  }
  if (state.pin_clicked) {
    toggle_pin(context.input, selection, key, spec.hold == SliderHold::Held, context.requests);
  }
  if (state.reset) reset_row(context.input, selection, key, context.requests);
  if (state.menu) open_popup(row_menu_name(key));
  draw_row_menu(ui, rect, context.input, context.row, key, context.view, context.requests);
}

// The order of rows, which stays while a slider is held or typed into.
const std::vector<Index>& settle_order(const RowContext& context) {
  WordView& word = context.view.transient.word;
  const bool same_size = word.order.size() == static_cast<std::size_t>(context.row.weights.size());
  if (!word.slider_held || !same_size) word.order = row_order(context.row, context.view.persisted.sort_row);
  word.slider_held = false;
  return word.order;
}

// Scrolls to the selected key when it, or the word, changed.
void follow_key(const RowContext& context, const std::vector<Index>& order, float row_height, float height) {
  WordView& word = context.view.transient.word;
  const core::Selection& selection = context.view.selection;
  const std::optional<Index> wanted =
      shown_at(context.row.words.get(), context.row.looked_at_by ? std::optional(selection.query) : selection.key);
  if (word.shown_key == wanted && word.shown_query == selection.query) return;
  word.shown_key = wanted;
  word.shown_query = selection.query;
  if (!wanted) return;
  const auto found = std::find(order.begin(), order.end(), *wanted);
  if (found == order.end()) return;
  const float top = static_cast<float>(found - order.begin()) * row_height;
  const float scroll = ImGui::GetScrollY();
  if (top < scroll) ImGui::SetScrollY(std::max(0.0F, top - row_height));
  if (top + row_height > scroll + height) ImGui::SetScrollY(top + 2 * row_height - height);
}

void draw_rows(RowContext& context, ImRect area) {
  const Style& style = context.ui.style;
  const std::vector<Index>& order = settle_order(context);
  const auto count = static_cast<float>(order.size());
  const float room = std::floor(area.GetHeight() / std::max(1.0F, count));
  const float row_height = std::clamp(room, style.px(kRowHeight), style.px(kRoomyRow));
  if (count * row_height > area.GetHeight() && area.GetHeight() > row_height) {  // no half row at its end
    area.Max.y = area.Min.y + std::floor(area.GetHeight() / row_height) * row_height;
  }
  ScrollArea scroll(context.ui, "row.list", area);
  const float width = count * row_height <= area.GetHeight() ? area.GetWidth() : scroll.width();
  context.columns = measure_columns(style, context.row, width);
  follow_key(context, order, row_height, area.GetHeight());
  // One row more on each side than can be seen, so that keys can walk on to it.
  const float above = area.Min.y - scroll.origin().y;
  const auto first = static_cast<std::size_t>(std::max(0.0F, std::floor(above / row_height) - 1));
  const auto last = static_cast<std::size_t>(std::max(0.0F, std::ceil((above + area.GetHeight()) / row_height) + 1));
  for (std::size_t i = first; i < std::min(order.size(), last); ++i) {
    const float top = std::floor(scroll.origin().y + static_cast<float>(i) * row_height);
    draw_slider(context, order[i], ImRect(scroll.origin().x, top, scroll.origin().x + width, top + row_height));
  }
  scroll.set_content_height(count * row_height);
}

void draw_empty(const Ui& ui, const ImRect& area, const PanelInput& input) {
  if (!input.empty_reason.empty()) return;  // the words panel says why there is nothing
  constexpr std::string_view text = "Type a sentence above; the word that you click shows here where it looks.";
  draw_paragraph(ui.style, area.Min, area.GetWidth(), TextRole::Body, ui.style.palette.second_text, text);
}

}  // namespace

void draw_row_panel(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  const Card card(ui, "row", area);
  ImRect rest = card.content();
  if (!input.has_trace()) return draw_empty(ui, rest, input);
  const Style& style = ui.style;
  forget_stale_typing(view);
  const RowData row = row_data(input, view);
  RowContext context{ui, input, view, requests, row, {}};
  draw_row_header(context, cut_top(rest, line_height(style, TextRole::Title), style.px(kGap1)));
  rest.Min.y += draw_row_reason(context, rest);
  if (row.weights.size() == 0) return;
  const ImRect footer = cut_bottom(rest, style.px(kMinTarget), style.px(kGap1));
  draw_rows(context, rest);
  draw_row_footer(context, footer);
}

}  // namespace ui
