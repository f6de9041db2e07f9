#include "ui/panels/head_grid_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numeric>
#include <optional>

#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr float kLargestThumbnail = 44;  // CSS pixels
constexpr float kThumbnailGap = 5;
constexpr float kWidestColumn = kLargestThumbnail + 28;
constexpr float kLowThumbnail = 20;  // in a low card, where all layers shall stand in sight
constexpr float kNamedSmall = 16;    // there, over names in two lines, which are part of what a pointer hits
constexpr float kNameGap = 6;        // between two names
constexpr float kDenseGap = 2;       // between thumbnails smaller than a target
constexpr float kSmallest = 9.5F;    // the smallest thumbnails that can be told apart and hit
constexpr core::Index kFewLayers = 4;

// A learned model's heads are numbers.
bool has_number_name(const core::HeadConfig& head) {
  return !head.id.empty() && std::isdigit(static_cast<unsigned char>(head.id.front())) != 0;
}

float label_width(const Style& style, const GridLayout& layout) {
  const std::string widest = layer_label(layout.shape.layers - 1, layout.brief);
  return text_width(style, TextRole::Caption, widest) + style.px(layout.brief ? kGap2 : kGap3);
}

// The widest name of each column, as it stands when its head is selected.
std::vector<float> name_widths(const Style& style, const core::ModelConfig& config, const GridLayout& layout) {
  std::vector<float> widths(static_cast<std::size_t>(layout.shape.columns()), 0);
  for (const core::LayerConfig& layer : config.layers) {
    for (std::size_t h = 0; h < layer.heads.size(); ++h) {
      widths[h] = std::max(widths[h], text_width(style, layout.name_role(true), short_name(layer.heads[h])));
    }
  }
  return widths;
}

void set_lefts(const std::vector<float>& widths, GridLayout& layout) {
  layout.lefts.assign(1, layout.label);
  for (const float one : widths) layout.lefts.push_back(layout.lefts.back() + std::floor(one));
}

// Whether every name has room: columns are as wide as their names need, or every name reaches below its neighbours.
bool place_names(const Style& style, float width, const core::ModelConfig& config, GridLayout& layout) {
  const float gap = style.px(kNameGap);
  std::vector<float> wanted = name_widths(style, config, layout);
  if (layout.staggered) {
    for (std::size_t c = 0; c + 2 < wanted.size(); ++c) {
      if ((wanted[c] + wanted[c + 2]) / 2 + gap > 2 * layout.pitch_x) return false;
    }
    return wanted.front() / 2 <= layout.label + layout.pitch_x / 2;
  }
  for (float& one : wanted) one = std::max(one + gap, layout.side + style.px(kThumbnailGap));
  const float total = std::accumulate(wanted.begin(), wanted.end(), 0.0F);
  const float spare = (width - layout.label - total) / static_cast<float>(wanted.size());
  if (spare < 0) return false;
  for (float& one : wanted) one = std::max(one, std::min(one + spare, style.px(kWidestColumn)));
  set_lefts(wanted, layout);
  return true;
}

// How names may be written, the best first.
struct Naming {
  bool named = false, brief = false, small = false, staggered = false;
};
constexpr Naming kNamings[] = {{true, false, false, false},
                               {true, true, false, false},
                               {true, true, true, false},
                               {true, true, true, true},
                               {false, true, false, false}};

// Thumbnails as large as width and height allow, with names so written; nothing where these do not fit.
std::optional<GridLayout> few_layers(const Style& style, ImVec2 room, const core::ModelConfig& config,
                                     const Naming& naming) {
  GridLayout layout;
  layout.shape = grid_shape(config);
  layout.brief = naming.brief;
  layout.small = naming.small;
  layout.staggered = naming.staggered;
  layout.label = label_width(style, layout);
  const auto columns = static_cast<float>(layout.shape.columns());
  const auto rows = static_cast<float>(layout.shape.rows());
  const float line = line_height(style, layout.name_role(false));
  layout.name = naming.named ? line * (naming.staggered ? 2.0F : 1.0F) : 0;
  layout.pitch_x = std::floor(std::min((room.x - layout.label) / columns, style.px(kWidestColumn)));
  const float gap = style.px(naming.staggered ? kGap1 : kThumbnailGap);
  const float names = static_cast<float>(layout.shape.layers) * layout.name;
  const float least = style.px(naming.staggered ? kNamedSmall : kLowThumbnail);
  const float widest = std::max(4.0F, layout.pitch_x - style.px(kThumbnailGap));
  const float high = std::floor((room.y - names) / rows) - gap;
  const bool scrolls = layout.shape.layers > kFewLayers;
  if (naming.named && high < least && !scrolls) return std::nullopt;
  if (naming.named && widest < least) return std::nullopt;
  layout.side = std::min({widest, scrolls ? widest : std::max(high, least), style.px(kLargestThumbnail)});
  layout.pitch_y = layout.side + layout.name + gap;
  set_lefts(std::vector<float>(static_cast<std::size_t>(layout.shape.columns()), layout.pitch_x), layout);
  if (naming.named && !place_names(style, room.x, config, layout)) return std::nullopt;
  return layout;
}

// `most` is the largest whole pitch that the room of a deep model's grid allows.
void set_side(const Style& style, float most, GridLayout& layout) {
  const float gap = style.px(most < style.px(kMinTarget) ? kDenseGap : kThumbnailGap);
  layout.side = std::min(most - gap, style.px(kLargestThumbnail));
  layout.pitch_y = layout.side + gap;
}

GridLayout deep_blocks(const Style& style, ImVec2 room, int blocks, GridLayout layout) {
  const auto columns = static_cast<float>(layout.shape.columns());
  layout.blocks = blocks;
  layout.brief = layout.brief || blocks > 1;
  layout.label = std::max(label_width(style, layout), style.px(kMinTarget));
  const float between = style.px(blocks > 1 ? kGap3 : 0);
  const float wide = (room.x / static_cast<float>(blocks) - layout.label - between) / columns;
  const float high = (room.y - layout.numbers) / static_cast<float>(layout.rows_of_block());
  set_side(style, std::floor(std::min(wide, high)), layout);
  // Small ones keep together: with wide gaps between columns alone they read as stripes.
  const float spare = style.px(layout.side < style.px(kLowThumbnail) ? 12 : 28);
  layout.pitch_x = std::floor(std::min(wide, layout.side + spare));
  set_lefts(std::vector<float>(static_cast<std::size_t>(layout.shape.columns()), layout.pitch_x), layout);
  layout.lefts.back() += between;
  return layout;
}

// Layers beside each other: their thumbnails use every pixel of the width, so that not all are equally far apart.
GridLayout deep_sideways(const Style& style, ImVec2 room, GridLayout layout) {
  layout.sideways = true;
  layout.brief = true;
  layout.label = style.px(kMinTarget);
  const auto layers = static_cast<float>(layout.across());
  const float wide = (room.x - layout.label) / layers;
  const float high = (room.y - layout.numbers) / static_cast<float>(layout.shape.columns());
  set_side(style, std::min(std::round(wide), std::floor(high)), layout);
  layout.pitch_x = std::min(wide, layout.side + style.px(28));
  layout.lefts.clear();
  for (float column = 0; column <= layers; ++column) {
    layout.lefts.push_back(std::floor(layout.label + column * layout.pitch_x));
  }
  return layout;
}

// What scrolls stands as large as a pointer hits with ease, in as many blocks as leave the least to scroll.
GridLayout deep_scrolling(const Style& style, ImVec2 room, const GridLayout& start) {
  GridLayout best;
  const float gap = style.px(kThumbnailGap);
  for (int blocks = 1; blocks <= 4; ++blocks) {
    GridLayout one = deep_blocks(style, ImVec2(room.x, 1e6F), blocks, start);
    if (one.pitch_x < style.px(kMinTarget) && blocks > 1) break;
    one.side = std::max(4.0F, std::min(style.px(kMinTarget), one.pitch_x) - gap);
    one.pitch_y = one.side + gap;
    if (blocks == 1 || one.height() < best.height()) best = one;
  }
  return best;
}

// Whichever way shows all layers together in the largest thumbnails, heads as columns where that makes no difference.
GridLayout deep(const Style& style, ImVec2 room, const core::ModelConfig& config) {
  GridLayout start;
  start.shape = grid_shape(config);
  start.numbers = style.px(kMinTarget);
  start.brief = (room.x - style.px(60)) / static_cast<float>(start.shape.columns()) < style.px(kMinTarget + 5);
  GridLayout best;
  const auto consider = [&](const GridLayout& one) {
    const bool fits = one.side >= kSmallest * style.scale && one.numbers + one.height() <= room.y + 1;
    if (fits && one.side > best.side) best = one;
  };
  for (int blocks = 1; blocks <= 4; ++blocks) consider(deep_blocks(style, room, blocks, start));
  consider(deep_sideways(style, room, start));
  return best.side > 0 ? best : deep_scrolling(style, room, start);
}

}  // namespace

float GridLayout::height() const {
  if (sideways) return pitch_y * static_cast<float>(shape.columns());
  return pitch_y * static_cast<float>(rows_of_block()) - (shape.mean_row ? name : 0);
}

GridLayout::Place GridLayout::place(int row, int column) const {
  const auto at = static_cast<std::size_t>(sideways ? row : column);
  Place place;
  place.left = lefts[at] + (sideways ? 0 : left(row));
  place.top = sideways ? pitch_y * static_cast<float>(column) : top(row);
  place.width = lefts[at + 1] - lefts[at];
  // The room between two blocks is not the last column's.
  if (blocks > 1 && column + 1 == shape.columns()) place.width = std::min(place.width, pitch_x);
  return place;
}

TextRole GridLayout::name_role(bool emphasised) const {
  if (small) return emphasised ? TextRole::SmallSemibold : TextRole::Small;
  return emphasised ? TextRole::CaptionSemibold : TextRole::Caption;
}

std::string layer_label(core::Index layer, bool brief) {
  return brief ? fmt::format("{}", layer) : fmt::format("layer {}", layer);
}

std::string short_name(const core::HeadConfig& head) {
  if (has_number_name(head)) return head.id;
  return head.name.substr(0, head.name.find(' '));
}

float name_room(const Style& style, const GridLayout& layout, int column) {
  if (layout.staggered) return 2 * layout.pitch_x;
  const auto at = static_cast<std::size_t>(column);
  return layout.lefts[at + 1] - layout.lefts[at] - style.px(2);
}

GridLayout layout_grid(const Style& style, float width, float height, const core::ModelConfig& config) {
  const ImVec2 room(width, height);
  const bool numbered = !config.layers.front().heads.empty() && has_number_name(config.layers.front().heads.front());
  if (numbered && static_cast<core::Index>(config.layers.size()) > kFewLayers) return deep(style, room, config);
  for (const Naming& naming : kNamings) {
    if (const std::optional<GridLayout> one = few_layers(style, room, config, naming)) return *one;
  }
  return {};
}

}  // namespace ui
