// Key cards: the selected word's query on top, below it one card for each key with the query's arithmetic on it.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/numbers.h"
#include "ui/panels/arithmetic.h"
#include "ui/panels/row_views.h"
#include "ui/panels/value_menu.h"
#include "ui/panels/view_cards_data.h"
#include "ui/panels/word_names.h"
#include "ui/row_views_memory.h"
#include "ui/widgets/colormap.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/fitting_text.h"

namespace ui {

namespace {

using core::Index;
using stages::Frame;

constexpr float kHeadLine = 26, kTermLine = 19;     // CSS pixels
constexpr std::size_t kTerms = 3;                   // lines of products on a card
constexpr std::size_t kAsked = 6, kAskedShort = 3;  // components of the query
constexpr float kRoomy = 340;                       // CSS pixels of height; below, everything is shorter

struct CardSizes {
  std::size_t selected_terms = 10;
  float rest = 0, selected = 0, gap = 0;
};

CardSizes card_sizes(const Frame& frame, bool roomy) {
  const auto width = static_cast<std::size_t>(frame.input.head_config(frame.view.selection).d_k);
  const auto height = [&](std::size_t terms) {
    const std::size_t lines = std::min(terms, width) + (width > terms ? 1 : 0);
    return frame.px(2 * kGap2 + kHeadLine) + static_cast<float>(lines) * frame.px(kTermLine);
  };
  const std::size_t selected = roomy ? 10 : 5;
  return {selected, height(kTerms), height(selected), frame.px(kGap2)};
}

const std::vector<Index>& current_order(const Frame& frame, CardsMemory& cards) {
  core::Selection of = frame.view.selection;
  of.key.reset();
  const auto keys = static_cast<std::size_t>(frame.input.head(of).weights.cols());
  const bool same_row = cards.of == of && cards.order.size() == keys;
  // While a slider or a number is dragged the cards stay where they are.
  if (!same_row || !ImGui::IsAnyItemActive()) {
    cards.order = card_order(frame.trace(), of.layer, of.head, of.query, cards.by_score);
    cards.of = of;
  }
  return cards.order;
}

std::string decimal(const Frame& frame, double value) {
  return stages::table_number(frame, static_cast<float>(value), 2);
}

// The largest components of the query with what each is made of.
std::string query_arithmetic(const Frame& frame, const std::vector<core::Term>& asked) {
  const core::Selection& at = frame.view.selection;
  const auto& names = frame.input.head_config(at).score_components;
  std::string text =
      "The selected word's query: what it looks for in a key. Click to edit it in the card of its vectors.";
  const Index width = frame.input.head(at).q.cols();
  for (Index c = 0; c < width; ++c) {
    const std::string name = core::component_label(names, c);
    const bool shown =
        std::any_of(asked.begin(), asked.end(), [&](const core::Term& one) { return one.label == name; });
    if (!shown) continue;
    const core::Place place{core::ValueKind::Q, false, at.layer, at.head, at.query, c};
    text += "\n" + name + "  " + core::explain(frame.trace(), place, frame.style().readout_decimals).formula;
  }
  return text;
}

// "“it” asks for" and its largest components, as flowing text on a raised ground.
float draw_query(Frame& frame, ImVec2 at, float width, std::size_t count) {
  const core::Selection& selection = frame.view.selection;
  const auto asked = asked_for(frame.trace(), selection.layer, selection.head, selection.query, count);
  const Palette& colors = frame.colors();
  const std::string word = quoted_word(frame.trace().tokens, selection.query);
  std::vector<std::string> texts;
  texts.reserve(asked.size() * 2);
  std::vector<Span> spans = {
      {"q(", TextRole::CaptionSemibold, colors.query},
      {word, TextRole::CaptionSemibold, colors.query},
      {") ", TextRole::CaptionSemibold, colors.query},
      {asked.empty() ? "is 0: it asks for nothing." : "asks for  ", TextRole::Caption, colors.second_text}};
  for (const core::Term& term : asked) {
    const std::string& name = texts.emplace_back(term.label + " ");
    spans.push_back({name, TextRole::Caption, colors.text});
    const std::string& value = texts.emplace_back(decimal(frame, static_cast<double>(term.left)) + "   ");
    spans.push_back({value, TextRole::NumberSmall, colors.query});
  }
  const float x = frame.px(10);
  const float y = frame.px(6);
  const float height = spans_height(frame.style(), width - 2 * x, spans) + 2 * y;
  const ImRect rect(at.x, at.y, at.x + width, at.y + height);
  ItemSpec spec;
  spec.role = "query";
  const std::string tooltip =
      ImGui::IsMouseHoveringRect(rect.Min, rect.Max) ? query_arithmetic(frame, asked) : std::string();
  spec.tooltip = tooltip;
  const ItemState state = item(frame.ui, "cards.query", rect, spec);
  if (state.clicked) frame.view.persisted.vector_tab = VectorTab::Query;
  if (state.right_clicked) {
    ValueMenu menu;
    menu.heading = menu.row_name = "q(" + word + ")";
    menu.row = frame.input.head(selection).q.row(selection.query);
    menu.matrix = frame.input.head(selection).q;
    menu.matrix_name = "q of every word";
    open_value_menu(frame.view, std::move(menu), rect);
  }
  fill_rect(rect, reacting(frame.style(), colors.raised, state), frame.px(kControlRadius));
  draw_spans(frame.style(), ImVec2(at.x + x, at.y + y), width - 2 * x, spans);
  return height;
}

// name, q × k = product in columns that are aligned over all cards.
struct Columns {
  float name = 0, left = 0, right = 0, product = 0;  // right edges of numbers; `name`: where names must end
};

Columns columns_of(const Frame& frame, const ImRect& inside) {
  const float number = text_width(frame.style(), TextRole::NumberSmall, "−000.00");
  const float sign = text_width(frame.style(), TextRole::NumberSmall, " × ");
  Columns columns;
  columns.product = inside.Max.x;
  columns.right = columns.product - number - sign;
  columns.left = columns.right - number - sign;
  columns.name = columns.left - number - frame.px(kGap1);
  return columns;
}

void draw_number(const Frame& frame, float right, float top, float height, ImU32 color, const std::string& text) {
  const float left = right - text_width(frame.style(), TextRole::NumberSmall, text) - 1;
  draw_text_in(frame.style(), ImRect(left, top, right + 1, top + height), TextRole::NumberSmall, color, text);
}

void draw_term(const Frame& frame, const ImRect& inside, float top, const core::Term& term) {
  const Palette& colors = frame.colors();
  const Columns columns = columns_of(frame, inside);
  const float height = frame.px(kTermLine);
  draw_text_in(frame.style(), ImRect(inside.Min.x, top, columns.name, top + height), TextRole::Caption, colors.text,
               term.label);
  draw_number(frame, columns.left, top, height, colors.query, decimal(frame, static_cast<double>(term.left)));
  draw_number(frame, columns.left + text_width(frame.style(), TextRole::NumberSmall, " ×"), top, height,
              colors.second_text, "×");
  draw_number(frame, columns.right, top, height, colors.key, decimal(frame, static_cast<double>(term.right)));
  draw_number(frame, columns.right + text_width(frame.style(), TextRole::NumberSmall, " ="), top, height,
              colors.second_text, "=");
  draw_number(frame, columns.product, top, height, colors.text, decimal(frame, static_cast<double>(term.product)));
}

// From the left for a weight between 0 and 1; without softmax either way from the middle, in proportion to the row's
// largest.
void draw_share(const Frame& frame, const ImRect& track, float weight) {
  const auto row = frame.input.head(frame.view.selection).weights.row(frame.view.selection.query);
  const float most = std::max(1.0F, row.cwiseAbs().maxCoeff());
  const bool is_signed = row.minCoeff() < 0;
  const float length = track.GetWidth() / (is_signed ? 2.0F : 1.0F) * weight / most;
  const float zero = is_signed ? std::floor(track.GetCenter().x) : track.Min.x;
  if (weight == 0) return;
  const float end = zero + (length < 0 ? std::min(length, -1.0F) : std::max(length, 1.0F));
  fill_rect(ImRect(std::min(zero, end), track.Min.y, std::max(zero, end), track.Max.y),
            weight < 0 ? sample_signed(frame.style().theme, -1.0F) : frame.colors().weight, frame.px(3));
}

// Place, word, a bar as long as the weight, weight and score.
void draw_head_line(const Frame& frame, ImRect line, const KeyCard& card, std::size_t place) {
  const Style& style = frame.style();
  const Palette& colors = frame.colors();
  const std::string score = "score " + decimal(frame, static_cast<double>(card.score));
  draw_text_in(style, cut_right(line, text_width(style, TextRole::Number, "score −000.00"), frame.px(kGap2)),
               TextRole::Number, card.edited ? colors.edited : colors.text, score, Align::Right);
  const std::string weight = card.hidden ? "hidden" : format_number(card.weight, style.cell_decimals);
  draw_text_in(style, cut_right(line, text_width(style, TextRole::NumberBold, "hidden"), frame.px(kGap2)),
               TextRole::NumberBold, card.hidden ? colors.second_text : colors.weight, weight, Align::Right);
  const ImRect track = inset(cut_right(line, ImTrunc(line.GetWidth() * 0.38F), frame.px(kGap2)), 0, frame.px(9));
  fill_rect(track, colors.raised, frame.px(3));
  draw_share(frame, track, card.weight);
  draw_text_in(style, cut_left(line, frame.px(22)), TextRole::NumberSmall, colors.second_text,
               fmt::format("{}", place + 1));
  draw_text_in(style, line, TextRole::BodySemibold, card.hidden ? colors.second_text : colors.key, card.word);
}

void draw_card(Frame& frame, const ImRect& rect, Index key, std::size_t place, bool selected, std::size_t terms) {
  core::Selection& selection = frame.view.selection;
  const KeyCard card = key_card(frame.trace(), selection.layer, selection.head, selection.query, key, terms);
  ItemSpec spec;
  spec.role = "key card";
  std::string tooltip = card.note;
  if (ImGui::IsMouseHoveringRect(rect.Min, rect.Max)) {
    tooltip += (tooltip.empty() ? "" : "\n") + weight_arithmetic(frame.input, selection, {selection.query, key});
  }
  spec.tooltip = tooltip;
  const ItemState state = item(frame.ui, fmt::format("card.{}", key), rect, spec);
  if (state.clicked) select_key(selection, key);
  if (state.right_clicked) {
    open_value_menu(frame.view, weight_menu(frame.input, frame.view, selection.query, key), rect);
  }
  if (state.hovered) {
    frame.view.transient.next_hover_query = selection.query;
    frame.view.transient.next_hover_key = key;
  }
  const Palette& colors = frame.colors();
  const float radius = frame.px(kControlRadius);
  fill_rect(rect, reacting(frame.style(), selected ? colors.tint : colors.panel, state), radius);
  stroke_rect(rect, selected ? colors.weight : colors.line, radius, frame.style().hairline());
  ImRect inside = inset(rect, frame.px(10), frame.px(kGap2));
  draw_head_line(frame, cut_top(inside, frame.px(kHeadLine)), card, place);
  float top = inside.Min.y;
  for (const core::Term& term : card.terms) {
    draw_term(frame, inside, top, term);
    top += frame.px(kTermLine);
  }
  if (card.terms.empty()) {
    draw_text_in(frame.style(), ImRect(inside.Min.x, top, inside.Max.x, top + frame.px(kTermLine)), TextRole::Caption,
                 colors.second_text, "Nothing in common: every product is 0.");
  } else if (card.others > 0) {
    const std::string rest = fmt::format("+ {} more that add up to", card.others);
    draw_text_in(frame.style(), ImRect(inside.Min.x, top, inside.Max.x, top + frame.px(kTermLine)), TextRole::Caption,
                 colors.second_text, rest);
    draw_number(frame, columns_of(frame, inside).product, top, frame.px(kTermLine), colors.second_text,
                decimal(frame, card.rest));
  }
}

// A key that was selected elsewhere comes into sight.
void scroll_to(const Frame& frame, CardsMemory& cards, float top, float height, float view_height) {
  if (cards.shown == frame.view.selection.key) return;
  cards.shown = frame.view.selection.key;
  const float from = ImGui::GetScrollY();
  if (top < from || height > view_height) ImGui::SetScrollY(top);
  if (height <= view_height && top + height > from + view_height) ImGui::SetScrollY(top + height - view_height);
}

void draw_cards(Frame& frame, const ImRect& area, CardsMemory& cards) {
  const std::vector<Index>& order = current_order(frame, cards);
  const CardSizes sizes = card_sizes(frame, area.GetHeight() > frame.px(kRoomy) * 0.6F);
  ScrollArea scroll(frame.ui, "cards", area);
  const float inner = frame.px(5);  // room for the focus ring
  const float left = scroll.origin().x + inner;
  const float right = scroll.origin().x + scroll.width() - inner;
  float top = scroll.origin().y + inner;
  for (std::size_t place = 0; place < order.size(); ++place) {
    const bool selected = frame.view.selection.key == order[place];
    const float height = selected ? sizes.selected : sizes.rest;
    if (selected) scroll_to(frame, cards, top - scroll.origin().y - inner, height + 2 * inner, area.GetHeight());
    // One more than is seen on either side, so that the keyboard finds its way.
    const bool near = top + 2 * height > area.Min.y && top - height < area.Max.y;
    if (near)
      draw_card(frame, ImRect(left, top, right, top + height), order[place], place, selected,
                selected ? sizes.selected_terms : kTerms);
    top += height + sizes.gap;
  }
  scroll.set_content_height(top - sizes.gap + inner - scroll.origin().y);
}

}  // namespace

void draw_cards_view(Frame& frame, const ImRect& area) {
  CardsMemory& cards = row_views_memory(frame.view).cards;
  ImRect rest = area;
  const float inner = frame.px(5);
  rest.Min.y += frame.px(kGap1);
  const float used = draw_query(frame, ImVec2(rest.Min.x + inner, rest.Min.y), rest.GetWidth() - 2 * inner,
                                area.GetHeight() > frame.px(kRoomy) ? kAsked : kAskedShort);
  cut_top(rest, used, frame.px(kGap2));
  ImRect line = inset(cut_top(rest, frame.px(kControlHeight), frame.px(kGap1)), inner, 0);
  const std::array<Segment, 2> sorts = {Segment{.label = "by weight", .id = "weight"},
                                        Segment{.label = "by score", .id = "score"}};
  const ImRect strip =
      cut_right(line, std::min(segmented_width(frame.style(), sorts), line.GetWidth()), frame.px(kGap2));
  const std::string count =
      core::counted(static_cast<Index>(frame.input.head(frame.view.selection).weights.cols()), "card");
  const std::string order = count + " on their keys, best match first";
  const std::array captions = {order.c_str(), count.c_str(), ""};
  draw_text_in(frame.style(), line, TextRole::Caption, frame.colors().second_text,
               first_fitting(frame.style(), TextRole::Caption, captions, line.GetWidth()));
  if (const auto chosen = segmented(frame.ui, "cards.sort", strip, sorts, cards.by_score ? 1 : 0)) {
    cards.by_score = *chosen == 1;
    cards.order.clear();
  }
  draw_cards(frame, rest, cards);
}

}  // namespace ui
