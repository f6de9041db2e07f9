// Above the sliders the word and why they are fixed, below them their order, the reset and a hint.
#include "ui/panels/row_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ui/panels/arithmetic.h"
#include "ui/panels/map_scene.h"
#include "ui/panels/row_menu.h"
#include "ui/panels/word_names.h"
#include "ui/panels/words_menu.h"
#include "ui/widgets/containers.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/fitting_text.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/number_note.h"

namespace ui {

namespace {

std::string sum_terms(const RowContext& context) {
  const RowData& row = context.row;
  const core::Vector values = row.difference ? core::Vector(row.weights - row.unedited) : row.weights;
  return sum_arithmetic(row.difference ? "the changes of all weights add up to" : "all weights add up to",
                        terms_of(*row.keys, values), context.ui.style.readout_decimals);
}

}  // namespace

void draw_row_header(const RowContext& context, ImRect line) {
  const Style& style = context.ui.style;
  const Palette& p = style.palette;
  const core::WholeWords* const words = context.row.query_words.get();
  const core::Tokens& tokens = words != nullptr ? words->tokens : context.input.trace->tokens;
  const core::Index token = context.view.selection.query;
  const core::Index query = shown_at(words, token);
  const std::string& word = tokens[static_cast<std::size_t>(query)].text;
  const std::string sum = sum_text(context.row, context.input, context.view);
  const float sum_width = text_width(style, TextRole::Caption, sum);
  const float word_width = std::min(text_width(style, TextRole::Title, word), ImTrunc(line.GetWidth() * 0.6F));
  ImRect rest = line;
  const ImRect title = cut_left(rest, word_width + 1, style.px(kGap2));
  draw_text_in(style, title, TextRole::Title, p.text, word);
  ItemSpec wanted;
  const std::string tip =
      fmt::format("{}: index {} in files and on the command line", quoted_word(tokens, query), token);
  wanted.tooltip = tip;
  wanted.role = "heading";
  wanted.focusable = false;
  if (item(context.ui, "row.word", title, wanted).right_clicked) {
    open_words_menu(context.view, token, false, title);
  }
  // Captions stand on the word's baseline.
  const float shift = baseline(style, TextRole::Title) - baseline(style, TextRole::Caption) -
                      (line_height(style, TextRole::Title) - line_height(style, TextRole::Caption)) / 2;
  rest.Min.y += 2 * shift;
  const std::string caption = word_caption(tokens, query);
  if (rest.GetWidth() - text_width(style, TextRole::Caption, caption) > sum_width + style.px(kGap2)) {
    const ImRect place = cut_right(rest, sum_width);
    draw_text_in(style, place, TextRole::Caption, p.second_text, sum);
    number_note(context.ui, "row.sum", place, [&] { return sum_terms(context); });
  }
  draw_text_in(style, rest, TextRole::Caption,
               tokens[static_cast<std::size_t>(query)].known ? p.second_text : p.warning, caption);
}

float draw_row_reason(const RowContext& context, ImRect line) {
  const Style& style = context.ui.style;
  if (context.row.fixed_because.empty()) return 0;
  const float used = draw_paragraph(style, line.Min, line.GetWidth(), TextRole::Caption, style.palette.second_text,
                                    context.row.fixed_because);
  ButtonSpec spec;
  spec.kind = ButtonKind::Raised;
  const core::Selection& selection = context.view.selection;
  const char* name = "row.remedy";
  if (context.row.remedy == RowRemedy::SoftSoftmax) spec.label = "Use the soft softmax";
  if (context.row.remedy == RowRemedy::SecondSentence) spec.label = "Add a second sentence";
  if (context.row.remedy == RowRemedy::ChooseHead) spec.label = "Show one head";
  if (context.row.remedy == RowRemedy::Pieces) spec.label = "Show the pieces";
  if (spec.label.empty()) return used + style.px(kGap2);
  const float top = line.Min.y + used + style.px(kGap2);
  const ImRect rect(line.Min.x, top, line.Min.x + button_width(style, spec), top + style.px(kControlHeight));
  if (button(context.ui, name, rect, spec)) {
    if (context.row.remedy == RowRemedy::SoftSoftmax) {
      core::Switches switches = context.input.session->switches;
      switches.softmax = core::SoftmaxKind::Soft;
      switches.head_softmax.erase({selection.layer, selection.head});
      context.requests.add(SetSwitches{switches, "Soft softmax", false});
    } else if (context.row.remedy == RowRemedy::SecondSentence) {
      context.requests.add(OpenSecond{});
    } else if (context.row.remedy == RowRemedy::Pieces) {
      context.view.persisted.whole_words = false;
    } else {
      context.view.selection.map = core::MapKind::Head;
    }
  }
  return used + 2 * style.px(kGap2) + style.px(kControlHeight);
}

namespace {

std::string_view hint_of(const RowContext& context, float width) {
  static constexpr std::array kDrag = {"Drag to change a word's relevance, or pin it", "Drag to change, or pin a word",
                                       "Drag or pin a word", ""};
  static constexpr std::array kSelect = {"Click a word to select it", "Click selects a word", ""};
  static constexpr std::array kCompare = {"Click a word to compare it", "Click compares a word", ""};
  const auto fitting = [&](std::span<const char* const> hints) {
    return first_fitting(context.ui.style, TextRole::Caption, hints, width);
  };
  if (context.row.looked_at_by) return fitting(kSelect);
  return context.row.fixed_because.empty() ? fitting(kDrag) : fitting(kCompare);
}

}  // namespace

void draw_row_footer(const RowContext& context, ImRect line) {
  const Style& style = context.ui.style;
  bool& sorted = context.view.persisted.sort_row;
  ButtonSpec sort;
  sort.label = sorted ? "by weight" : "in order";
  sort.kind = ButtonKind::Quiet;
  sort.role = TextRole::Caption;
  sort.tooltip = sorted ? "Click for the sentence's order" : "Click to sort by weight";
  if (button(context.ui, "row.sort", cut_right(line, button_width(style, sort), style.px(kGap1)), sort)) {
    sorted = !sorted;
  }
  if (!row_edits(context.input, context.view.selection).empty() && !context.row.looked_at_by) {
    ButtonSpec reset;
    reset.label = "Reset";
    reset.icon = Icon::Reset;
    reset.kind = ButtonKind::Quiet;
    reset.role = TextRole::Caption;
    reset.tooltip = "Take back every edited score and pinned weight of this row";
    const ImRect rect = cut_right(line, button_width(style, reset), style.px(kGap1));
    if (button(context.ui, "row.reset", rect, reset)) {
      reset_row(context.input, context.view.selection, std::nullopt, context.requests);
    }
  }
  draw_text_in(style, line, TextRole::Caption, style.palette.second_text, hint_of(context, line.GetWidth()));
}

}  // namespace ui
