#include "ui/panels/grid_pictures.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "core/attention/forward.h"
#include "core/attention/keeping.h"
#include "core/attention/whole_words.h"
#include "ui/widgets/colormap.h"
#include "ui/widgets/map_frame.h"

namespace ui {
namespace {

// Values that one frame reads at most: a few milliseconds. Larger runs fill in over several frames.
constexpr core::Index kValuesAFrame = 6'000'000;

using Sources = std::vector<std::shared_ptr<const void>>;

Sources sources_of(const core::AttentionTrace& trace, const core::Selection& selection) {
  const auto& layers = trace.layers;
  switch (selection.map) {
    case core::MapKind::Head:
      return {layers[static_cast<std::size_t>(selection.layer)]->heads[static_cast<std::size_t>(selection.head)]};
    case core::MapKind::MeanOverHeads:
      return {layers[static_cast<std::size_t>(selection.layer)]};
    default:
      return {layers.begin(), layers.end()};
  }
}

bool are_same(const std::vector<std::weak_ptr<const void>>& links, const Sources& sources) {
  return std::equal(
      links.begin(), links.end(), sources.begin(), sources.end(),
      [](const auto& link, const auto& source) { return !link.owner_before(source) && !source.owner_before(link); });
}

bool is_fresh(const GridMemory::Thumbnail& thumbnail, const Sources& sources) {
  return thumbnail.drawn && are_same(thumbnail.sources, sources);
}

// Adds layers up, as core::mean_over_all does, as long as `left` values may be read; whether all are in. The sum is
// empty where a layer's weights were not kept.
bool add_layers(const core::AttentionTrace& trace, const Sources& sources, core::Index& left, GridMemory::Sum& sum) {
  const auto tokens = static_cast<core::Index>(trace.tokens.size());
  if (!are_same(sum.sources, sources)) {
    sum = {{sources.begin(), sources.end()}, core::Matrix::Zero(tokens, tokens), 0, 0};
  }
  for (; sum.layer < static_cast<core::Index>(trace.layers.size()); ++sum.layer) {
    if (left <= 0) return false;
    const core::LayerTrace& layer = *trace.layers[static_cast<std::size_t>(sum.layer)];
    if (core::kept_of(layer) == core::Kept::Stream) {
      sum.weights.resize(0, 0);
      return true;
    }
    const auto heads = static_cast<core::Index>(layer.heads.size());
    for (core::Index head = 0; head < heads; ++head) {
      if (trace.head_config(sum.layer, head).keys != core::KeySource::Self) continue;
      sum.weights += trace.head(sum.layer, head).weights;
      ++sum.heads;
      left -= tokens * tokens;
    }
  }
  return true;
}

core::Matrix averaged(const core::AttentionTrace& trace, const core::Selection& selection, GridMemory::Sum& sum) {
  if (selection.map == core::MapKind::MeanOverHeads) return core::mean_over_heads(trace, selection.layer);
  if (selection.map == core::MapKind::MeanOverLayers) return core::mean_over_layers(trace, selection.head);
  const GridMemory::Sum all = std::exchange(sum, {});
  return all.weights / static_cast<float>(std::max(1, all.heads));
}

// Values that working out this thumbnail reads.
core::Index cost_of(const core::AttentionTrace& trace, const core::Selection& selection) {
  const auto tokens = static_cast<core::Index>(trace.tokens.size());
  const auto layers = static_cast<core::Index>(trace.layers.size());
  const auto heads = static_cast<core::Index>(trace.layers.front()->heads.size());
  const core::Index map = tokens * tokens;
  switch (selection.map) {
    case core::MapKind::Head:
      return map;
    case core::MapKind::MeanOverHeads:
      return map * heads;
    case core::MapKind::MeanOverLayers:
      return map * layers;
    case core::MapKind::MeanOverAll:
      break;
  }
  return 0;  // add_layers counts what it reads
}

void paint(const Style& style, const core::Matrix& weights, RangeMode range, int side, ImU32* corner, int stride) {
  if (weights.size() == 0) {
    for (int y = 0; y < side; ++y) std::fill_n(corner + y * stride, side, style.palette.panel);
    return;
  }
  const auto pixels = static_cast<float>(side);
  const ImVec2 cell(pixels / static_cast<float>(weights.cols()), pixels / static_cast<float>(weights.rows()));
  const bool is_signed = weights.minCoeff() < 0;  // softmax is off
  const core::Matrix values = pooled(weights, ImVec2(0, 0), cell, side, side, is_signed);
  const float largest = std::max(values.cwiseAbs().maxCoeff(), 1e-6F);
  const float common = is_signed || range == RangeMode::ThisMap ? largest : std::max(1.0F, largest);
  for (int y = 0; y < side; ++y) {
    const bool of_row = !is_signed && range == RangeMode::ThisRow;
    const float full = of_row ? std::max(values.row(y).maxCoeff(), 1e-6F) : common;
    for (int x = 0; x < side; ++x) {
      const float share = values(y, x) / full;
      corner[y * stride + x] =
          is_signed ? sample_signed(style.theme, share) : sample(style.color_map, style.theme, share);
    }
  }
}

void restart(GridMemory& grid, const GridShape& shape, int side, std::uint64_t look) {
  if (grid.side == side && grid.columns == shape.columns() && grid.rows == shape.rows() && grid.look == look) return;
  grid.side = side;
  grid.columns = shape.columns();
  grid.rows = shape.rows();
  grid.look = look;
  const auto count = static_cast<std::size_t>(grid.columns) * static_cast<std::size_t>(grid.rows);
  grid.thumbnails.assign(count, {});
  grid.pixels.assign(count * static_cast<std::size_t>(side) * static_cast<std::size_t>(side), 0);
  ++grid.version;
}

std::uint64_t look_of(const Style& style, RangeMode range, bool whole) {
  return static_cast<std::uint64_t>(whole) * 512 + static_cast<std::uint64_t>(style.theme) * 64 +
         static_cast<std::uint64_t>(style.color_map) * 8 + static_cast<std::uint64_t>(range);
}

// The words of a run, found once a refresh and only where a picture is drawn anew.
class Joiner {
 public:
  Joiner(const core::AttentionTrace& trace, bool whole) : trace_(trace), whole_(whole) {}
  // The weights as they are shown: of pieces, or of the words that they make up.
  core::Matrix shown(core::Matrix weights, core::KeySource keys) {
    if (!whole_ || weights.size() == 0) return weights;
    if (!own_) {
      own_ = core::whole_words(trace_.tokens, trace_.run.sentence, trace_.run.second);
      second_ = core::whole_words(trace_.second_tokens, trace_.run.second, trace_.run.second);
    }
    return core::join_weights(weights, *own_, keys == core::KeySource::Second ? *second_ : *own_);
  }

 private:
  const core::AttentionTrace& trace_;
  bool whole_;
  std::optional<core::WholeWords> own_, second_;
};

}  // namespace

GridShape grid_shape(const core::ModelConfig& config) {
  GridShape shape;
  shape.layers = static_cast<core::Index>(config.layers.size());
  for (const core::LayerConfig& layer : config.layers) {
    shape.heads = std::max(shape.heads, static_cast<core::Index>(layer.heads.size()));
  }
  shape.mean_column = shape.heads > 1;
  shape.mean_row = shape.layers > 1;
  return shape;
}

bool grid_selection(const core::ModelConfig& config, const GridShape& shape, int row, int column,
                    core::Selection& selection) {
  const bool mean_row = row >= shape.layers;
  const bool mean_column = column >= shape.heads;
  selection.layer = mean_row ? selection.layer : row;
  selection.head = mean_column ? selection.head : column;
  if (mean_row) {
    selection.map = mean_column || shape.heads == 1 ? core::MapKind::MeanOverAll : core::MapKind::MeanOverLayers;
    return true;
  }
  selection.map = mean_column ? core::MapKind::MeanOverHeads : core::MapKind::Head;
  const auto heads = static_cast<int>(config.layers[static_cast<std::size_t>(row)].heads.size());
  return mean_column || column < heads;
}

bool refresh_grid(const Style& style, const PanelInput& input, const GridShape& shape, int side, int first, int last,
                  RangeMode range, bool whole, MapMemory& memory) {
  GridMemory& grid = memory.grid;
  const core::RunInput& run = input.trace->run;
  const bool joins = whole && core::has_word_pieces(input.trace->tokens, run.sentence, run.second);
  restart(grid, shape, side, look_of(style, range, joins));
  Joiner joiner(*input.trace, joins);
  const core::AttentionTrace& trace = *input.trace;
  core::Index left = kValuesAFrame;
  const int stride = grid.columns * side;
  for (int row = first; row < last; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      core::Selection selection;
      if (!grid_selection(trace.config(), shape, row, column, selection)) continue;
      GridMemory::Thumbnail& thumbnail = grid.thumbnails[static_cast<std::size_t>(row * grid.columns + column)];
      const Sources sources = sources_of(trace, selection);
      if (is_fresh(thumbnail, sources)) continue;
      if (left <= 0) return false;
      const bool of_all = selection.map == core::MapKind::MeanOverAll;
      if (of_all && !add_layers(trace, sources, left, grid.sum)) return false;
      left -= cost_of(trace, selection);
      ImU32* corner = grid.pixels.data() + static_cast<std::ptrdiff_t>(row) * side * stride + column * side;
      if (selection.map == core::MapKind::Head) {
        const core::Matrix& weights = input.head(selection).weights;
        if (joins) {
          paint(style, joiner.shown(weights, input.head_config(selection).keys), range, side, corner, stride);
        } else {
          paint(style, weights, range, side, corner, stride);
        }
      } else {
        paint(style, joiner.shown(averaged(trace, selection, grid.sum), core::KeySource::Self), range, side, corner,
              stride);
      }
      thumbnail.sources.assign(sources.begin(), sources.end());
      thumbnail.drawn = true;
      ++grid.version;
    }
  }
  return true;
}

}  // namespace ui
