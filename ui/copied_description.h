// A selection as sentences for the clipboard; the status line says the short of it and holds the whole in its tooltip.
#pragma once

#include "core/attention/describe.h"
#include "ui/panel_input.h"
#include "ui/requests.h"

namespace ui {

CopyText copied_description(const PanelInput& input, const core::DescribedSelection& selection);

}  // namespace ui
