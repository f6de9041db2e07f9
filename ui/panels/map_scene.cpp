#include "ui/panels/map_scene.h"

#include <fmt/format.h>

#include <algorithm>

#include "ui/row_views_memory.h"
#include "ui/run_questions.h"
#include "ui/selection.h"

namespace ui {
namespace {

std::vector<CellMark> marks_of(const PanelInput& input, const core::Selection& selection) {
  std::vector<CellMark> marks;
  if (selection.map != core::MapKind::Head) return marks;
  const core::HeadTrace& head = input.head(selection);
  for (const core::GivenWeight& given : head.given) marks.push_back({{given.query, given.key}, MarkKind::Given});
  const auto put = [&](MapCell cell, MarkKind kind) {
    std::erase_if(marks, [&](const CellMark& mark) { return mark.cell == cell; });
    marks.push_back({cell, kind});
  };
  for (const core::Edit& edit : input.trace->run.edits) {
    const bool here = edit.layer == selection.layer && edit.head == selection.head;
    if (here && edit.site == core::Site::Score) put({edit.row, edit.column}, MarkKind::Edited);
  }
  for (const core::Edit& edit : head.held) put({edit.row, edit.column}, MarkKind::Held);
  return marks;
}

const std::shared_ptr<const core::HeadTrace>& head_of(const PanelInput& input, const core::Selection& selection) {
  const core::LayerTrace& layer = *input.trace->layers[static_cast<std::size_t>(selection.layer)];
  return layer.heads[static_cast<std::size_t>(selection.head)];
}

float full_of(const MapScene& scene, const PersistedView& persisted) {
  const bool aside = persisted.resting_aside && !scene.is_difference;
  const float largest = aside ? scene.shown->largest_aside : scene.shown->largest;
  if (scene.is_difference || scene.is_signed) return std::max(scene.shown->largest, 1e-6F);
  return persisted.range == RangeMode::ZeroToOne ? std::max(1.0F, scene.shown->largest) : std::max(largest, 1e-6F);
}

bool has_same_shape(const MapFacts& first, const MapFacts& second) {
  return first.weights->rows() == second.weights->rows() && first.weights->cols() == second.weights->cols();
}

}  // namespace

MapScene make_map_scene(const PanelInput& input, ViewState& view) {
  const core::Selection& selection = view.selection;
  MapCache& cache = view.transient.maps.cache;
  MapScene scene;
  const bool whole = view.persisted.whole_words;
  scene.weights = scene.shown = &cache.facts(*input.trace, selection, whole);
  scene.query_words = scene.weights->query_words.get();
  scene.key_words = scene.weights->key_words.get();
  scene.queries = scene.is_joined() ? &scene.query_words->tokens : &input.trace->tokens;
  scene.keys = scene.is_joined() ? &scene.key_words->tokens : &input.key_tokens(selection);
  if (selection.map == core::MapKind::Head && is_kept(input, selection)) {
    if (!scene.is_joined()) scene.head = &input.head(selection);
    scene.scaled = scene.is_joined()
                       ? &row_views_memory(view).masks.of(head_of(input, selection), scene.weights->query_words,
                                                          scene.weights->key_words)
                       : &scene.head->scaled;
  }
  if (input.former != nullptr && !view.transient.show_before) {
    const MapFacts& former = cache.facts(*input.former, selection, whole);
    if (has_same_shape(former, *scene.weights)) scene.former = &former;
  }
  if (shows_difference(input, view)) {
    const MapFacts& difference = cache.difference(*scene.weights, cache.facts(*input.before, selection, whole));
    scene.is_difference = difference.weights->size() > 0;
    if (scene.is_difference) scene.shown = &difference;
  }
  scene.is_signed = scene.is_difference || scene.shown->least < 0;
  scene.full = full_of(scene, view.persisted);
  if (!scene.is_joined()) scene.marks = marks_of(input, selection);
  if (view.persisted.resting_aside && !scene.is_difference) scene.set_aside = scene.weights->resting_columns;
  return scene;
}

std::string map_name(const PanelInput& input, const core::Selection& selection) {
  switch (selection.map) {
    case core::MapKind::Head:
      return input.head_config(selection).name;
    case core::MapKind::MeanOverHeads:
      return fmt::format("Mean of layer {}", selection.layer);
    case core::MapKind::MeanOverLayers:
      return fmt::format("Mean of head {} over all layers", selection.head);
    case core::MapKind::MeanOverAll:
      break;
  }
  return "Mean of all heads";
}

std::string map_caption(const PanelInput& input, const core::Selection& selection) {
  if (selection.map != core::MapKind::Head) return "plain mean of the weights, not attention flow";
  const std::string& about = input.head_config(selection).about;
  std::string caption = fmt::format("layer {} \u00b7 head {}", selection.layer, selection.head);
  if (!about.empty()) caption += " \u2014 " + about;
  return caption;
}

}  // namespace ui
