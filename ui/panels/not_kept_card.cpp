#include "ui/panels/not_kept_card.h"

#include <fmt/format.h>

#include "ui/widgets/containers.h"
#include "ui/widgets/text.h"

namespace ui {

void draw_not_kept_card(const Ui& ui, const ImRect& area, const core::Selection& selection) {
  // Several stand beside each other: each has the name of its place.
  const Card card(ui, fmt::format("not_kept.{:.0f}.{:.0f}", area.Min.x, area.Min.y), area);
  draw_not_kept(ui, card.content(), selection);
}

void draw_not_kept(const Ui& ui, const ImRect& area, const core::Selection& selection) {
  const bool one_layer = selection.map == core::MapKind::Head || selection.map == core::MapKind::MeanOverHeads;
  const std::string text =
      one_layer ? fmt::format("The numbers of layer {} were not kept, to save memory. They are computed again now …",
                              selection.layer)
                : "This average is made of weights that were not kept, to save memory. Choose one layer or one head.";
  draw_paragraph(ui.style, area.Min, area.GetWidth(), TextRole::Body, ui.style.palette.second_text, text);
}

}  // namespace ui
