#include "ui/panels/map_readout.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/numbers.h"
#include "ui/panels/arithmetic.h"
#include "ui/selection.h"
#include "ui/widgets/fitting_text.h"
#include "ui/widgets/numbers.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr float kOneLineFrom = 620;   // CSS pixels of width
constexpr float kTwoLinesFrom = 260;  // of height

std::size_t averaged_maps(const PanelInput& input, const core::Selection& selection) {
  const auto& layers = input.trace->config().layers;
  std::size_t count = 0;
  for (std::size_t layer = 0; layer < layers.size(); ++layer) {
    for (std::size_t head = 0; head < layers[layer].heads.size(); ++head) {
      const bool counts = is_of_map(selection, static_cast<core::Index>(layer), static_cast<core::Index>(head));
      if (counts && layers[layer].heads[head].keys == core::KeySource::Self) ++count;
    }
  }
  return count;
}

std::string difference_arithmetic(const PanelInput& input, const MapScene& scene, MapCell cell) {
  const float now = (*scene.weights->weights)(cell.query, cell.key);
  const float change = scene.values()(cell.query, cell.key);
  const int decimals = input.preferences->readout_decimals;
  return fmt::format("change {} = now {} \u2212 before {}", format_signed(change, decimals),
                     format_number(now, decimals), format_number(now - change, decimals));
}

// What a difference is made of stands in the line itself.
std::string cell_terms(const PanelInput& input, const MapScene& scene, const core::Selection& selection, MapCell cell) {
  if (scene.is_difference) return {};
  return weight_arithmetic(input, selection, {cell.query, cell.key, scene.query_words, scene.key_words});
}

bool is_masked(const MapScene& scene, MapCell cell) {
  if (scene.scaled == nullptr || scene.scaled->size() == 0) return false;
  const float scaled = (*scene.scaled)(cell.query, cell.key);
  return std::isinf(scaled) && scaled < 0;
}

void draw_one_line(const Style& style, const ImRect& area, const std::string& name, const std::string& rest) {
  const float width = std::min(text_width(style, TextRole::CaptionSemibold, name), area.GetWidth() * 0.5F);
  const float middle = area.Min.x + width;
  draw_text_in(style, ImRect(area.Min.x, area.Min.y, middle, area.Max.y), TextRole::CaptionSemibold, style.palette.text,
               name);
  draw_text_in(style, ImRect(middle, area.Min.y, area.Max.x, area.Max.y), TextRole::Caption, style.palette.second_text,
               rest);
}

}  // namespace

MapReadout describe_cell(const PanelInput& input, const MapScene& scene, const core::Selection& selection,
                         MapCell cell) {
  MapReadout readout;
  readout.cell = (*scene.queries)[static_cast<std::size_t>(cell.query)].text + " \u2192 " +
                 (*scene.keys)[static_cast<std::size_t>(cell.key)].text;
  if (scene.is_difference) {
    readout.arithmetic = difference_arithmetic(input, scene, cell);
  } else if (is_masked(scene, cell) && scene.is_joined()) {
    readout.arithmetic = "weight 0 · masked: no piece of the one may look at the other";
  } else if (scene.is_joined()) {
    readout.arithmetic =
        fmt::format("weight {}: {} to {}, added up for the word looked at, averaged over the one that looks",
                    format_number(scene.values()(cell.query, cell.key), input.preferences->readout_decimals),
                    core::counted(scene.query_words->pieces(cell.query), "piece"),
                    core::counted(scene.key_words->pieces(cell.key), "piece"));
  } else if (scene.head != nullptr) {
    readout.arithmetic = weight_line(input, selection, cell.query, cell.key);
  } else if (selection.map == core::MapKind::Head) {
    readout.arithmetic =
        fmt::format("weight {}; the scores that it came from were not kept",
                    format_number(scene.values()(cell.query, cell.key), input.preferences->readout_decimals));
  } else {
    const float weight = scene.values()(cell.query, cell.key);
    readout.arithmetic =
        fmt::format("weight {}, the mean of {} maps", format_number(weight, input.preferences->readout_decimals),
                    averaged_maps(input, selection));
  }
  return readout;
}

void draw_map_readout(const Ui& ui, const ImRect& area, const PanelInput& input, const MapScene& scene,
                      const core::Selection& selection, std::optional<MapCell> cell) {
  const Style& style = ui.style;
  register_area(ui, "map.readout", area, "read-out");
  if (!cell || scene.empty()) {
    static constexpr std::array kHints = {"Point at a cell, or select one, to see its arithmetic",
                                          "Point at a cell to see its arithmetic", "Point at a cell"};
    draw_text(style, area.Min, TextRole::Caption, style.palette.second_text,
              first_fitting(style, TextRole::Caption, kHints, area.GetWidth()));
    return;
  }
  const MapReadout readout = describe_cell(input, scene, selection, *cell);
  const std::string name = readout.cell + "   ";
  const std::string whole = name + readout.arithmetic;
  ItemSpec spec;
  spec.role = "read-out";
  spec.focusable = false;
  const std::string terms =
      ImGui::IsMouseHoveringRect(area.Min, area.Max) ? cell_terms(input, scene, selection, *cell) : std::string();
  const std::string tooltip = whole + (terms.empty() ? "" : "\n" + terms);
  spec.tooltip = tooltip;
  const std::array<Span, 2> spans{Span{name, TextRole::CaptionSemibold, style.palette.text},
                                  Span{readout.arithmetic, TextRole::Caption, style.palette.second_text}};
  const bool cut = spans_height(style, area.GetWidth(), spans) > area.GetHeight() + 1;
  item(ui, "map.readout.text", area, spec);
  if (cut && area.GetHeight() < 1.5F * line_height(style, TextRole::Caption)) {
    draw_one_line(style, area, name, readout.arithmetic);
    return;
  }
  const ScopedClip clip(area.Min, ImVec2(area.Max.x, area.Max.y + style.px(2)));
  draw_spans(style, area.Min, area.GetWidth(), spans);
}

int readout_lines(const Style& style, const ImRect& card) {
  return card.GetWidth() < style.px(kOneLineFrom) && card.GetHeight() > style.px(kTwoLinesFrom) ? 2 : 1;
}

}  // namespace ui
