#include <algorithm>

#include "ui/widgets/layout.h"
#include "ui/workspace.h"

namespace ui {

namespace {

// Below these a window gives up comforts, in CSS pixels.
constexpr float kTabsBelowHeight = 820;
constexpr float kNarrowBelowWidth = 1240;
constexpr std::size_t kLongSentence = 26;  // words

void place_right_column(ImRect column, const Style& style, bool tabs, const ViewState& view, Layout& layout) {
  const float gap = style.px(kGap3);
  if (tabs) {
    layout.word_tabs = cut_top(column, style.px(kControlHeight), style.px(kGap2));
    if (view.persisted.word_tab == WordTab::Row) layout.row = column;
    if (view.persisted.word_tab == WordTab::Vectors) layout.vectors = column;
    if (view.persisted.word_tab == WordTab::Output) layout.output = column;
    return;
  }
  const float height = column.GetHeight();
  layout.output = cut_bottom(column, ImTrunc(height * 0.25F), gap);
  layout.row = cut_top(column, ImTrunc(height * 0.40F), gap);
  layout.vectors = column;
}

}  // namespace

Layout compute_layout(ImVec2 size, const Style& style, const PanelInput& input, const ViewState& view) {
  Layout layout;
  ImRect rest(0, 0, size.x, size.y);
  const float width = size.x / style.scale;
  const float height = size.y / style.scale;
  const bool narrow = width < kNarrowBelowWidth;
  const bool presenter = view.transient.presenter;
  const bool second = input.session->has_second;
  const float gap = style.px(narrow ? kGap2 : kGap3);
  layout.top = cut_top(rest, style.px(second ? 104 : 60));
  layout.status = cut_bottom(rest, style.px(28));
  if (!presenter) {
    layout.rail = cut_left(rest, style.px(narrow ? 44 : 52));
    if (view.persisted.left_panel != LeftPanel::None) layout.left = cut_left(rest, style.px(narrow ? 264 : 320));
  }
  if (!input.messages->empty()) layout.message = cut_top(rest, style.px(44));
  rest = inset(rest, gap, gap);
  if (!presenter) {
    const float column = std::min(style.px(380), ImTrunc(rest.GetWidth() * (narrow ? 0.30F : 0.29F)));
    place_right_column(cut_right(rest, column, gap), style, height < kTabsBelowHeight, view, layout);
  }
  const float middle = rest.GetHeight();
  // A long sentence stands on several lines.
  const bool several_lines = input.has_trace() && input.trace->tokens.size() > kLongSentence;
  const float least = several_lines ? 228 : height < kTabsBelowHeight ? 148 : 176;
  const float words = std::max(style.px(least), ImTrunc(middle * 0.235F));
  layout.words = cut_top(rest, std::min(words + (second ? style.px(72) : 0), style.px(second ? 330 : 240)), gap);
  layout.map = cut_left(rest, ImTrunc((rest.GetWidth() - gap) * (narrow ? 0.46F : 0.5F)), gap);
  layout.stages = rest;
  return layout;
}

}  // namespace ui
