// Keeps the components of a vector where they stand for as long as the same vector is shown.
#pragma once

#include "ui/panels/vector_target.h"

namespace ui {

// Lets the editor sort anew where another vector, order or search than in the frame before is shown.
void keep_order(const PanelInput& input, const VectorTarget& target, VectorMemory& memory);

}  // namespace ui
