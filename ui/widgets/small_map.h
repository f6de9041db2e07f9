// A map without labels, as small as wanted: an overview beside numbers, not a thing to edit.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/tensor.h"
#include "ui/widgets/item.h"

namespace ui {

struct SmallMapSpec {
  const core::Matrix* values = nullptr;  // [rows, columns]
  std::uint64_t version = 0;             // another number for other values
  bool is_signed = false;                // diverging colours around 0
  float full = 1;                        // the value that gets the full colour
  core::Index row = -1;                  // framed; -1: none
};

// Fills `rect` with the map and a hairline around it. Cells that share a pixel are pooled. `name` names its texture.
void draw_small_map(const Ui& ui, std::string_view name, const ImRect& rect, const SmallMapSpec& spec);

}  // namespace ui
