#include "ui/panels/row_menu.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/attention/relevance.h"
#include "ui/panels/word_names.h"
#include "ui/widgets/copy_menu.h"
#include "ui/widgets/numbers.h"
#include "ui/widgets/paste_row.h"

namespace ui {
namespace {

using core::Index;

std::string pair_name(const PanelInput& input, const core::Selection& selection, Index key) {
  return fmt::format("{} for {}", quoted_word(input.key_tokens(selection), key),
                     quoted_word(input.trace->tokens, selection.query));
}

core::Edit weight_edit(const core::Selection& selection, Index key, float weight) {
  core::Edit edit;
  edit.site = core::Site::Weight;
  edit.layer = selection.layer;
  edit.head = selection.head;
  edit.row = selection.query;
  edit.column = key;
  edit.value = weight;
  return edit;
}

bool action(const Ui& ui, const std::string& name, const Popup& popup, std::string_view label, Icon icon,
            bool enabled = true) {
  MenuItemSpec spec;
  spec.label = label;
  spec.icon = icon;
  spec.enabled = enabled;
  return menu_item(ui, name, popup, spec);
}

}  // namespace

void ask_for_weight(const PanelInput& input, const core::Selection& selection, Index key, float weight, bool typed,
                    bool continues, Requests& requests) {
  // The axis ends at decimals that no 32-bit number is.
  constexpr double kRounding = 1e-6;
  double precise = static_cast<double>(weight);
  const bool on_axis = precise >= core::kLeastRelevance - kRounding && precise <= core::kMostRelevance + kRounding;
  if (on_axis) {
    const double most = core::greatest_weight(*input.trace, selection.layer, selection.head, selection.query, key);
    precise = std::clamp(std::min(precise, most), core::kLeastRelevance, core::kMostRelevance);
    if (most < core::kLeastRelevance) return;  // the held weights leave nothing
  }
  const core::Edit edit = on_axis ? core::score_edit_for_weight(*input.trace, selection.layer, selection.head,
                                                                selection.query, key, precise)
                                  : weight_edit(selection, key, weight);
  const std::string name = typed ? "Type the relevance of " : "Relevance of ";
  requests.add(PutEdits{{edit}, name + pair_name(input, selection, key), continues});
}

void toggle_pin(const PanelInput& input, const core::Selection& selection, Index key, bool pinned, Requests& requests) {
  const core::Edit hold = core::hold_edit(*input.trace, selection.layer, selection.head, selection.query, key);
  const std::string pair = pair_name(input, selection, key);
  if (pinned) {
    requests.add(RemoveEdits{{hold}, "Release " + pair});
  } else {
    requests.add(PutEdits{{hold}, fmt::format("Pin {} at {}", pair, format_number(hold.value, 2)), false});
  }
}

void reset_row(const PanelInput& input, const core::Selection& selection, std::optional<Index> key,
               Requests& requests) {
  std::vector<core::Edit> places = row_edits(input, selection, key);
  if (places.empty()) return;
  const std::string what = key ? "the relevance of " + pair_name(input, selection, *key)
                               : "the row of " + quoted_word(input.trace->tokens, selection.query);
  requests.add(RemoveEdits{std::move(places), "Reset " + what});
}

std::string row_menu_name(Index key) {
  return fmt::format("row.menu.{}", key);
}

void draw_row_menu(const Ui& ui, const ImRect& anchor, const PanelInput& input, const RowData& row, Index key,
                   ViewState& view, Requests& requests) {
  const std::string name = row_menu_name(key);
  if (!is_popup_open(name)) return;
  const Popup popup(ui, name, anchor, 264);
  if (!popup.open()) return;
  const core::Selection selection = view.selection;
  const KeyState state = row.states[static_cast<std::size_t>(key)];
  const bool movable = row.fixed_because.empty() && state != KeyState::Masked && state != KeyState::Ignored;
  const bool pinned = state == KeyState::Held;
  const float weight = shown_weight(row, key);
  menu_heading(ui, popup, pair_name(input, selection, key));
  if (action(ui, name + "/type", popup, "Type a weight…", Icon::Edit, movable)) {
    open_for_typing(view.transient.word.numbers, fmt::format("row.value.{}", key), weight);
  }
  if (action(ui, name + "/pin", popup, pinned ? "Release the pin" : "Pin at this weight",
             pinned ? Icon::Pinned : Icon::Pin, movable && state != KeyState::Given)) {
    toggle_pin(input, selection, key, pinned, requests);
  }
  if (action(ui, name + "/reset", popup, "Reset this word", Icon::Reset, !row_edits(input, selection, key).empty())) {
    reset_row(input, selection, key, requests);
  }
  if (action(ui, name + "/reset_row", popup, "Reset the row", Icon::Reset, !row_edits(input, selection).empty())) {
    reset_row(input, selection, std::nullopt, requests);
  }
  menu_separator(ui, popup);
  const core::Matrix shown = row.difference ? core::Matrix(row.weights - row.unedited) : core::Matrix(row.weights);
  if (action(ui, name + "/copy", popup, "Copy the weight", Icon::Copy)) {
    requests.add(CopyText{exact_text(weight), "weight of " + pair_name(input, selection, key)});
  }
  if (const auto text = copy_menu(ui, name, popup, shown, "row")) {
    requests.add(CopyText{*text, "row of " + quoted_word(input.trace->tokens, selection.query)});
  }
  if (row.words || row.looked_at_by) return;
  const core::Matrix& map = *view.transient.maps.cache.facts(*input.trace, selection).weights;
  if (const auto text = copy_menu(ui, name + "/matrix", popup, map, "matrix")) {
    requests.add(CopyText{*text, "map of " + map_title(input, selection)});
  }
}

}  // namespace ui
