// How the blocks of a stage share the height that there is.
#include <algorithm>

#include "ui/panels/stages_internal.h"

namespace ui::stages {

namespace {

constexpr float kLeastPlot = 52;  // CSS pixels of the score bars
constexpr float kMostPlot = 220;
constexpr float kRoomyPlot = 104;  // before a table of products takes a second line

struct BlockHeight {
  const Frame& frame;
  float width;

  float operator()(const Caption& block) const {
    return paragraph_height(frame.style(), TextRole::Caption, block.text, width);
  }
  float operator()(const Arithmetic& block) const { return arithmetic_height(frame, block, width); }
  float operator()(const VectorStrip& block) const { return vector_strip_height(frame, block, width); }
  float operator()(const TermTable& block) const { return term_table_height(frame, block, width); }
  float operator()(const KeyBars& block) const { return key_bars_height(frame, block, width); }
  float operator()(const RowTable& block) const { return row_table_height(frame, block); }
  float operator()(const ShareBar&) const { return share_bar_height(frame); }
};

float content_height(const Frame& frame, const StageContent& content, float width) {
  float height = sentence_height(frame, width, content.says);
  for (const Block& block : content.blocks) {
    height += frame.px(kGap3) + std::visit(BlockHeight{frame, width}, block);
  }
  return height;
}

template <typename Kind>
const Kind* first(const StageContent& content) {
  for (const Block& block : content.blocks) {
    if (const Kind* found = std::get_if<Kind>(&block)) return found;
  }
  return nullptr;
}

}  // namespace

void fit_blocks(Frame& frame, const StageContent& content, float width, float room) {
  const auto* const terms = first<TermTable>(content);
  if (terms == nullptr) return;
  frame.term_heading = heading_height(frame, *terms);
  frame.plot_height = frame.px(kRoomyPlot);
  frame.term_lines = 2;
  if (content_height(frame, content, width) > room) frame.term_lines = 1;
  if (first<KeyBars>(content) == nullptr) return;
  const float spare = room - content_height(frame, content, width);
  frame.plot_height = std::clamp(frame.plot_height + spare, frame.px(kLeastPlot), frame.px(kMostPlot));
}

}  // namespace ui::stages
