// What stands above and below the sliders of the word's card; used by row_panel.cpp only.
#pragma once

#include "ui/panels/row_data.h"
#include "ui/requests.h"
#include "ui/view_state.h"
#include "ui/widgets/item.h"
#include "ui/widgets/weight_sliders.h"

namespace ui {

struct RowContext {
  const Ui& ui;
  const PanelInput& input;
  ViewState& view;
  Requests& requests;
  const RowData& row;
  SliderColumns columns;
};

// The word, what it is called, and what its weights sum to.
void draw_row_header(const RowContext& context, ImRect line);
// Why the sliders are fixed, and the button that frees them. Returns the height used.
float draw_row_reason(const RowContext& context, ImRect line);
// The order of rows, the reset of the row, and a hint.
void draw_row_footer(const RowContext& context, ImRect line);

}  // namespace ui
