// The gallery of patterns: which shape each head of this run makes, measured on its weights.
#include <fmt/format.h>

#include "core/attention/patterns.h"
#include "ui/panels/left_lists.h"
#include "ui/selection.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"

namespace ui {

namespace {

// One head's line: its name and how much of its weight lies on each pattern.
float draw_head(Ui& ui, ImVec2 at, float width, const PanelInput& input, ViewState& view, Eigen::Index layer,
                Eigen::Index head) {
  const Style& style = ui.style;
  const core::HeadConfig& config = input.trace->head_config(layer, head);
  const float height = style.px(46);
  const ImRect rect(at.x, at.y, at.x + width, at.y + height);
  const std::string name = fmt::format("patterns.{}.{}", layer, head);
  const ItemState state = item(ui, name, rect, {.tooltip = config.about, .role = "head"});
  const bool selected = view.selection.layer == layer && view.selection.head == head;
  fill_rect(rect, reacting(style, selected ? style.palette.tint : style.palette.panel, state),
            style.px(kControlRadius));
  if (state.clicked) select_head(input, view.selection, layer, head);
  ImRect text = inset(rect, style.px(kGap2), style.px(kGap1));
  draw_text_in(style, cut_top(text, style.px(20)), TextRole::Body, style.palette.text, config.name);
  draw_text_in(style, text, TextRole::Caption, style.palette.second_text,
               core::describe_pattern(core::measure_patterns(*input.trace, layer, head)));
  return height + style.px(2);
}

}  // namespace

float draw_pattern_list(Ui& ui, ImVec2 origin, float width, const PanelInput& input, ViewState& view, Requests&) {
  ImVec2 at = origin;
  if (!input.has_trace()) {
    return draw_paragraph(ui.style, at, width, TextRole::Body, ui.style.palette.second_text,
                          "Type a sentence to see which patterns its heads make.");
  }
  at.y +=
      draw_paragraph(ui.style, at, width, TextRole::Caption, ui.style.palette.second_text,
                     "How much of each head's weight lies on the word itself, on the word before, or in one column. "
                     "Click a head to open its map.");
  at.y += ui.style.px(kGap2);
  for (std::size_t layer = 0; layer < input.trace->layers.size(); ++layer) {
    const auto heads = static_cast<Eigen::Index>(input.trace->layers[layer]->heads.size());
    for (Eigen::Index head = 0; head < heads; ++head) {
      at.y += draw_head(ui, at, width, input, view, static_cast<Eigen::Index>(layer), head);
    }
  }
  return at.y - origin.y;
}

}  // namespace ui
