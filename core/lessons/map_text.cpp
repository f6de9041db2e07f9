#include "core/lessons/map_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "core/attention/edit_text.h"
#include "core/attention/forward.h"
#include "core/error.h"
#include "core/numbers.h"
#include "core/plain_text.h"

namespace core {

namespace {

Index count_behind_at(const std::string& text, std::size_t limit, const char* what) {
  const auto number = parse_count(std::string_view(text).substr(text.find('@') + 1));
  if (number && *number < static_cast<long>(limit)) return static_cast<Index>(*number);
  throw Error(fmt::format("\"{}\" names no {}", shown_text(text), what), fmt::format("0 to {}", limit - 1),
              "counted from 0");
}

}  // namespace

void read_map(const std::string& text, const Model& model, Selection& selection) {
  const std::string kind = text.substr(0, text.find('@'));
  if (kind == "mean") {
    selection.map = MapKind::MeanOverAll;
  } else if (kind == "mean-over-heads") {
    selection.map = MapKind::MeanOverHeads;
    selection.layer = count_behind_at(text, model.config.layers.size(), "layer");
  } else if (kind == "mean-over-layers") {
    std::size_t heads = 0;
    for (const LayerConfig& layer : model.config.layers) heads = std::max(heads, layer.heads.size());
    selection.map = MapKind::MeanOverLayers;
    selection.head = count_behind_at(text, heads, "head");
  } else {
    selection.map = MapKind::Head;
    std::tie(selection.layer, selection.head) = parse_head(text, model);
  }
}

std::string write_map(const Selection& selection, const Model& model) {
  switch (selection.map) {
    case MapKind::MeanOverHeads:
      return fmt::format("mean-over-heads@{}", selection.layer);
    case MapKind::MeanOverLayers:
      return fmt::format("mean-over-layers@{}", selection.head);
    case MapKind::MeanOverAll:
      return "mean";
    case MapKind::Head:
      break;
  }
  return head_label(model, selection.layer, selection.head);
}

Matrix map_weights(const AttentionTrace& trace, const Selection& selection) {
  switch (selection.map) {
    case MapKind::MeanOverHeads:
      return mean_over_heads(trace, selection.layer);
    case MapKind::MeanOverLayers:
      return mean_over_layers(trace, selection.head);
    case MapKind::MeanOverAll:
      return mean_over_all(trace);
    case MapKind::Head:
      break;
  }
  return trace.head(selection.layer, selection.head).weights;
}

}  // namespace core
