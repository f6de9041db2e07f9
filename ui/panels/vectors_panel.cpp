// The selected word's vectors x, q, k, v, every number of them to change; or the head's matrices.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ui/panels/matrix_card.h"
#include "ui/panels/panel_list.h"
#include "ui/panels/vector_order.h"
#include "ui/panels/vector_target.h"
#include "ui/panels/word_names.h"
#include "ui/widgets/containers.h"
#include "ui/widgets/fitting_text.h"
#include "ui/widgets/input_text.h"
#include "ui/widgets/layout.h"

namespace ui {
namespace {

using core::Index;

constexpr Index kSearchFrom = 13;  // components from which on a search field is worth its place
constexpr float kTabHeight = 34;

ImU32 color_of(const Palette& p, VectorTab tab) {
  switch (tab) {
    case VectorTab::Query:
      return p.query;
    case VectorTab::Key:
      return p.key;
    case VectorTab::Value:
      return p.value;
    case VectorTab::X:
      break;
  }
  return p.second_text;
}

void draw_tabs(const Ui& ui, const ImRect& rect, ViewState& view) {
  const Palette& p = ui.style.palette;
  const bool wide = rect.GetWidth() > ui.style.px(300);
  const Segment tabs[] = {
      {"x", 0, "x: the word's vector in the stream, what the layers read and write", true, "x"},
      {wide ? "q query" : "q", p.query, "q: what the word looks for", true, "q"},
      {wide ? "k key" : "k", p.key, "k: what the word offers to be found by", true, "k"},
      {wide ? "v value" : "v", p.value, "v: what the word hands over when it is looked at", true, "v"},
  };
  const auto selected = static_cast<int>(view.persisted.vector_tab);
  if (const auto chosen = segmented(ui, "vector.tab", rect, tabs, selected)) {
    view.persisted.vector_tab = static_cast<VectorTab>(*chosen);
  }
}

// A switch between the two words of the selection, cut off the right.
void draw_owner(const Ui& ui, ImRect& line, const PanelInput& input, ViewState& view) {
  if (!has_two_owners(input, view)) return;
  const core::Selection& selection = view.selection;
  const std::string& query = input.trace->tokens[static_cast<std::size_t>(selection.query)].text;
  const std::string& key = input.key_tokens(selection)[static_cast<std::size_t>(*selection.key)].text;
  const Segment words[] = {{query, 0, "the word that looks", true, "query"},
                           {key, 0, "the word that is looked at", true, "key"}};
  // The caption says no more than the tab and this switch do: the words go before it.
  const float width = std::min(segmented_width(ui.style, words), line.GetWidth());
  VectorOwner& owner = view.transient.word.owners[static_cast<std::size_t>(view.persisted.vector_tab)];
  const ImRect rect = cut_right(line, width, ui.style.px(kGap2));
  if (const auto chosen = segmented(ui, "vector.owner", rect, words, static_cast<int>(owner))) {
    owner = static_cast<VectorOwner>(*chosen);
  }
}

// How deep in the stream the x tab looks. Drawn instead of the caption, since it says the same.
void draw_depth(const Ui& ui, const ImRect& line, const PanelInput& input, ViewState& view) {
  std::vector<DropdownItem> items;
  const auto layers = static_cast<Index>(input.trace->layers.size());
  for (Index depth = 0; depth <= layers; ++depth) {
    DropdownItem item;
    item.label = depth == 0 ? "before layer 0 (x)" : fmt::format("after layer {}", depth - 1);
    items.push_back(std::move(item));
  }
  Index& depth = view.transient.word.depth;
  depth = std::clamp<Index>(depth, 0, layers);
  DropdownSpec spec;
  spec.tooltip = "The residual stream: x before the first layer, and what each layer made of it";
  const float width = std::min(line.GetWidth(), dropdown_width(ui.style, "before layer 0 (x)", spec));
  const ImRect rect(line.Min.x, line.Min.y, line.Min.x + width, line.Max.y);
  if (const auto chosen = dropdown(ui, "vector.depth", rect, items, static_cast<int>(depth), spec)) depth = *chosen;
}

void draw_matrices_toggle(const Ui& ui, ImRect& line, ViewState& view, bool brief = false) {
  ButtonSpec spec;
  spec.label = brief ? "W" : "Matrices";
  spec.kind = ButtonKind::Raised;
  spec.role = TextRole::Caption;
  spec.selected = view.persisted.matrices_open;
  spec.tooltip = view.persisted.matrices_open ? "Back to the word's vectors"
                                              : "The head's matrices W_Q, W_K, W_V, which make q, k and v of x";
  const ImRect rect = cut_right(line, button_width(ui.style, spec), ui.style.px(kGap2));
  if (button(ui, "vector.matrices", rect, spec)) view.persisted.matrices_open = !view.persisted.matrices_open;
}

// Whether the two words of the selection and the whole name of the matrices do not fit on one line.
bool crowds(const Ui& ui, const ImRect& line, const PanelInput& input, const ViewState& view) {
  if (!has_two_owners(input, view)) return false;
  const core::Selection& selection = view.selection;
  const std::string& query = input.trace->tokens[static_cast<std::size_t>(selection.query)].text;
  const std::string& key = input.key_tokens(selection)[static_cast<std::size_t>(*selection.key)].text;
  const Segment words[] = {{query}, {key}};
  ButtonSpec whole;
  whole.label = "Matrices";
  whole.role = TextRole::Caption;
  return segmented_width(ui.style, words) + button_width(ui.style, whole) + ui.style.px(kGap2) > line.GetWidth();
}

void draw_footer(const Ui& ui, ImRect line, const VectorTarget& target, VectorMemory& memory, VectorEvent& event) {
  const Style& style = ui.style;
  ButtonSpec sort;
  sort.label = memory.by_size ? "largest first" : "in order";
  sort.kind = ButtonKind::Quiet;
  sort.role = TextRole::Caption;
  sort.tooltip = memory.by_size ? "Click for the model's order of components" : "Click for the largest first";
  if (button(ui, "vector.sort", cut_right(line, button_width(style, sort), style.px(kGap1)), sort)) {
    memory.by_size = !memory.by_size;
  }
  if (std::find(target.edited.begin(), target.edited.end(), true) != target.edited.end()) {
    const ImRect rect = cut_right(line, style.px(kControlHeight), style.px(kGap1));
    if (icon_button(ui, "vector.reset", rect, Icon::Reset, "Reset " + target.what)) event.reset_all = true;
  }
  if (!memory.message.empty()) {
    draw_notice(style, line, Notice::Warning, memory.message);
  } else if (target.values.size() >= kSearchFrom) {
    TextFieldSpec field;
    const std::string whole = fmt::format("Search {} components", target.values.size());
    const std::array hints = {whole.c_str(), "Search them", "Search"};
    field.role = TextRole::Caption;
    field.icon = Icon::Search;
    field.hint = first_fitting(style, field.role, hints, text_field_room(style, line, field));
    text_field(ui, "vector.search", line, memory.filter, field);
  }
}

void draw_vector(const Ui& ui, ImRect rest, const PanelInput& input, ViewState& view, Requests& requests) {
  const Style& style = ui.style;
  draw_tabs(ui, cut_top(rest, style.px(kTabHeight), style.px(kGap2)), view);
  ImRect line = cut_top(rest, style.px(kControlHeight), style.px(kGap1));
  draw_matrices_toggle(ui, line, view, crowds(ui, line, input, view));
  draw_owner(ui, line, input, view);
  const VectorTarget target = vector_target(input, view);
  if (view.persisted.vector_tab == VectorTab::X) {
    draw_depth(ui, line, input, view);
  } else {
    const std::array captions = {target.caption.c_str(), target.what.c_str(), ""};
    draw_text_in(style, line, TextRole::Caption, style.palette.second_text,
                 first_fitting(style, TextRole::Caption, captions, line.GetWidth()));
  }
  if (!target.refusal.empty()) {
    draw_paragraph(style, rest.Min, rest.GetWidth(), TextRole::Body, style.palette.second_text, target.refusal);
    return;
  }
  WordView& word = view.transient.word;
  if (target.values.size() < kSearchFrom) word.vectors.filter.clear();
  VectorSpec spec = vector_spec(input, target);
  spec.prefix = "vector";
  spec.color = color_of(style.palette, view.persisted.vector_tab);
  spec.editable = spec.editable && !view.transient.show_before;
  const ImRect footer = cut_bottom(rest, style.px(kControlHeight), style.px(kGap2));
  keep_order(input, target, word.vectors);
  VectorEvent event = vector_editor(ui, rest, spec, {target.matrix, target.matrix_name}, word.vectors, word.numbers);
  draw_footer(ui, footer, target, word.vectors, event);
  act_on_vector(input, target, event, requests);
}

}  // namespace

void draw_vectors_panel(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  const Card card(ui, "vectors", area);
  const Style& style = ui.style;
  if (!input.has_trace()) {
    draw_paragraph(style, card.content().Min, card.content().GetWidth(), TextRole::Body, style.palette.second_text,
                   "The selected word's vectors stand here, every number of them to change.");
    return;
  }
  forget_stale_typing(view);
  if (!view.persisted.matrices_open) return draw_vector(ui, card.content(), input, view, requests);
  ImRect line = card.content();
  cut_top(line, style.px(kTabHeight), style.px(kGap2));
  line = cut_top(line, style.px(kControlHeight));
  const float right = line.Max.x;
  draw_matrices_toggle(ui, line, view);
  draw_matrix_card(ui, card.content(), right - line.Max.x, input, view, requests);
}

}  // namespace ui
