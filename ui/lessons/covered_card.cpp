#include "ui/lessons/covered_card.h"

#include <fmt/format.h>

#include "ui/lessons/lesson_input.h"
#include "ui/widgets/containers.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/text.h"

namespace ui {

std::string_view cover_note(const PanelInput& input) {
  if (!is_staged(input) || !input.lesson->covering) return {};
  switch (input.lesson->step().kind) {
    case core::StepKind::Predict:
    case core::StepKind::Quiz:
      return "Covered until you have answered";
    case core::StepKind::TypeIn:
      return "Covered until your numbers are right";
    default:
      return {};
  }
}

void draw_covered_card(const Ui& ui, const ImRect& area, std::string_view note) {
  const Style& style = ui.style;
  // Several may be covered at once: each has the name of its place.
  const Card card(ui, fmt::format("covered.{:.0f}.{:.0f}", area.Min.x, area.Min.y), area);
  if (note.empty()) return;
  const float step = line_height(style, TextRole::Body) + style.px(2);
  const auto lines = wrap(style, TextRole::Body, note, card.content().GetWidth());
  const float height = style.px(20) + style.px(kGap2) + step * static_cast<float>(lines.size());
  ImRect rest = centered(card.content(), ImVec2(card.content().GetWidth(), height));
  draw_icon(cut_top(rest, style.px(20), style.px(kGap2)), Icon::EyeOff, style.px(20), style.palette.second_text);
  for (const std::string_view line : lines) {
    draw_text_in(style, cut_top(rest, step), TextRole::Body, style.palette.second_text, line, Align::Center);
  }
}

}  // namespace ui
