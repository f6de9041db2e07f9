#include "ui/panels/head_grid_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numeric>

#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr float kLargestThumbnail = 44;   // CSS pixels
constexpr float kSmallestThumbnail = 24;  // smaller ones shorten the words in front
constexpr float kNamesFrom = 26;          // thumbnails at least so large carry a name
constexpr float kThumbnailGap = 5;
constexpr float kLowThumbnail = 20;  // in a low card, where all layers shall stand in sight
constexpr float kNameGap = 6;        // between two names
constexpr core::Index kFewLayers = 4;

// A learned model's heads are numbers.
bool has_number_name(const core::HeadConfig& head) {
  return !head.id.empty() && std::isdigit(static_cast<unsigned char>(head.id.front())) != 0;
}

// Columns as wide as their names need, where all of them fit so.
void place_columns(const Style& style, float width, const core::ModelConfig& config, GridLayout& layout) {
  const auto columns = static_cast<std::size_t>(layout.shape.columns());
  std::vector<float> widths(columns, layout.pitch_x);
  if (layout.name > 0) {
    std::vector<float> wanted(columns, layout.side + style.px(kThumbnailGap));
    for (const core::LayerConfig& layer : config.layers) {
      for (std::size_t h = 0; h < layer.heads.size(); ++h) {
        const float name = text_width(style, TextRole::CaptionSemibold, short_name(layer.heads[h]));
        wanted[h] = std::max(wanted[h], name + style.px(kNameGap));
      }
    }
    const float total = std::accumulate(wanted.begin(), wanted.end(), 0.0F);
    const float spare = (width - layout.label - total) / static_cast<float>(columns);
    if (spare >= 0) {
      const float most = style.px(kLargestThumbnail + 28);
      for (std::size_t c = 0; c < columns; ++c) widths[c] = std::max(wanted[c], std::min(wanted[c] + spare, most));
    }
  }
  layout.lefts.assign(1, layout.label);
  for (const float one : widths) layout.lefts.push_back(layout.lefts.back() + std::floor(one));
  if (layout.blocks > 1) layout.lefts.back() += style.px(kGap3);
}

// As small as it takes, and where it must be without names, for all of a few layers to stand within `height`.
void shrink_to(const Style& style, float height, GridLayout& layout) {
  const auto rows = static_cast<float>(layout.shape.rows());
  if (layout.height() <= height + 1 || layout.shape.layers > kFewLayers) return;
  const float line = line_height(style, TextRole::Caption);
  const float named = static_cast<float>(layout.shape.layers) * line;  // what the names take of the height
  const float least = style.px(kLowThumbnail + kThumbnailGap) * rows + named;
  layout.name = least <= height + 1 ? line : 0;
  const float side = std::floor((height - (layout.name > 0 ? named : 0)) / rows) - style.px(kThumbnailGap);
  layout.side = std::clamp(side, std::min(layout.side, style.px(kLowThumbnail)), layout.side);
  layout.pitch_y = layout.side + layout.name + style.px(kThumbnailGap);
}

// As many blocks as make the thumbnails of a deep model largest within `height`; where even the smallest do not fit,
// as many as leave the least to scroll.
void stack_blocks(const Style& style, float width, float height, GridLayout& layout) {
  constexpr int kMostBlocks = 4;
  const float gap = style.px(kThumbnailGap);
  const float least = style.px(kMinTarget) - gap;
  const float columns = static_cast<float>(layout.shape.columns());
  layout.name = 0;
  layout.numbers = style.px(kMinTarget);
  GridLayout best;
  for (int blocks = 1; blocks <= kMostBlocks; ++blocks) {
    GridLayout one = layout;
    one.blocks = blocks;
    one.brief = layout.brief || blocks > 1;
    const float widest = text_width(style, TextRole::Caption, layer_label(one.shape.layers - 1, one.brief));
    one.label = std::max(widest + style.px(kGap2), style.px(kMinTarget));
    const float room = width / static_cast<float>(blocks) - one.label - style.px(blocks > 1 ? kGap3 : 0);
    if (blocks > 1 && room < columns * (least + gap)) break;
    const float high = (height - one.numbers) / static_cast<float>(one.rows_of_block());
    one.side = std::clamp(std::floor(std::min(room / columns, high) - gap), least, style.px(kLargestThumbnail));
    one.pitch_x = std::floor(std::min(room / columns, one.side + style.px(28)));
    one.side = std::min(one.side, std::max(4.0F, one.pitch_x - gap));
    one.pitch_y = one.side + gap;
    const bool fits = one.height() <= height - one.numbers + 1;
    const bool best_fits = best.side > 0 && best.height() <= height - best.numbers + 1;
    const bool better = fits ? !best_fits || one.side > best.side : !best_fits && one.height() < best.height();
    if (best.side == 0 || better) best = one;
  }
  layout = best;
}

}  // namespace

std::string layer_label(core::Index layer, bool brief) {
  return brief ? fmt::format("{}", layer) : fmt::format("layer {}", layer);
}

std::string short_name(const core::HeadConfig& head) {
  if (has_number_name(head)) return head.id;
  return head.name.substr(0, head.name.find(' '));
}

GridLayout layout_grid(const Style& style, float width, float height, const core::ModelConfig& config) {
  GridLayout layout;
  layout.shape = grid_shape(config);
  const auto columns = static_cast<float>(layout.shape.columns());
  const auto pitch = [&] {
    const std::string widest = layer_label(layout.shape.layers - 1, layout.brief);
    layout.label = text_width(style, TextRole::Caption, widest) + style.px(layout.brief ? kGap2 : kGap3);
    return std::floor(std::min((width - layout.label) / columns, style.px(kLargestThumbnail + 28)));
  };
  layout.pitch_x = pitch();
  layout.brief = layout.pitch_x < style.px(kSmallestThumbnail + kThumbnailGap);
  layout.pitch_x = pitch();
  layout.side = std::max(4.0F, std::min(layout.pitch_x - style.px(kThumbnailGap), style.px(kLargestThumbnail)));
  layout.name = layout.side >= style.px(kNamesFrom) ? line_height(style, TextRole::Caption) + style.px(2) : 0;
  layout.pitch_y = layout.side + layout.name + style.px(kThumbnailGap);
  const bool numbered = !config.layers.front().heads.empty() && has_number_name(config.layers.front().heads.front());
  if (numbered && layout.shape.layers > kFewLayers) {
    stack_blocks(style, width, height, layout);
  } else {
    shrink_to(style, height, layout);
  }
  place_columns(style, width, config, layout);
  return layout;
}

}  // namespace ui
