#include "ui/panels/panel_list.h"

#include <fmt/format.h>

namespace ui {

namespace {

constexpr std::size_t kMostPieces = 16;  // of one word

using Names = std::vector<std::string>;

Names door(const PanelInput&, const ViewState& view) {
  static constexpr const char* kDoors[] = {"rail.lessons", "rail.lessons", "rail.sentences", "rail.patterns",
                                           "rail.settings"};
  return {kDoors[static_cast<std::size_t>(view.persisted.left_panel)]};
}

Names selected_word(const PanelInput& input, const ViewState& view) {
  // The chip of a joined word is named by its first piece.
  Names names;
  for (Eigen::Index token = view.selection.query; token >= 0 && input.has_trace(); --token) {
    names.push_back(fmt::format("words.{}", token));
    if (names.size() == kMostPieces) break;
  }
  return names;
}

Names cells(const PanelInput&, const ViewState&) {
  return {"map"};
}

Names stage_shown(const PanelInput&, const ViewState& view) {
  return {fmt::format("stage.{}", static_cast<int>(view.persisted.stage))};
}

Names slider_of_key(const PanelInput&, const ViewState& view) {
  const Eigen::Index key = view.selection.key.value_or(0);
  return {fmt::format("row.slider.{}", key), fmt::format("row.name.{}", key)};
}

Names vector_shown(const PanelInput&, const ViewState& view) {
  static constexpr const char* kTabs[] = {"vector.tab.x", "vector.tab.q", "vector.tab.k", "vector.tab.v"};
  return {kTabs[static_cast<std::size_t>(view.persisted.vector_tab)]};
}

constexpr PanelEntry kPanels[] = {
    {"top", draw_top_bar_panel, &Layout::top},
    {"rail", draw_rail_panel, &Layout::rail, Shows::Window, {}, door},
    {"left", draw_left_panel, &Layout::left},
    {"message", draw_message_panel, &Layout::message},
    {"words", draw_words_panel, &Layout::words, Shows::Run, {}, selected_word},
    {"map", draw_map_panel, &Layout::map, Shows::Run, {"map", "row"}, cells},
    {"stages", draw_stages_panel, &Layout::stages, Shows::Run, {"stages", "view"}, stage_shown},
    {"row", draw_row_panel, &Layout::row, Shows::Numbers, {"bars"}, slider_of_key},
    {"vectors", draw_vectors_panel, &Layout::vectors, Shows::Numbers, {"vectors"}, vector_shown},
    {"output", draw_output_panel, &Layout::output, Shows::Numbers, {"output"}},
    {"status", draw_status_panel, &Layout::status},
};

}  // namespace

std::span<const PanelEntry> panels() {
  return kPanels;
}

}  // namespace ui
