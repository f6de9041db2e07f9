#include "ui/panels/vector_target.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "ui/panels/arithmetic.h"
#include "ui/panels/word_names.h"
#include "ui/run_questions.h"
#include "ui/selection.h"

namespace ui {
namespace {

using core::Index;
using core::Site;

bool is_cross(const PanelInput& input, const core::Selection& selection) {
  return selection.map == core::MapKind::Head && input.head_config(selection).keys == core::KeySource::Second;
}

VectorOwner owner_of(const PanelInput& input, const ViewState& view) {
  const core::Selection& selection = view.selection;
  const VectorTab tab = view.persisted.vector_tab;
  const bool cross = is_cross(input, selection);
  // Across two sentences keys and values are the second's, queries the first's.
  if (cross && (tab == VectorTab::Key || tab == VectorTab::Value)) return VectorOwner::KeyWord;
  if (cross && tab == VectorTab::Query) return VectorOwner::QueryWord;
  if (!selection.key) return VectorOwner::QueryWord;
  return view.transient.word.owners[static_cast<std::size_t>(tab)];
}

const core::Matrix* stream_of(const core::AttentionTrace& trace, bool second, Index depth) {
  const auto& layers = second ? trace.second_layers : trace.layers;
  if (layers.empty()) return nullptr;
  if (depth <= 0) return &layers.front()->input;
  return &layers[static_cast<std::size_t>(std::min<Index>(depth, static_cast<Index>(layers.size())) - 1)]->output;
}

const core::Matrix* matrix_of(const core::AttentionTrace& trace, const core::Edit& place, Index depth) {
  if (place.site == Site::X || place.site == Site::Residual) return stream_of(trace, place.second, depth);
  const core::HeadTrace& head = trace.head(place.layer, place.head);
  if (place.site == Site::Q) return &head.q;
  return place.site == Site::K ? &head.k : &head.v;
}

core::Vector row_of(const core::Matrix* matrix, Index row) {
  if (matrix == nullptr || row >= matrix->rows()) return {};
  return matrix->row(row);
}

Site site_of(VectorTab tab, Index depth) {
  switch (tab) {
    case VectorTab::Query:
      return Site::Q;
    case VectorTab::Key:
      return Site::K;
    case VectorTab::Value:
      return Site::V;
    case VectorTab::X:
      break;
  }
  return depth == 0 ? Site::X : Site::Residual;
}

core::ValueKind kind_of(Site site) {
  switch (site) {
    case Site::Q:
      return core::ValueKind::Q;
    case Site::K:
      return core::ValueKind::K;
    case Site::V:
      return core::ValueKind::V;
    case Site::Residual:
      return core::ValueKind::Residual;
    default:
      return core::ValueKind::X;
  }
}

// Heads of the layer that use the same columns of W_K or W_V.
std::vector<Index> heads_sharing(const PanelInput& input, const core::Edit& place) {
  std::vector<Index> heads = {place.head};
  if (place.site != Site::K && place.site != Site::V) return heads;
  const auto& all = input.trace->config().layers[static_cast<std::size_t>(place.layer)].heads;
  const core::HeadConfig& mine = all[static_cast<std::size_t>(place.head)];
  for (std::size_t h = 0; h < all.size(); ++h) {
    const bool same =
        place.site == Site::K ? all[h].key_column == mine.key_column : all[h].value_column == mine.value_column;
    if (same && all[h].keys == mine.keys && static_cast<Index>(h) != place.head) heads.push_back(static_cast<Index>(h));
  }
  return heads;
}

std::string refusal_of(const PanelInput& input, const ViewState& view, bool of_key) {
  const core::Selection& selection = view.selection;
  if (view.persisted.vector_tab == VectorTab::X) {
    if (of_key && is_cross(input, selection) && input.trace->second_layers.empty())
      return "There is no second sentence.";
    return {};
  }
  if (selection.map != core::MapKind::Head) {
    return "An average of heads has no q, k or v of its own: choose one head in the grid. Its x is beside this tab.";
  }
  if (input.head(selection).idle) return "This head looks at a second sentence, and there is none.";
  if (of_key && !selection.key) return "Select a word of the second sentence: its key and value belong to it.";
  return {};
}

void name_target(const PanelInput& input, const ViewState& view, const core::Tokens& tokens, VectorTarget& target) {
  static constexpr const char* kLetters[] = {"x", "q", "k", "v"};
  const std::string letter = kLetters[static_cast<std::size_t>(view.persisted.vector_tab)];
  const std::string word = quoted_word(tokens, target.place.row);
  target.what = fmt::format("{}({})", letter, word);
  target.matrix_name = letter + " of all words";
  if (target.place.site == Site::Residual) {
    target.what = fmt::format("{} after layer {}", word, target.place.layer);
    target.matrix_name = fmt::format("all words after layer {}", target.place.layer);
    target.caption = target.what;
  } else if (target.place.site == Site::X) {
    target.caption = fmt::format("x of {}, before layer 0", word);
  } else {
    target.caption = fmt::format("{} of {} in {}", letter, word, map_title(input, view.selection));
    if (target.sharing.size() > 1) {
      target.caption += fmt::format(" · shared by {} heads", target.sharing.size());
    }
  }
}

void find_names(const PanelInput& input, const core::Selection& selection, VectorTarget& target) {
  const core::ModelConfig& config = input.trace->config();
  if (target.place.site == Site::X || target.place.site == Site::Residual) {
    target.names = &config.components;
  } else {
    const core::HeadConfig& head = input.head_config(selection);
    target.names = target.place.site == Site::V ? &head.value_components : &head.score_components;
  }
}

}  // namespace

bool has_two_owners(const PanelInput& input, const ViewState& view) {
  const core::Selection& selection = view.selection;
  if (!selection.key) return false;
  if (is_cross(input, selection)) {
    return view.persisted.vector_tab == VectorTab::X && !input.trace->second_layers.empty();
  }
  return *selection.key != selection.query;
}

VectorTarget vector_target(const PanelInput& input, const ViewState& view) {
  const core::Selection& selection = view.selection;
  const auto layers = static_cast<Index>(input.trace->layers.size());
  const Index depth = std::clamp<Index>(view.transient.word.depth, 0, layers);
  const bool of_key = owner_of(input, view) == VectorOwner::KeyWord;
  VectorTarget target;
  target.refusal = refusal_of(input, view, of_key);
  if (!target.refusal.empty()) return target;
  core::Edit& place = target.place;
  place.site = site_of(view.persisted.vector_tab, depth);
  place.second = of_key && is_cross(input, selection);
  place.row = of_key ? selection.key.value_or(selection.query) : selection.query;
  if (place.site == Site::Residual) place.layer = depth - 1;
  if (place.site != Site::X && place.site != Site::Residual) {
    place.layer = selection.layer;
    place.head = selection.head;
  }
  target.kind = kind_of(place.site);
  target.sharing = heads_sharing(input, place);
  target.values = row_of(matrix_of(*input.trace, place, depth), place.row);
  if (input.before != nullptr) target.unedited = row_of(matrix_of(*input.before, place, depth), place.row);
  if (target.unedited.size() != target.values.size()) target.unedited = target.values;
  if (input.former != nullptr && input.glide < 1) {
    target.former = row_of(matrix_of(*input.former, place, depth), place.row);
  }
  find_names(input, selection, target);
  find_edited(input, target);
  name_target(input, view, place.second ? input.trace->second_tokens : input.trace->tokens, target);
  show_difference(input, view, target);
  target.matrix = [&input, place, depth, changes = target.difference]() -> core::Matrix {
    const core::Matrix& now = *matrix_of(*input.trace, place, depth);
    return changes ? now - *matrix_of(*input.before, place, depth) : now;
  };
  return target;
}

void show_difference(const PanelInput& input, const ViewState& view, VectorTarget& target) {
  target.difference = shows_difference(input, view);
  if (!target.difference) return;
  target.values -= target.unedited;
  target.unedited = core::Vector::Zero(target.values.size());
  target.former.resize(0);
  target.caption = "change of " + target.caption;
}

namespace {

bool is_of(const VectorTarget& target, const core::Edit& edit) {
  const core::Edit& place = target.place;
  return edit.site == place.site && edit.second == place.second && edit.layer == place.layer && edit.row == place.row &&
         std::find(target.sharing.begin(), target.sharing.end(), edit.head) != target.sharing.end();
}

// The reader's edits of this vector, to take back: of one component or of all.
std::vector<core::Edit> vector_edits(const PanelInput& input, const VectorTarget& target,
                                     std::optional<Index> component) {
  std::vector<core::Edit> found;
  for (const core::SessionEdit& one : listed_edits(input)) {
    const Index column = one.edit.column;
    const bool wanted = !component || column == *component || column == core::kAllComponents;
    if (wanted && !one.parked && is_of(target, one.edit)) found.push_back(one.edit);
  }
  return found;
}

}  // namespace

void find_edited(const PanelInput& input, VectorTarget& target) {
  target.edited.assign(static_cast<std::size_t>(target.values.size()), false);
  for (const core::Edit& edit : input.trace->run.edits) {
    if (!is_of(target, edit)) continue;
    if (edit.column == core::kAllComponents) target.edited.assign(target.edited.size(), true);
    const auto column = static_cast<std::size_t>(edit.column);
    if (column < target.edited.size()) target.edited[column] = true;
  }
}

VectorSpec vector_spec(const PanelInput& input, const VectorTarget& target) {
  VectorSpec spec;
  spec.what = target.what;
  spec.values = &target.values;
  spec.unedited = &target.unedited;
  if (target.former.size() == target.values.size()) spec.former = &target.former;
  spec.glide = input.glide;
  spec.names = target.names;
  spec.edited = &target.edited;
  spec.difference = target.difference;
  spec.editable = !target.difference;
  spec.tooltip = [&input, &target](Index component) {
    core::Place place;
    place.kind = target.kind;
    place.second = target.place.second;
    place.layer = std::max<Index>(target.place.layer, 0);
    place.head = std::max<Index>(target.place.head, 0);
    place.row = target.place.row;
    place.column = component;
    const int decimals = input.preferences->readout_decimals;
    std::string text = number_arithmetic(*input.trace, place, decimals);
    if (!target.difference) return text;
    const auto change = static_cast<double>(target.values(component));
    const auto before = static_cast<double>(target.unedited(component));
    return fmt::format("change {} = now {} − before {}\nnow: ", core::number_text(change, decimals),
                       core::number_text(before + change, decimals), core::number_text(before, decimals)) +
           text;
  };
  return spec;
}

void act_on_vector(const PanelInput& input, const VectorTarget& target, const VectorEvent& event, Requests& requests) {
  if (!event.changes.empty()) {
    PutEdits put;
    for (const auto& [component, value] : event.changes) {
      core::Edit edit = target.place;
      edit.column = component;
      edit.value = value;
      put.edits.push_back(edit);
    }
    const bool whole = event.changes.size() > 1;
    const std::string part = component_name(*target.names, event.changes.front().first);
    put.name = whole ? fmt::format("Paste {}", target.what) : fmt::format("{} of {}", part, target.what);
    put.continues = event.continues;
    requests.add(std::move(put));
  }
  if (event.reset || event.reset_all) {
    std::vector<core::Edit> places = vector_edits(input, target, event.reset_all ? std::nullopt : event.reset);
    const std::string what = event.reset_all
                                 ? target.what
                                 : fmt::format("{} of {}", component_name(*target.names, *event.reset), target.what);
    if (!places.empty()) requests.add(RemoveEdits{std::move(places), "Reset " + what});
  }
  if (event.copied) requests.add(CopyText{*event.copied, event.copied_what});
}

}  // namespace ui
