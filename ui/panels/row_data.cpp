#include "ui/panels/row_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ui/joined_masks.h"
#include "ui/panels/map_scene.h"
#include "ui/panels/word_names.h"
#include "ui/run_questions.h"
#include "ui/selection.h"
#include "ui/widgets/numbers.h"

namespace ui {
namespace {

using core::Index;

// One row or column of a head's weights; nothing where the head is idle or of another shape.
core::Vector line_of(const core::HeadTrace& head, Index at, bool column) {
  if (head.idle || at >= (column ? head.weights.cols() : head.weights.rows())) return {};
  return column ? core::Vector(head.weights.col(at).transpose()) : core::Vector(head.weights.row(at));
}

// The mean of one line over heads of self-attention; only that line is touched, so that it costs H·T and not H·T².
core::Vector mean_line(const core::AttentionTrace& trace, const core::Selection& selection, bool column) {
  core::Vector sum;
  int lines = 0;
  for (std::size_t l = 0; l < trace.layers.size(); ++l) {
    for (std::size_t h = 0; h < trace.layers[l]->heads.size(); ++h) {
      const auto layer = static_cast<Index>(l);
      const auto head = static_cast<Index>(h);
      if (!is_of_map(selection, layer, head)) continue;
      if (trace.head_config(layer, head).keys == core::KeySource::Second) continue;
      const core::Vector line = line_of(trace.head(layer, head), selection.query, column);
      if (line.size() == 0) continue;
      if (sum.size() == 0) sum = core::Vector::Zero(line.size());
      sum += line;
      ++lines;
    }
  }
  if (lines > 0) sum /= static_cast<float>(lines);
  return sum;
}

core::Vector token_line(const core::AttentionTrace& trace, const core::Selection& selection, bool column) {
  if (selection.map == core::MapKind::Head) {
    return line_of(trace.head(selection.layer, selection.head), selection.query, column);
  }
  return mean_line(trace, selection, column);
}

// The same with pieces of words joined: weights to a word add up, those from its pieces average.
core::Vector joined_line(const core::AttentionTrace& trace, const core::Selection& selection, const RowData& row) {
  const core::WholeWords& own = *row.query_words;
  const Index word = shown_at(&own, selection.query);
  const float share = 1.0F / static_cast<float>(own.pieces(word));
  core::Vector line;
  core::Selection piece = selection;
  for (Index i = 0; i < own.pieces(word); ++i) {
    piece.query = token_at(&own, word) + i;
    const core::Vector tokens = token_line(trace, piece, row.looked_at_by);
    if (tokens.size() != static_cast<Index>(row.words->word_of.size())) return {};
    if (line.size() == 0) line = core::Vector::Zero(row.words->count());
    for (Index token = 0; token < tokens.size(); ++token) {
      const Index entry = row.words->word_of[static_cast<std::size_t>(token)];
      // A column adds up over the pieces looked at and averages over those that look.
      const float part = row.looked_at_by ? 1.0F / static_cast<float>(row.words->pieces(entry)) : share;
      line(entry) += part * tokens(token);
    }
  }
  return line;
}

core::Vector map_line(const core::AttentionTrace& trace, const core::Selection& selection, const RowData& row) {
  return row.words ? joined_line(trace, selection, row) : token_line(trace, selection, row.looked_at_by);
}

void join(const MapFacts& map, RowData& row) {
  row.query_words = map.query_words;
  row.words = row.looked_at_by ? map.query_words : map.key_words;
  if (row.words) row.keys = &row.words->tokens;
}

void find_states(const PanelInput& input, const core::Selection& selection, RowData& row) {
  const core::HeadTrace& head = input.head(selection);
  const core::Switches& switches = input.trace->run.switches;
  const bool cross = input.head_config(selection).keys == core::KeySource::Second;
  const std::set<Index>& ignored = cross ? switches.ignored_second : switches.ignored;
  for (Index key = 0; key < row.weights.size(); ++key) {
    KeyState& state = row.states[static_cast<std::size_t>(key)];
    if (std::isinf(head.scaled(selection.query, key))) state = KeyState::Masked;
    if (ignored.count(key) > 0) state = KeyState::Ignored;
  }
  for (const core::GivenWeight& given : head.given) {
    if (given.query == selection.query) row.states[static_cast<std::size_t>(given.key)] = KeyState::Given;
  }
  for (const core::Edit& held : head.held) {
    if (held.row == selection.query) row.states[static_cast<std::size_t>(held.column)] = KeyState::Held;
  }
  for (const core::Edit& edit : row_edits(input, selection)) {
    if (edit.column >= 0 && edit.column < row.weights.size() && input.is_edited(edit)) {
      row.edited[static_cast<std::size_t>(edit.column)] = true;
    }
  }
}

// Whole words that the mask hides, whichever of their pieces look.
void find_masked_words(const PanelInput& input, const core::Selection& selection, RowData& row) {
  const core::Matrix& scaled = input.head(selection).scaled;
  if (scaled.rows() != row.query_words->first.back() || scaled.cols() != row.words->first.back()) return;
  const Index word = shown_at(row.query_words.get(), selection.query);
  for (Index key = 0; key < row.weights.size(); ++key) {
    if (is_masked_word(scaled, *row.query_words, word, *row.words, key)) {
      row.states[static_cast<std::size_t>(key)] = KeyState::Masked;
    }
  }
}

void find_reason(const PanelInput& input, const ViewState& view, RowData& row) {
  const core::Selection& selection = view.selection;
  if (row.words) {
    row.fixed_because = "Pieces of words are shown as one: read-only.";
    row.remedy = RowRemedy::Pieces;
  } else if (selection.map != core::MapKind::Head) {
    row.fixed_because = "An average of heads is read-only: it is a mean of weights.";
    row.remedy = RowRemedy::ChooseHead;
  } else if (input.head(selection).idle) {
    const bool open = input.session->has_second;
    row.fixed_because = open ? "This head looks at a second sentence: type one into the second field."
                             : "This head looks at a second sentence, and there is none.";
    row.remedy = open ? RowRemedy::None : RowRemedy::SecondSentence;
  } else if (row.looked_at_by) {
    row.fixed_because = "Who looks at this word: read-only, since each row has its own sum.";
  } else if (input.trace->run.switches.softmax_of(selection.layer, selection.head) != core::SoftmaxKind::Soft) {
    row.fixed_because = "Sliders need the soft softmax.";
    row.remedy = RowRemedy::SoftSoftmax;
  } else if (row.difference) {
    row.fixed_because = "Now − before your edits. Switch the difference off to drag.";
  } else if (view.transient.show_before) {
    row.fixed_because = "Before your edits. Alt+B goes back to them.";
  }
}

void find_resting(const MapFacts& map, const ViewState& view, RowData& row) {
  if (!view.persisted.resting_aside || row.looked_at_by || view.selection.map != core::MapKind::Head) return;
  for (const Index key : map.resting_columns) row.resting[static_cast<std::size_t>(key)] = true;
}

}  // namespace

float shown_weight(const RowData& row, Index key) {
  return row.difference ? row.weights(key) - row.unedited(key) : row.weights(key);
}

RowData row_data(const PanelInput& input, ViewState& view) {
  const core::Selection& selection = view.selection;
  const MapFacts& map = view.transient.maps.cache.facts(*input.trace, selection, view.persisted.whole_words);
  RowData row;
  row.looked_at_by = view.persisted.ribbons == RibbonDirection::LookedAtBy;
  row.keys = row.looked_at_by ? &input.trace->tokens : &input.key_tokens(selection);
  join(map, row);
  row.read_only = row.words != nullptr || selection.map != core::MapKind::Head;
  row.weights = map_line(*input.trace, selection, row);
  if (input.before != nullptr) row.unedited = map_line(*input.before, selection, row);
  if (row.unedited.size() != row.weights.size()) row.unedited = row.weights;
  if (input.former != nullptr && input.glide < 1) row.former = map_line(*input.former, selection, row);
  if (row.former.size() != row.weights.size()) row.former.resize(0);
  const auto count = static_cast<std::size_t>(row.weights.size());
  row.states.assign(count, KeyState::Free);
  row.edited.assign(count, false);
  row.resting.assign(count, false);
  row.sum = row.weights.sum();
  row.difference = shows_difference(input, view);
  find_reason(input, view, row);
  if (count > 0 && !row.read_only && !row.looked_at_by) find_states(input, selection, row);
  const bool of_head = selection.map == core::MapKind::Head;
  if (count > 0 && row.words && of_head && !row.looked_at_by) find_masked_words(input, selection, row);
  if (count > 0) find_resting(map, view, row);
  return row;
}

std::string sum_text(const RowData& row, const PanelInput& input, const ViewState& view) {
  if (row.weights.size() == 0) return {};
  if (row.difference) return fmt::format("changes sum to {}", format_signed(row.sum - row.unedited.sum(), 2));
  if (row.looked_at_by) return fmt::format("{} in all rows", format_number(row.sum, 2));
  const core::Selection& selection = view.selection;
  if (!row.read_only) {
    const bool none = input.trace->run.switches.softmax_of(selection.layer, selection.head) == core::SoftmaxKind::None;
    if (none) return fmt::format("no softmax: sum {}", format_number(row.sum, 2));
    const bool any = std::any_of(row.states.begin(), row.states.end(), [](KeyState state) {
      return state != KeyState::Masked && state != KeyState::Ignored;
    });
    if (!any) return "nothing to look at";
  }
  return fmt::format("weights sum to {}", format_number(row.sum, 2));
}

std::vector<core::Edit> row_edits(const PanelInput& input, const core::Selection& selection,
                                  std::optional<core::Index> key) {
  std::vector<core::Edit> found;
  if (selection.map != core::MapKind::Head) return found;
  for (const core::SessionEdit& one : listed_edits(input)) {
    const core::Edit& edit = one.edit;
    if (one.parked || !core::is_pair(edit.site)) continue;
    if (edit.layer != selection.layer || edit.head != selection.head || edit.row != selection.query) continue;
    if (!key || edit.column == *key) found.push_back(edit);
  }
  return found;
}

std::vector<core::Index> row_order(const RowData& row, bool by_weight) {
  std::vector<core::Index> order(static_cast<std::size_t>(row.weights.size()));
  std::iota(order.begin(), order.end(), 0);
  if (by_weight) {
    std::stable_sort(order.begin(), order.end(), [&](core::Index a, core::Index b) {
      const float first = shown_weight(row, a);
      const float second = shown_weight(row, b);
      return row.difference ? std::abs(first) > std::abs(second) : first > second;
    });
  }
  return order;
}

}  // namespace ui
