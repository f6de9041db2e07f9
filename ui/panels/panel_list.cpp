#include "ui/panels/panel_list.h"

namespace ui {

namespace {

constexpr PanelEntry kPanels[] = {
    {draw_top_bar_panel, &Layout::top},
    {draw_rail_panel, &Layout::rail},
    {draw_left_panel, &Layout::left},
    {draw_message_panel, &Layout::message},
    {draw_words_panel, &Layout::words},
    {draw_map_panel, &Layout::map, {"map", "row"}},
    {draw_stages_panel, &Layout::stages, {"stages", "view"}},
    {draw_row_panel, &Layout::row, {"bars"}},
    {draw_vectors_panel, &Layout::vectors, {"vectors"}},
    {draw_output_panel, &Layout::output, {"output"}},
    {draw_status_panel, &Layout::status},
};

}  // namespace

std::span<const PanelEntry> panels() {
  return kPanels;
}

}  // namespace ui
