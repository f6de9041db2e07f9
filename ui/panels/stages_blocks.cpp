// What the blocks of a stage have in common: colours, numbers, text, choosing.
#include <algorithm>
#include <cmath>

#include "core/attention/explain.h"
#include "ui/panels/stages_internal.h"
#include "ui/widgets/colormap.h"

namespace ui::stages {

ImU32 ink_color(const Frame& frame, Ink ink) {
  const Palette& p = frame.colors();
  switch (ink) {
    case Ink::Plain:
      return p.text;
    case Ink::Quiet:
      return p.second_text;
    case Ink::Query:
      return p.query;
    case Ink::Key:
      return p.key;
    case Ink::Value:
      return p.value;
    case Ink::Weight:
      return p.weight;
    case Ink::Edited:
      return p.edited;
    case Ink::Warning:
      return p.warning;
  }
  return p.text;
}

std::string table_number(const Frame& frame, float value, int decimals) {
  if (!std::isfinite(value)) return format_number(value, 0);
  const int wanted = decimals < 0 ? frame.style().cell_decimals : decimals;
  // Six figures are enough for any column.
  const float size = std::abs(value);
  const int figures = size >= 1000 ? 1 : wanted;
  return format_number(value, size >= 10000 ? 0 : std::min(wanted, figures));
}

std::string read_out(const Frame& frame, float value) {
  return core::number_text(static_cast<double>(value), frame.style().readout_decimals);
}

std::string change_number(const Frame& frame, float change, int decimals) {
  const std::string text = table_number(frame, change, decimals);
  return change > 0 ? "+" + text : text;
}

ImU32 change_color(const Frame& frame, float change) {
  return sample_signed(frame.style().theme, change < 0 ? -1.0F : 1.0F);
}

void pick(Frame& frame, Picks picks, Index index, VectorTab tab) {
  StagesView& chosen = frame.view.transient.stages;
  switch (picks) {
    case Picks::Nothing:
      break;
    case Picks::Query:
      select_query(frame.input, frame.view.selection, index);
      break;
    case Picks::Key:
      select_key(frame.view.selection, index);
      break;
    case Picks::Component:
      frame.view.persisted.vector_tab = tab;
      chosen.component = index;
      break;
    case Picks::ValueComponent:
      chosen.value_component = index;
      break;
    case Picks::StreamComponent:
      chosen.stream_component = index;
      break;
  }
}

void open_at(Frame& frame, Opening opening, Index row, Index column, const ImRect& place) {
  frame.opening = opening;
  StagesView& chosen = frame.view.transient.stages;
  chosen.menu_of_weights = opening == Opening::WeightMenu;
  chosen.menu_row = row;
  chosen.menu_column = column;
  chosen.menu_place = place;
}

Index menu_row(const Frame& frame, Picks picks, VectorTab tab) {
  const bool of_key = picks == Picks::Component && tab != VectorTab::Query;
  return of_key ? frame.focus.key : frame.focus.query;
}

namespace {

std::vector<Span> sentence_spans(const Frame& frame, const Sentence& sentence) {
  std::vector<Span> spans;
  spans.reserve(sentence.size());
  for (const Phrase& phrase : sentence) {
    const TextRole role = phrase.number ? (phrase.strong ? TextRole::NumberBold : TextRole::Number)
                                        : (phrase.strong ? TextRole::BodySemibold : TextRole::Body);
    spans.push_back({phrase.text, role, ink_color(frame, phrase.ink)});
  }
  return spans;
}

std::vector<Span> arithmetic_spans(const Frame& frame, const Arithmetic& arithmetic) {
  std::vector<Span> spans;
  for (const Phrase& phrase : arithmetic.line) {
    const TextRole role =
        phrase.number ? (phrase.strong ? TextRole::NumberBold : TextRole::Number) : TextRole::CaptionSemibold;
    spans.push_back({phrase.text, role, ink_color(frame, phrase.ink)});
  }
  return spans;
}

constexpr float kArithmeticX = 10;  // CSS pixels between the ground's edge and the text
constexpr float kArithmeticY = 6;

}  // namespace

float sentence_height(const Frame& frame, float width, const Sentence& sentence) {
  return spans_height(frame.style(), width, sentence_spans(frame, sentence));
}

float draw_sentence(const Frame& frame, ImVec2 at, float width, const Sentence& sentence) {
  return draw_spans(frame.style(), at, width, sentence_spans(frame, sentence));
}

float arithmetic_height(const Frame& frame, const Arithmetic& arithmetic, float width) {
  const float inner = width - 2 * frame.px(kArithmeticX);
  return spans_height(frame.style(), inner, arithmetic_spans(frame, arithmetic)) + 2 * frame.px(kArithmeticY);
}

namespace {

float draw_caption(const Frame& frame, const Caption& caption, ImVec2 at, float width) {
  return draw_paragraph(frame.style(), at, width, TextRole::Caption, ink_color(frame, caption.ink), caption.text);
}

// On a tinted ground, so that the eye finds the chosen number's arithmetic at once.
float draw_arithmetic(const Frame& frame, const Arithmetic& arithmetic, ImVec2 at, float width) {
  const float x = frame.px(kArithmeticX);
  const float y = frame.px(kArithmeticY);
  const float height = arithmetic_height(frame, arithmetic, width);
  fill_rect(ImRect(at.x, at.y, at.x + width, at.y + height), frame.colors().raised, frame.px(kControlRadius));
  draw_spans(frame.style(), ImVec2(at.x + x, at.y + y), width - 2 * x, arithmetic_spans(frame, arithmetic));
  return height;
}

struct BlockDrawer {
  Frame& frame;
  ImVec2 at;
  float width;

  float operator()(const Caption& block) const { return draw_caption(frame, block, at, width); }
  float operator()(const Arithmetic& block) const { return draw_arithmetic(frame, block, at, width); }
  float operator()(const VectorStrip& block) const { return draw_vector_strip(frame, block, at, width); }
  float operator()(const TermTable& block) const { return draw_term_table(frame, block, at, width); }
  float operator()(const KeyBars& block) const { return draw_key_bars(frame, block, at, width); }
  float operator()(const RowTable& block) const { return draw_row_table(frame, block, at, width); }
  float operator()(const ShareBar& block) const { return draw_share_bar(frame, block, at, width); }
};

}  // namespace

float draw_block(Frame& frame, const Block& block, ImVec2 at, float width) {
  return std::visit(BlockDrawer{frame, at, width}, block);
}

}  // namespace ui::stages
