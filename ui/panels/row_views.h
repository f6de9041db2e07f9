// THE list of what the card "How this row is computed" can show: its steps and other views of the same row.
#pragma once

#include <span>
#include <string_view>

#include "ui/commands.h"
#include "ui/panels/stages_internal.h"

namespace ui {

struct RowViewEntry {
  RowView view = RowView::Steps;
  const char* id = "";     // as lessons and --view name it: "key-cards"
  const char* name = "";   // on the switch: "Cards"
  const char* about = "";  // its tooltip and its line in lists
  bool needs_head = true;  // shows one head's row; else it also stands for averages and idle heads
  bool has_switches = true;
  void (*draw)(stages::Frame&, const ImRect& area) = nullptr;  // null: the steps, which stages_panel draws
  Command command = {};                                        // opens it; not to run: none does
};
std::span<const RowViewEntry> row_views();
const RowViewEntry& row_view_entry(RowView view);
// Null where there is no view of this id.
const RowViewEntry* find_row_view(std::string_view id);

// The compact switch between the views at the left of `header`, which it takes its strip from. Items "view.ID", and
// "view.more" for those that have no segment of their own.
void draw_row_view_switch(stages::Frame& frame, ImRect& header);

// One file each, ui/panels/view_*.cpp.
void draw_cards_view(stages::Frame& frame, const ImRect& area);
void draw_code_view(stages::Frame& frame, const ImRect& area);
void draw_compare_view(stages::Frame& frame, const ImRect& area);
void draw_paths_view(stages::Frame& frame, const ImRect& area);
void draw_cost_view(stages::Frame& frame, const ImRect& area);
void draw_prediction_view(stages::Frame& frame, const ImRect& area);
void draw_training_view(stages::Frame& frame, const ImRect& area);
void draw_patterns_view(stages::Frame& frame, const ImRect& area);
void draw_drill_view(stages::Frame& frame, const ImRect& area);

}  // namespace ui
