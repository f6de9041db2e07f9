#include "app/figures.h"

#include "core/attention/token_reference.h"
#include "ui/widgets/color.h"
#include "ui/widgets/colormap.h"

namespace app {

namespace {

core::FigureColor figure_color(ImU32 color) {
  return {static_cast<std::uint8_t>(ui::red(color)), static_cast<std::uint8_t>(ui::green(color)),
          static_cast<std::uint8_t>(ui::blue(color))};
}

std::vector<std::string> labels_of(const core::Tokens& tokens) {
  std::vector<std::string> labels;
  for (const core::Token& token : tokens) labels.push_back(core::token_word(token));
  return labels;
}

}  // namespace

core::MapFigure weights_figure(const core::Matrix& weights, const core::Tokens& rows, const core::Tokens& columns,
                               const std::string& title) {
  core::MapFigure figure;
  figure.values = weights;
  figure.rows = labels_of(rows);
  figure.columns = labels_of(columns);
  figure.title = title;
  return figure;
}

core::FigureStyle paper_style(ui::ColorMap map) {
  core::FigureStyle style;
  style.color = [map](float share) { return figure_color(ui::sample(map, ui::Theme::Light, share)); };
  return style;
}

core::FigureStyle signed_paper_style() {
  core::FigureStyle style;
  style.color = [](float share) { return figure_color(ui::sample_signed(ui::Theme::Light, 2 * share - 1)); };
  return style;
}

}  // namespace app
